import { GATEWAY_RESPONSE_TEMPLATES, GATEWAY_RESPONSES, MODEL_REFERENCE_BASE } from '../../../runtime/gateway/facts.ts'
import { asArray, asObject, asString, compareText, isObject, type Json, type JsonObject, own, put } from '../../base/json.ts'
import type { Draft } from '../cloud.ts'

const MODEL_PREFIX = '#/components/schemas/'
const EXTENSION = 'x-amazon-apigateway-'

/** What stands beside the methods of an API, by kinds and names. */
export interface Parts {
  readonly model: JsonObject
  readonly authorizer: JsonObject
  readonly validator: JsonObject
  readonly 'gateway-response': JsonObject
  readonly setting: JsonObject
}

/** The parts that a normalized document says. */
export function partsOfDocument(document: JsonObject): Parts {
  const { schemas, securitySchemes } = asObject(document.components)
  const extension = (name: string): Json | undefined => document[`${EXTENSION}${name}`]
  return {
    model: asObject(schemas),
    authorizer: eachOf(securitySchemes, (scheme) => authorizerOf(asObject(scheme['x-amazon-apigateway-authorizer']))),
    validator: eachOf(extension('request-validators'), validatorOf),
    'gateway-response': eachOf(extension('gateway-responses'), responseOf),
    setting: settingsOf({
      binary: extension('binary-media-types'),
      compression: extension('minimum-compression-size'),
      keySource: extension('api-key-source'),
      policy: extension('policy'),
    }),
  }
}

/** The same parts as the service gives them. */
export function partsOfDraft({ methods, models, authorizers, validators, gatewayResponses, settings }: Draft): Parts {
  return {
    model: usedModels(methods, models),
    authorizer: eachOf(authorizers, authorizerOf),
    validator: eachOf(validators, validatorOf),
    'gateway-response': eachOf(gatewayResponses, responseOf),
    setting: settingsOf({
      binary: settings.binaryMediaTypes,
      compression: settings.minimumCompressionSize,
      keySource: settings.apiKeySource,
      policy: settings.policy,
    }),
  }
}

function eachOf(values: Json | undefined, view: (value: JsonObject, name: string) => Json): JsonObject {
  const viewed: Record<string, Json> = {}
  for (const [name, value] of Object.entries(asObject(values))) put(viewed, name, view(asObject(value), name))
  return viewed
}

/** An authorizer without a time to live has five minutes. */
function authorizerOf(authorizer: JsonObject): JsonObject {
  const text = (name: string): string => asString(authorizer[name]) ?? ''
  return {
    type: text('type').toLowerCase(),
    uri: text('authorizerUri'),
    role: text('authorizerCredentials'),
    source: text('identitySource')
      .split(',')
      .map((part) => part.trim())
      .join(', '),
    pattern: text('identityValidationExpression'),
    seconds: Number(authorizer.authorizerResultTtlInSeconds ?? 300),
    pools: asArray(authorizer.providerARNs).map(String).sort(compareText),
  }
}

function validatorOf({ validateRequestBody, validateRequestParameters }: JsonObject): JsonObject {
  return { body: validateRequestBody === true, parameters: validateRequestParameters === true }
}

/** What a gateway response leaves out is the service's own. */
function responseOf({ statusCode, responseParameters, responseTemplates }: JsonObject, type: string): JsonObject {
  const own = Object.hasOwn(GATEWAY_RESPONSES, type) ? GATEWAY_RESPONSES[type]?.statusCode : undefined
  const templates = Object.keys(asObject(responseTemplates)).length === 0 ? GATEWAY_RESPONSE_TEMPLATES : asObject(responseTemplates)
  return { status: String(statusCode ?? own ?? ''), parameters: asObject(responseParameters), templates }
}

interface Settings {
  readonly binary: Json | undefined
  readonly compression: Json | undefined
  readonly keySource: Json | undefined
  readonly policy: Json | undefined
}

/** Settings by the names that a document gives them; without those that are the service's own. */
function settingsOf({ binary, compression, keySource, policy }: Settings): JsonObject {
  const named: Record<string, Json> = {}
  const types = asArray(binary).map(String).sort(compareText)
  if (types.length > 0) named[`${EXTENSION}binary-media-types`] = types
  if (compression !== undefined && compression !== null) named[`${EXTENSION}minimum-compression-size`] = Number(compression)
  if (keySource !== undefined && keySource !== 'HEADER') named[`${EXTENSION}api-key-source`] = keySource
  const read = policyOf(policy)
  if (read !== undefined && Object.keys(asObject(read)).length > 0) named[`${EXTENSION}policy`] = read
  return named
}

/** A policy with the short names of its resources. As a text its quotes are escaped once more (docs.aws.amazon.com: GetRestApi). */
function policyOf(policy: Json | undefined): Json | undefined {
  if (typeof policy !== 'string') return policy === undefined ? undefined : shortened(policy)
  const read = parsed(policy) ?? parsed(policy.replaceAll('\\"', '"'))
  return read === undefined ? policy : shortened(read)
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

function shortened(value: Json): Json {
  if (typeof value === 'string') return value.replace(/^arn:[^:/]+:execute-api:[^:/]*:[^:/]*:[^:/]+\//, 'execute-api:/')
  return mapped(value, shortened)
}

/** The models that methods use, and those that these use, as a document has them. */
function usedModels(methods: JsonObject, models: JsonObject): JsonObject {
  const used = new Map<string, Json>()
  const waiting = Object.values(methods).flatMap(modelsOfMethod)
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const model = own(models, name)
    if (model === undefined || used.has(name)) continue
    const schema = parsed(asString(asObject(model).schema) ?? '')
    used.set(name, schema === undefined ? null : localized(schema, waiting))
  }
  const named: Record<string, Json> = {}
  for (const [name, schema] of used) put(named, name, schema)
  return named
}

function modelsOfMethod(method: Json): string[] {
  const { requestModels, methodResponses } = asObject(method)
  const responses = Object.values(asObject(methodResponses)).flatMap((response) =>
    Object.values(asObject(asObject(response).responseModels)),
  )
  return [...Object.values(asObject(requestModels)), ...responses].map(String)
}

/** A schema whose references are those of a document, with its required names sorted; `names` gets the models it refers to. */
function localized(schema: Json, names: string[]): Json {
  const plain = mapped(schema, (inner) => localized(inner, names))
  if (!isObject(plain)) return plain
  const { $ref, required } = plain
  const sorted = Array.isArray(required) && required.every((name) => typeof name === 'string')
  if (typeof $ref !== 'string' || !$ref.startsWith(MODEL_REFERENCE_BASE))
    return sorted ? { ...plain, required: required.map(String).sort(compareText) } : plain
  const name = $ref.slice($ref.lastIndexOf('/') + 1)
  names.push(name)
  return { ...plain, $ref: `${MODEL_PREFIX}${name}` }
}

function mapped(value: Json, change: (value: Json) => Json): Json {
  if (Array.isArray(value)) return value.map((item) => change(item as Json))
  if (!isObject(value)) return value
  const copy: Record<string, Json> = {}
  for (const [key, item] of Object.entries(value)) put(copy, key, change(item))
  return copy
}
