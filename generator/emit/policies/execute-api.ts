import { diagnose, type Report } from '../../base/diagnostic.ts'
import type { Json, JsonObject } from '../../base/json.ts'
import type { ApiModel, Operation, PathSegment } from '../../model/api-model.ts'
import { arn, literalResource, policy, sid } from './policy.ts'

/** Above this number of operations one permission for the whole API stands for all: a function's policy holds 20 KB. */
const MAXIMUM_STATEMENTS = 8

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
  const byId = new Map(model.operations.map((operation) => [operation.id, operation]))
  return model.functions.flatMap((fn): JsonObject[] => {
    const permission = (statement: string, source: string): JsonObject => ({
      FunctionName: fn.id,
      Qualifier: '${Alias}',
      StatementId: `apigateway-${sid(statement)}`.slice(0, 100),
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: source,
      SourceAccount: '${AWS::AccountId}',
    })
    if (fn.role === 'authorizer') return [permission('authorizer', arn('execute-api', '${ApiId}/authorizers/*'))]
    if (fn.role !== 'api') return []
    const called = fn.operations.map((id) => byId.get(id)).filter((operation) => operation !== undefined && !hasRole(operation))
    if (called.length > MAXIMUM_STATEMENTS) return [permission('all', arn('execute-api', '${ApiId}/*/*/*'))]
    return called.flatMap((operation) => (operation ? [permission(operation.id, methodArn(operation, '*'))] : []))
  })
}

function hasRole(operation: Operation): boolean {
  const credentials: Json | undefined = operation.integration.raw?.credentials
  return credentials !== undefined && credentials !== null && credentials !== ''
}
