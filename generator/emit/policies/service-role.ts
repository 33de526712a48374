import type { JsonObject } from '../../base/json.ts'
import type { Operation } from '../../model/api-model.ts'
import type { ServiceCall, Value } from '../../model/service-call.ts'
import { factOf } from '../languages/services/service-integration.ts'
import { arn, literalResource, policy, type Statement } from './policy.ts'

/** What API Gateway must be allowed to do for an operation that calls a service: the one action, on the one thing that it names. */
export function serviceRole(operation: Operation, call: ServiceCall): JsonObject {
  return policy(statements(operation, call))
}

function statements(operation: Operation, call: ServiceCall): Statement[] {
  const { names } = call
  const allow = (resource: string): Statement[] => [
    { Effect: 'Allow', Action: `${factOf(call).host}:${factOf(call).action}`, Resource: resource },
  ]
  switch (call.service) {
    case 'dynamodb': {
      const table = named(names.table, (name) => arn('dynamodb', `table/${name}`))
      return allow(names.index === undefined ? table : `${table}/index/${literal(names.index)}`)
    }
    case 'sqs':
      return allow(named(names.queue, (name) => arn('sqs', name)))
    case 'sns':
      return allow(named(names.topic, (name) => arn('sns', name)))
    case 'states':
      return allow(named(names.machine, (name) => arn('states', `stateMachine:${name}`)))
    case 'events':
      return allow(named(names.bus ?? 'default', (name) => arn('events', `event-bus/${name}`)))
    case 'kinesis':
      return allow(named(names.stream, (name) => arn('kinesis', `stream/${name}`)))
    case 's3': {
      const bucket = `arn:\${AWS::Partition}:s3:::${literal(names.bucket ?? '')}`
      const objects = allow(`${bucket}/${keyPattern(call.values.key)}`)
      // Without the right to list, a missing object is an answer of 403 instead of 404.
      const finds = call.action === 'get' && operation.responses.some(({ status }) => status === '404')
      return finds ? [...objects, { Effect: 'Allow', Action: 's3:ListBucket', Resource: bucket }] : objects
    }
    default:
      return []
  }
}

/** The ARN that an author wrote or that a deployment binds, else one made of the name. */
function named(name: string | undefined, make: (name: string) => string): string {
  const given = name ?? ''
  const bound = given.startsWith('arn:') || /^\$\{[^}]*(?:Arn|arn|ARN)\}$/.test(given)
  return bound ? literal(given) : make(literal(given))
}

/** A stage variable is known to no policy: whatever it may be is allowed. */
function literal(name: string): string {
  return name.replace(/\$\{stageVariables\.[^}]*\}/g, '*')
}

/** The objects that a key can name: what is written out, and anything where a request decides. */
function keyPattern(key: Value | undefined): string {
  const parts = key?.kind === 'text' ? key.parts : key === undefined ? [] : [key]
  return parts.map((part) => (part.kind === 'constant' ? keyText(String(part.value)) : '*')).join('')
}

function keyText(text: string): string {
  return text
    .split(/(\$\{[^{}]*\})/)
    .map((part, index) => (index % 2 === 1 ? literal(part) : literalResource(part)))
    .join('')
}
