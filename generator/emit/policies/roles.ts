import { diagnose, type Report } from '../../base/diagnostic.ts'
import { asObject, asString, isObject, type Json, type JsonObject, own } from '../../base/json.ts'
import type { ApiModel, FunctionModel, Operation } from '../../model/api-model.ts'
import { permissionStatement } from './permissions.ts'
import { arn, policy, type Statement } from './policy.ts'
import { serviceRole } from './service-role.ts'

/** What a function may do: write its own logs, and what its permissions say. */
export function executionRole(model: ApiModel, fn: FunctionModel, report: Report): JsonObject {
  const group = arn('logs', `log-group:/aws/lambda/${fn.id}`)
  const statements: Statement[] = [
    {
      Sid: 'OwnLogs',
      Effect: 'Allow',
      Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: [group, `${group}:*`],
    },
  ]
  const seen = new Set<string>()
  for (const permission of fn.permissions) {
    const key = JSON.stringify([permission.service, permission.verb, permission.resource])
    if (seen.has(key)) continue
    seen.add(key)
    const statement = permissionStatement(permission)
    if (typeof statement !== 'string') statements.push(uniqueSid(statement, statements))
    else {
      const origin =
        model.operations.find((operation) =>
          operation.permissions.some((other) => JSON.stringify([other.service, other.verb, other.resource]) === key),
        )?.origin ?? fn.origin
      report(
        diagnose(
          'emit/unknown-permission',
          `The permission \`${permission.service}: ${permission.verb} ${permission.resource}\` gives \`${fn.id}\` nothing: ${statement}.`,
          origin,
        ),
      )
    }
  }
  return policy(statements)
}

/** Names of statements differ within a policy. */
function uniqueSid(statement: Statement, others: readonly Statement[]): Statement {
  const taken = new Set(others.map((other) => other.Sid))
  let name = statement.Sid ?? ''
  for (let n = 2; taken.has(name); n++) name = `${statement.Sid}${n}`
  return { ...statement, Sid: name }
}

/** Lets Lambda take a role. */
export function lambdaTrust(): JsonObject {
  return policy([{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }])
}

/** Lets API Gateway take a role, for APIs of this account only. */
export function gatewayTrust(): JsonObject {
  return policy([
    {
      Effect: 'Allow',
      Principal: { Service: 'apigateway.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': '${AWS::AccountId}' } },
    },
  ])
}

/**
 * What API Gateway must be allowed to do for one operation, where it does that with a role; undefined where it needs none, and where
 * the integration does not say which action it is: everything of a service is never granted.
 */
export function integrationRole(operation: Operation, report: Report): JsonObject | undefined {
  const { integration } = operation
  const raw = integration.raw
  if (integration.kind === 'aws-service' && integration.call && !raw) return serviceRole(operation, integration.call)
  const credentials = raw && own(raw, 'credentials')
  // The caller's own credentials are passed through: there is no role.
  if (typeof credentials === 'string' && credentials.endsWith(':user/*')) return undefined
  if (integration.kind === 'aws-service') {
    // A short form that cannot be written out calls nothing.
    if (!raw) return undefined
    const action = serviceAction(integration.service, integration.action, raw)
    if (action !== undefined) return policy([{ Effect: 'Allow', Action: action, Resource: serviceResource(integration, raw) }])
    const message = `The integration of \`${operation.method} ${operation.path}\` calls \`${integration.service}\` by a path, which does not say what its role has to allow.`
    report(diagnose('emit/role-not-written', message, operation.origin))
    return undefined
  }
  const isLambda = integration.kind === 'lambda-proxy' || integration.kind === 'lambda-custom' || integration.kind === 'lambda-async'
  if (!isLambda || credentials === undefined || credentials === null || operation.function === undefined) return undefined
  const name = arn('lambda', `function:${operation.function}`)
  return policy([{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: [name, `${name}:*`] }])
}

/** The role of an authorizer that API Gateway calls with credentials. */
export function authorizerRole(fn: string): JsonObject {
  const name = arn('lambda', `function:${fn}`)
  return policy([{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: [name, `${name}:*`] }])
}

/** The IAM actions of a call; of services that are called by path and verb, those that are known. */
function serviceAction(service: string, action: string, raw: JsonObject | undefined): string | string[] | undefined {
  if (/^[A-Z][A-Za-z0-9]+$/.test(action)) return `${service}:${action}`
  const verb = asString(raw && own(raw, 'httpMethod'))?.toUpperCase() ?? 'ANY'
  if (service === 'sqs') return `sqs:${parameter(raw, 'Action') ?? 'SendMessage'}`
  if (service === 's3') {
    const bucketOnly = !action.replace(/^\/+|\/+$/g, '').includes('/')
    const byVerb: Readonly<Record<string, string>> = {
      GET: bucketOnly ? 's3:ListBucket' : 's3:GetObject',
      HEAD: bucketOnly ? 's3:ListBucket' : 's3:GetObject',
      PUT: bucketOnly ? 's3:CreateBucket' : 's3:PutObject',
      POST: 's3:PutObject',
      DELETE: bucketOnly ? 's3:DeleteBucket' : 's3:DeleteObject',
    }
    return Object.hasOwn(byVerb, verb) ? (byVerb[verb] ?? 's3:GetObject') : ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']
  }
  if (service === 'sns') return 'sns:Publish'
  const named = parameter(raw, 'Action')
  return named === undefined ? undefined : `${service}:${named}`
}

function serviceResource(
  integration: { readonly service: string; readonly action: string },
  raw: JsonObject | undefined,
): string | string[] {
  const { service, action } = integration
  const parts = action.split('/').filter((part) => part !== '')
  const literal = (part: string | undefined): string => (part !== undefined && /^[A-Za-z0-9._-]+$/.test(part) ? part : '*')
  switch (service) {
    case 'dynamodb': {
      const table = named(raw, 'TableName')
      if (table === undefined) return arn('dynamodb', 'table/*')
      const whole = arn('dynamodb', `table/${table}`)
      return action === 'Query' || action === 'Scan' ? [whole, `${whole}/index/*`] : whole
    }
    case 's3': {
      const bucket = `arn:\${AWS::Partition}:s3:::${literal(parts[0])}`
      return parts.length > 1 ? `${bucket}/*` : bucket
    }
    case 'sqs':
      return arn('sqs', literal(parts[1]))
    case 'sns': {
      const topic = named(raw, 'TopicArn')
      return topic?.startsWith('arn:') ? topic : arn('sns', '*')
    }
    case 'states': {
      const machine = named(raw, 'stateMachineArn')
      return machine?.startsWith('arn:') ? machine : arn('states', '*')
    }
    case 'kinesis':
      return arn('kinesis', `stream/${named(raw, 'StreamName') ?? '*'}`)
    case 'firehose':
      return arn('firehose', `deliverystream/${named(raw, 'DeliveryStreamName') ?? '*'}`)
    case 'events':
      return arn('events', `event-bus/${named(raw, 'EventBusName') ?? '*'}`)
    default:
      return '*'
  }
}

/** A member that all request templates set to one and the same plain text. */
function named(raw: JsonObject | undefined, member: string): string | undefined {
  const values = new Set<string>()
  for (const template of Object.values(asObject(raw && own(raw, 'requestTemplates')))) {
    const text = textOf(template)
    const at = text.indexOf(`"${member}"`)
    const match = at < 0 ? null : /^"[A-Za-z]+"\s*:\s*"([^"$#\\*?]{1,512}|arn:[^"#\\*?]{1,512})"/.exec(text.slice(at, at + 700))
    if (!match?.[1]) return undefined
    values.add(match[1])
  }
  const [only] = values
  return values.size === 1 && only !== undefined && /^[A-Za-z0-9._:/${}-]+$/.test(only) ? only : undefined
}

function textOf(template: Json): string {
  if (typeof template === 'string') return template
  const sub = isObject(template) ? own(template, 'Fn::Sub') : undefined
  return typeof sub === 'string' ? sub : Array.isArray(sub) && typeof sub[0] === 'string' ? sub[0] : ''
}

function parameter(raw: JsonObject | undefined, name: string): string | undefined {
  const value = own(asObject(raw && own(raw, 'requestParameters')), `integration.request.querystring.${name}`)
  const match = typeof value === 'string' ? /^'([A-Z][A-Za-z0-9]+)'$/.exec(value) : null
  return match?.[1]
}
