import { asArray, asObject, asString, compareText, type Json, type JsonObject, put } from '../../base/json.ts'

const MODEL_PREFIX = '#/components/schemas/'

/** A method as an operation of a normalized document says it: who may call it, what is asked of a request, what stands behind it, what it answers. */
export function methodOfDocument(operation: JsonObject): JsonObject {
  const requirements = asArray(operation.security).flatMap((requirement) => Object.entries(asObject(requirement)))
  const [guard, scopes] = requirements.find(([name]) => name !== 'api_key') ?? ['', []]
  const integration = asObject(operation['x-amazon-apigateway-integration'])
  const responses = Object.entries(asObject(operation.responses)).map(([status, value]): [string, Json] => {
    const { content, headers } = asObject(value)
    return [status, { models: modelsOf(content), headers: Object.keys(asObject(headers)).sort(compareText) }]
  })
  return {
    guard,
    scopes: textsIn(scopes),
    key: requirements.some(([name]) => name === 'api_key'),
    validator: asString(operation['x-amazon-apigateway-request-validator']) ?? '',
    parameters: Object.fromEntries(
      asArray(operation.parameters)
        .map(asObject)
        .map(({ name, in: place, required }) => [
          `${place === 'query' ? 'querystring' : String(place)}.${String(name)}`,
          required === true,
        ]),
    ),
    models: modelsOf(asObject(operation.requestBody).content),
    responses: Object.fromEntries(responses),
    integration: integrationOf(integration, Object.entries(asObject(integration.responses))),
  }
}

/** The same of a method as the service gives it. */
export function methodOfDraft(method: JsonObject): JsonObject {
  const how = method.authorizationType
  const integration = asObject(method.methodIntegration)
  const answers = Object.values(asObject(integration.integrationResponses)).map(asObject)
  const parameters = Object.entries(asObject(method.requestParameters))
  const responses = Object.entries(asObject(method.methodResponses)).map(([status, value]): [string, Json] => {
    const { responseModels, responseParameters } = asObject(value)
    const headers = Object.keys(asObject(responseParameters)).map((name) => name.replace('method.response.header.', ''))
    return [status, { models: asObject(responseModels), headers: headers.sort(compareText) }]
  })
  return {
    guard: how === 'AWS_IAM' ? 'sigv4' : how === 'NONE' ? '' : (asString(method.authorizer) ?? ''),
    scopes: textsIn(method.authorizationScopes),
    key: method.apiKeyRequired === true,
    validator: asString(method.validator) ?? '',
    parameters: Object.fromEntries(parameters.map(([name, required]) => [name.replace('method.request.', ''), required === true])),
    models: asObject(method.requestModels),
    responses: Object.fromEntries(responses),
    // The service's own names for what a document calls `http_proxy` and its like are the same in capitals.
    integration: integrationOf(
      integration,
      answers.map((answer) => [asString(answer.selectionPattern) || 'default', answer]),
    ),
  }
}

/** Names of models by their media types. */
function modelsOf(content: Json | undefined): JsonObject {
  return Object.fromEntries(
    Object.entries(asObject(content)).map(([type, value]) => [
      type,
      (asString(asObject(asObject(value).schema).$ref) ?? '').replace(MODEL_PREFIX, ''),
    ]),
  )
}

function textsIn(list: Json | undefined): string[] {
  return asArray(list).map(String).sort(compareText)
}

/** What stands behind a method; `answers` are those of an integration by their patterns. */
function integrationOf(integration: JsonObject, answers: readonly (readonly [pattern: string, answer: Json])[]): JsonObject {
  const text = (name: string): string => asString(integration[name]) ?? ''
  const type = text('type').toLowerCase()
  // A mock has nobody behind it.
  const behind = type === 'mock' ? {} : { uri: text('uri'), httpMethod: text('httpMethod').toUpperCase() }
  return {
    type,
    ...behind,
    role: text('credentials'),
    passthrough: (text('passthroughBehavior') || 'when_no_match').toLowerCase(),
    timeout: Number(integration.timeoutInMillis ?? 29_000),
    content: text('contentHandling').toUpperCase(),
    link: text('connectionId'),
    ...mappingsOf(type, integration, answers),
  }
}

/** Templates and parameters of requests and answers. A proxy makes nothing of either. */
function mappingsOf(type: string, integration: JsonObject, answers: readonly (readonly [pattern: string, answer: Json])[]): JsonObject {
  if (type.endsWith('_proxy')) return { requestParameters: textsOf(integration.requestParameters) }
  const mapped: Record<string, Json> = {}
  for (const [pattern, answer] of answers) {
    const { statusCode, responseTemplates, responseParameters, contentHandling } = asObject(answer)
    const texts = { templates: textsOf(responseTemplates), parameters: textsOf(responseParameters) }
    put<Json>(mapped, pattern, { status: String(statusCode ?? ''), content: String(contentHandling ?? ''), ...texts })
  }
  const { requestTemplates, requestParameters } = integration
  return { requestTemplates: textsOf(requestTemplates), requestParameters: textsOf(requestParameters), answers: mapped }
}

/** An empty text and none are the same to the service. */
function textsOf(texts: Json | undefined): JsonObject {
  return Object.fromEntries(Object.entries(asObject(texts)).filter(([, text]) => typeof text === 'string' && text !== ''))
}
