import { diagnose, type Report } from '../../base/diagnostic.ts'
import type { Json, JsonObject } from '../../base/json.ts'
import type { ApiModel, FunctionModel, Operation, PathSegment } from '../../model/api-model.ts'
import { callingService, keepWarmArn, sourceArn } from '../languages/event-arn.ts'
import { arn, literalResource, policy, sid } from './policy.ts'

/** Above this number of operations one permission for the whole API stands for all. */
const MAXIMUM_STATEMENTS = 8

/** What the policy of a function or alias holds (Lambda quotas), and what other statements may take of it; names that are late-bound get longer. */
const POLICY_BYTES = 20_480
const SPARE_BYTES = 4_096

/** The ARN of one method on a stage: variables of the path are `*`, `ANY` is `*`. */
export function methodArn(operation: Operation, stage: string): string {
  const method = operation.method === 'ANY' ? '*' : operation.method
  return arn('execute-api', `\${ApiId}/${stage}/${method}/${operation.segments.map(segmentOf).join('/')}`)
}

function segmentOf(segment: PathSegment): string {
  switch (segment.kind) {
    case 'literal':
      return literalResource(segment.text)
    case 'variable':
      return '*'
    case 'mixed':
      return segment.parts.map(segmentOf).join('')
  }
}

/** Lets a caller with IAM credentials use one operation. */
export function callerPolicy(operation: Operation, report: Report): JsonObject {
  if (/[*?$]/.test(operation.path)) {
    report(
      diagnose(
        'emit/policy-path',
        `The path \`${operation.path}\` has characters that IAM reads as its own; the policy for its callers escapes them.`,
        operation.origin,
      ),
    )
  }
  return policy([{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn(operation, '${Stage}') }])
}

/**
 * The input of one `lambda:AddPermission` call for each function and method that API Gateway calls without a role. The permission
 * stands on the alias that the stage calls, because a permission on the function itself does not cover its aliases.
 */
export function invokePermissions(model: ApiModel): JsonObject[] {
  const withoutRole = new Map(model.operations.filter((operation) => !hasRole(operation)).map((operation) => [operation.id, operation]))
  return model.functions.flatMap((fn): JsonObject[] => {
    const permission: Permit = (statement, source) => ({
      FunctionName: fn.id,
      Qualifier: '${Alias}',
      StatementId: `apigateway-${sid(statement)}`.slice(0, 100),
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: source,
      SourceAccount: '${AWS::AccountId}',
    })
    const warm = fn.keepWarm === undefined ? [] : [called(permission('keepwarm', keepWarmArn(fn.id)), 'events.amazonaws.com')]
    return [...permissionsOfRole(model, withoutRole, fn, permission), ...warm]
  })
}

function permissionsOfRole(
  model: ApiModel,
  withoutRole: ReadonlyMap<string, Operation>,
  fn: FunctionModel,
  permission: Permit,
): JsonObject[] {
  switch (fn.role) {
    case 'authorizer':
      return [permission('authorizer', arn('execute-api', '${ApiId}/authorizers/*'))]
    case 'event':
      return eventPermissions(model, fn, permission)
    case 'api': {
      const operations = fn.operations.flatMap((id) => withoutRole.get(id) ?? [])
      if (operations.length <= MAXIMUM_STATEMENTS) {
        const each = operations.map((operation) => permission(operation.id, methodArn(operation, '*')))
        if (new TextEncoder().encode(JSON.stringify(each)).length <= POLICY_BYTES - SPARE_BYTES) return each
      }
      return [permission('all', arn('execute-api', '${ApiId}/*/*/*'))]
    }
  }
}

type Permit = (statement: string, source: string) => JsonObject

/** A permission for another service than API Gateway. The ARN of a bucket has no account; where an ARN has one, not every service tells it once more. */
function called({ SourceAccount, ...permission }: JsonObject, service: string): JsonObject {
  return {
    ...(service === 's3.amazonaws.com' && SourceAccount !== undefined && { SourceAccount }),
    ...permission,
    StatementId: String(permission.StatementId).replace('apigateway-', 'events-'),
    Principal: service,
  }
}

/** Services that call a function with their own rights have to be let in; the alias is the same as that of the stage. */
function eventPermissions(model: ApiModel, fn: FunctionModel, permission: Permit): JsonObject[] {
  return model.events
    .filter((event) => event.function === fn.id)
    .flatMap((event): JsonObject[] => {
      const service = callingService(event.source)
      const arn = sourceArn(event)
      if (service === undefined || arn === undefined) return []
      return [called(permission(event.id, arn), service)]
    })
}

function hasRole(operation: Operation): boolean {
  const credentials: Json | undefined = operation.integration.raw?.credentials
  return credentials !== undefined && credentials !== null && credentials !== ''
}
