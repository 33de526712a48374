import {
  CONNECTION_TYPES,
  CONTENT_HANDLINGS,
  INTEGRATION_TYPES,
  LIMITS,
  PASSTHROUGH_BEHAVIORS,
  RESPONSE_TRANSFER_MODES,
} from '../../facts.ts'
import { asArray, asObject, asString, isObject, type Json, type JsonObject, own, pointer } from '../../json.ts'
import type { Integration, IntegrationType } from '../rest-api.ts'
import { filled, type ImportContext, type Located, member, textMap } from './context.ts'
import { integrationResponses } from './integration-responses.ts'
import { refuseUri } from './integration-uri.ts'

/** The method that an integration belongs to, as messages name it. */
export interface MethodPlace {
  readonly verb: string
  /** The full path of the resource. */
  readonly path: string
  readonly resourceId: string
}

/** The integration of an operation; undefined where it has none, or the service refuses it (an issue says why). */
export function importIntegration(context: ImportContext, operation: JsonObject, at: string, place: MethodPlace): Integration | undefined {
  const value = own(operation, 'x-amazon-apigateway-integration')
  if (value === undefined || value === null) return undefined
  const here = pointer(at, 'x-amazon-apigateway-integration')
  const malformed = (where: string): undefined => {
    context.fail(`Unable to parse API definition because of a malformed integration at path ${place.path}`, where)
    return undefined
  }
  if (!isObject(value)) return malformed(here)
  const type = member(own(value, 'type'), INTEGRATION_TYPES)
  if (type === undefined) return malformed(Object.hasOwn(value, 'type') ? pointer(here, 'type') : here)
  for (const key of ['uri', 'httpMethod', 'credentials', 'connectionId', 'cacheNamespace', 'integrationTarget']) {
    const text = own(value, key)
    if (text !== undefined && text !== null && typeof text !== 'string') return malformed(pointer(here, key))
  }
  const refusal = refuseIntegration(value, type)
  if (refusal !== undefined) {
    const where = refusal.key !== undefined && Object.hasOwn(value, refusal.key) ? pointer(here, refusal.key) : here
    context.fail(`Unable to put integration on '${place.verb}' for resource at path '${place.path}': ${refusal.message}`, where)
    return undefined
  }
  return build(context, { value, pointer: here }, value, type, place, malformed)
}

/** What the service says against an integration, of a document or of a call, and the member that it concerns. */
export function refuseIntegration(
  value: JsonObject,
  type: IntegrationType,
): { readonly message: string; readonly key?: string } | undefined {
  if (type !== 'MOCK' && !asString(own(value, 'httpMethod'))) {
    return { message: 'Enumeration value for HttpMethod must be non-empty', key: 'httpMethod' }
  }
  const uri = refuseUri(type, asString(own(value, 'uri')), member(own(value, 'connectionType'), CONNECTION_TYPES))
  if (uri !== undefined) return { message: uri, key: 'uri' }
  const timeout = milliseconds(own(value, 'timeoutInMillis'))
  const isStream = member(own(value, 'responseTransferMode'), RESPONSE_TRANSFER_MODES) === 'STREAM'
  // Whether an account's quota is raised nobody knows here.
  const most = isStream ? LIMITS.streamTimeoutMs : LIMITS.raisedTimeoutMs
  if (timeout !== undefined && !(timeout >= LIMITS.minimumTimeoutMs && timeout <= most)) {
    const told = isStream ? most : LIMITS.maximumTimeoutMs
    return { message: `Timeout should be between ${LIMITS.minimumTimeoutMs} ms and ${told} ms`, key: 'timeoutInMillis' }
  }
  return undefined
}

/** A number, or its text: templates that render documents write either. NaN for anything else that is present. */
function milliseconds(value: Json | undefined): number | undefined {
  if (value === undefined || value === null) return undefined
  return typeof value === 'number' ? value : typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : Number.NaN
}

function build(
  context: ImportContext,
  located: Located,
  value: JsonObject,
  type: IntegrationType,
  place: MethodPlace,
  malformed: (where: string) => undefined,
): Integration {
  const at = located.pointer
  const onOther = (field: string, key: string, other: Json, where: string): void =>
    context.warn(
      `Invalid format for '${field}'. Expected type string for property '${key}' of resource '${place.path}' and method '${place.verb}' but got '${typeof other === 'object' ? JSON.stringify(other) : other}'`,
      where,
    )
  const map = (field: string): Record<string, string> =>
    textMap(own(value, field), pointer(at, field), (key, other, where) => onOther(field, key, other, where))
  const isHttp = type === 'HTTP' || type === 'HTTP_PROXY'
  // A mock has no back end: what a document says of one is dropped (recorded for the verb).
  const httpMethod = type === 'MOCK' ? undefined : asString(own(value, 'httpMethod'))
  const uri = type === 'MOCK' ? undefined : asString(own(value, 'uri'))
  const connectionType = member(own(value, 'connectionType'), CONNECTION_TYPES) ?? (isHttp ? 'INTERNET' : undefined)
  const connectionId = asString(own(value, 'connectionId'))
  const credentials = asString(own(value, 'credentials'))
  const parameters = map('requestParameters')
  const templates = map('requestTemplates')
  const contentHandling = member(own(value, 'contentHandling'), CONTENT_HANDLINGS)
  const insecure = own(asObject(own(value, 'tlsConfig')), 'insecureSkipVerification')
  const transferMode = member(own(value, 'responseTransferMode'), RESPONSE_TRANSFER_MODES)
  const target = asString(own(value, 'integrationTarget'))
  const responses = integrationResponses(own(value, 'responses'), pointer(at, 'responses'), onOther, malformed)
  return {
    type,
    ...(httpMethod !== undefined && httpMethod !== '' && { httpMethod: httpMethod.toUpperCase() }),
    ...(uri !== undefined && { uri }),
    ...(connectionType !== undefined && { connectionType }),
    ...(connectionId !== undefined && { connectionId }),
    ...(credentials !== undefined && { credentials }),
    ...(filled(parameters) && { requestParameters: parameters }),
    ...(filled(templates) && { requestTemplates: templates }),
    passthroughBehavior: member(own(value, 'passthroughBehavior'), PASSTHROUGH_BEHAVIORS) ?? 'WHEN_NO_MATCH',
    ...(contentHandling !== undefined && { contentHandling }),
    timeoutInMillis: milliseconds(own(value, 'timeoutInMillis')) ?? LIMITS.maximumTimeoutMs,
    cacheNamespace: asString(own(value, 'cacheNamespace')) ?? place.resourceId,
    cacheKeyParameters: asArray(own(value, 'cacheKeyParameters')).filter((item) => typeof item === 'string'),
    ...(filled(responses) && { integrationResponses: responses }),
    ...(typeof insecure === 'boolean' && { tlsConfig: { insecureSkipVerification: insecure } }),
    ...(transferMode !== undefined && { responseTransferMode: transferMode }),
    ...(target !== undefined && { integrationTarget: target }),
  }
}
