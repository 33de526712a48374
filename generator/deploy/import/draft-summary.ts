import { asArray, asObject, asString, compareText, equal, type Json, type JsonObject, put } from '../../base/json.ts'
import { escapeToken } from '../../base/pointer.ts'
import { inferVariables, substitute } from '../aws-variables.ts'
import type { Draft } from '../cloud.ts'
import { compareExport } from '../compare-export.ts'
import { entitiesOf } from '../entities.ts'

/**
 * What a document has in common with the resources that API Gateway makes of it, in one form: who may call each method, what stands
 * behind it and what is made of requests and answers, and the names of everything else. The export of the stage, which can be compared
 * whole, comes with the stage.
 */
type Summary = JsonObject

/** How the API itself differs from a document, at most ten places; empty where it is what the document says. */
export function draftDifferences(document: JsonObject, draft: Draft): string[] {
  const [wanted, found] = [ofDocument(document), ofDraft(draft)]
  return differences(substitute(wanted, inferVariables(wanted, found)), found)
}

/** Pointers of what is otherwise in one of two values, at most ten. */
export function differences(wanted: Json, found: Json): string[] {
  const places: string[] = []
  const visit = (a: Json | undefined, b: Json | undefined, pointer: string): void => {
    if (places.length >= 10 || equal(a ?? null, b ?? null)) return
    const [left, right] = [asObject(a), asObject(b)]
    const names = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort(compareText)
    if (names.length === 0 || a === undefined || b === undefined || a === null || b === null) places.push(pointer)
    else for (const name of names) visit(left[name], right[name], `${pointer}/${escapeToken(name)}`)
  }
  visit(wanted, found, '')
  return places
}

function ofDocument(document: JsonObject): Summary {
  const normalized = compareExport(document, {}).wanted
  const methods: Record<string, Json> = {}
  const names: string[] = []
  for (const { kind, id, value } of entitiesOf(normalized).values()) {
    if (kind !== 'method') {
      if (kind === 'authorizer' || kind === 'validator' || kind === 'gateway-response') names.push(`${kind} ${id}`)
      continue
    }
    const method = asObject(value)
    const guards = asArray(method.security).flatMap((requirement) => Object.keys(asObject(requirement)))
    const integration = asObject(method['x-amazon-apigateway-integration'])
    methods[id] = {
      guard: guards.find((name) => name !== 'api_key') ?? '',
      key: guards.includes('api_key'),
      type: String(integration.type ?? ''),
      uri: integration.type === 'mock' ? '' : String(integration.uri ?? ''),
      role: String(integration.credentials ?? ''),
      ...mappingsOf(integration, Object.entries(asObject(integration.responses))),
    }
  }
  return { methods, names: names.sort(compareText) }
}

function ofDraft({ methods, authorizers, validators, gatewayResponses }: Draft): Summary {
  const named = (kind: string, of: JsonObject): string[] => Object.keys(of).map((name) => `${kind} ${name}`)
  return {
    methods: Object.fromEntries(Object.entries(methods).map(([id, method]) => [id, ofMethod(asObject(method))])),
    names: [...named('authorizer', authorizers), ...named('validator', validators), ...named('gateway-response', gatewayResponses)].sort(
      compareText,
    ),
  }
}

function ofMethod(method: JsonObject): JsonObject {
  const integration = asObject(method.methodIntegration)
  const type = String(integration.type ?? '').toLowerCase()
  const how = method.authorizationType
  return {
    guard: how === 'AWS_IAM' ? 'sigv4' : how === 'NONE' ? '' : String(method.authorizer ?? ''),
    key: method.apiKeyRequired === true,
    // The service's own names for what a document calls `http_proxy` and its like are the same in capitals.
    type,
    uri: type === 'mock' ? '' : String(integration.uri ?? ''),
    role: String(integration.credentials ?? ''),
    ...mappingsOf(
      { ...integration, type },
      Object.values(asObject(integration.integrationResponses)).map((answer) => [patternOf(asObject(answer)), answer]),
    ),
  }
}

function patternOf({ selectionPattern }: JsonObject): string {
  return asString(selectionPattern) || 'default'
}

/** Templates and parameters of requests and answers; `answers` are those of an integration by their patterns. A proxy makes nothing of either. */
function mappingsOf(integration: JsonObject, answers: readonly (readonly [pattern: string, answer: Json])[]): JsonObject {
  if (String(integration.type).endsWith('_proxy')) return { requestParameters: textsOf(integration.requestParameters) }
  const mapped: Record<string, Json> = {}
  for (const [pattern, answer] of answers) {
    const { statusCode, responseTemplates, responseParameters } = asObject(answer)
    const texts = { templates: textsOf(responseTemplates), parameters: textsOf(responseParameters) }
    put<Json>(mapped, pattern, { status: String(statusCode ?? ''), ...texts })
  }
  const { requestTemplates, requestParameters } = integration
  return { requestTemplates: textsOf(requestTemplates), requestParameters: textsOf(requestParameters), answers: mapped }
}

/** An empty text and none are the same to the service. */
function textsOf(texts: Json | undefined): JsonObject {
  return Object.fromEntries(Object.entries(asObject(texts)).filter(([, text]) => typeof text === 'string' && text !== ''))
}
