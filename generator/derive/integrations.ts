import { asObject, asString, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { isIntrinsic, isLateBound, likelyBranch } from '../base/late-bound.ts'
import { join } from '../base/pointer.ts'
import type { Integration } from '../model/api-model.ts'
import { type Context, resolve, tell } from './context.ts'
import { flatten, type LambdaTarget, lambdaTarget, serviceTarget } from './lambda-uri.ts'
import { readServiceCall } from './service-call.ts'

/** How an operation is answered, and by which Lambda function where its URI says so. */
export interface DerivedIntegration {
  readonly integration: Integration
  readonly target?: LambdaTarget
}

const EXTENSION = 'x-amazon-apigateway-integration'

/** The integration of an operation: AWS's extension first, then `x-apigen-integration`, else the proxy to its function. */
export function readIntegration(context: Context, operation: JsonObject, pointer: string): DerivedIntegration {
  if (!Object.hasOwn(operation, EXTENSION)) return { integration: shortForm(context, operation, pointer) }
  const located = resolve(context, operation[EXTENSION], join(pointer, EXTENSION))
  const raw = likelyBranch(located.value)
  const place = { pointer: located.pointer }
  if (!isObject(raw) || isIntrinsic(raw)) {
    tell(context, 'derive/unreadable-integration', 'What answers this operation cannot be read from the document.', located.pointer)
    return { integration: { kind: 'none', ...place, ...(isObject(raw) && { raw }) } }
  }
  return typed(context, raw, place.pointer)
}

function typed(context: Context, raw: JsonObject, pointer: string): DerivedIntegration {
  const place = { raw, pointer }
  const uri = own(raw, 'uri')
  const type = flatten(own(raw, 'type')).trim().toLowerCase()
  switch (type) {
    case 'mock':
      return { integration: { kind: 'mock', templates: templatesOf(raw), ...place } }
    case 'http':
      return { integration: { kind: 'http', ...place } }
    case 'http_proxy':
      return { integration: { kind: 'http-proxy', ...place } }
    case 'aws_proxy':
      return proxy(raw, uri, place)
    case 'aws':
      return custom(raw, uri, place)
  }
  const guess = lambdaTarget(uri)
  if (guess) return proxy(raw, uri, place)
  if (/^https?:/.test(flatten(uri))) return { integration: { kind: 'http-proxy', ...place } }
  // Of a type that is missing or none of API Gateway's, lint speaks.
  if (isLateBound(own(raw, 'type')) || Object.hasOwn(raw, '$ref'))
    tell(context, 'derive/unreadable-integration', 'What answers this operation is known only when the API is deployed.', pointer)
  return { integration: { kind: 'none', ...place } }
}

type Place = { readonly raw: JsonObject; readonly pointer: string }

/** API Gateway proxies to Lambda, and from HTTP APIs to a few services by a subtype. */
function proxy(raw: JsonObject, uri: Json | undefined, place: Place): DerivedIntegration {
  const [service = '', action = ''] = (asString(own(raw, 'integrationSubtype')) ?? '').split('-')
  if (service !== '') return { integration: { kind: 'aws-service', service: service.toLowerCase(), action, ...place } }
  const target = lambdaTarget(uri, 'a-function')
  const other = target ? undefined : serviceTarget(uri)
  if (other && other.service !== 'lambda') return { integration: { kind: 'aws-service', ...other, ...place } }
  const streaming = target?.streaming === true || asString(own(raw, 'responseTransferMode'))?.toUpperCase() === 'STREAM'
  return { integration: { kind: 'lambda-proxy', streaming, ...place }, ...(target && { target }) }
}

function custom(raw: JsonObject, uri: Json | undefined, place: Place): DerivedIntegration {
  const service = serviceTarget(uri)
  const invoked = lambdaTarget(uri)
  // What is only known when the API is deployed may be any service; a name that speaks of a function is taken at its word.
  const target = invoked ?? (service || !/lambda|function/i.test(flatten(uri)) ? undefined : lambdaTarget(uri, 'a-function'))
  if (!target) return { integration: { kind: 'aws-service', service: service?.service ?? '', action: service?.action ?? '', ...place } }
  const isAsync = Object.entries(asObject(own(raw, 'requestParameters'))).some(
    ([name, value]) => name.toLowerCase() === 'integration.request.header.x-amz-invocation-type' && /event/i.test(flatten(value)),
  )
  const integration: Integration = isAsync
    ? { kind: 'lambda-async', ...place }
    : { kind: 'lambda-custom', templates: templatesOf(raw), ...place }
  return { integration, target }
}

/** Whether the author wrote any mapping template. */
function templatesOf(raw: JsonObject): 'written' | 'none' {
  if (holdsTemplates(own(raw, 'requestTemplates'))) return 'written'
  const responses = asObject(own(raw, 'responses'))
  return Object.keys(responses).some((pattern) => holdsTemplates(own(asObject(responses[pattern]), 'responseTemplates')))
    ? 'written'
    : 'none'
}

function holdsTemplates(value: Json | undefined): boolean {
  return isObject(value) && Object.keys(value).length > 0
}

function shortForm(context: Context, operation: JsonObject, pointer: string): Integration {
  const short = own(operation, 'x-apigen-integration')
  const at = join(pointer, 'x-apigen-integration')
  switch (short) {
    case undefined:
      return { kind: 'lambda-proxy', streaming: false }
    case 'lambda':
      return { kind: 'lambda-custom', templates: 'none', pointer: at }
    case 'lambda-async':
      return { kind: 'lambda-async', pointer: at }
    case 'mock':
      return { kind: 'mock', templates: 'none', pointer: at }
  }
  if (isObject(short) && Object.hasOwn(short, 'service')) {
    const call = readServiceCall(short)
    const [service, action] = [asString(own(short, 'service')) ?? '', asString(own(short, 'action')) ?? '']
    return { kind: 'aws-service', service: call?.service ?? service, action: call?.action ?? action, ...(call && { call }), pointer: at }
  }
  tell(
    context,
    'derive/extension-ignored',
    '`x-apigen-integration` is `lambda`, `lambda-async`, `mock`, or an object that names a `service`.',
    at,
  )
  return { kind: 'lambda-proxy', streaming: false }
}
