import { allOperations, type Draft, dropEmpty, fromEntries, keepOnly, type Normalization, object } from './draft.ts'

/** The members of an integration that API Gateway keeps, in the order in which they are best read. */
export const INTEGRATION_MEMBERS: readonly string[] = [
  ...['type', 'httpMethod', 'uri', 'credentials', 'responses', 'requestParameters', 'requestTemplates', 'passthroughBehavior'],
  ...['connectionType', 'connectionId', 'timeoutInMillis', 'cacheNamespace', 'cacheKeyParameters', 'contentHandling', 'tlsConfig'],
  ...['responseTransferMode', 'integrationTarget'],
]

/** What becomes of integrations and of gateway responses. */
export const integrationNormalizations: readonly Normalization[] = [
  {
    id: 'integrations',
    sentence: 'Integrations are written in lower case, with AWS’s defaults filled in or left out.',
    apply(document) {
      for (const operation of allOperations(document)) {
        const integration = object(operation['x-amazon-apigateway-integration'])
        if (Object.keys(integration).length === 0) continue
        keepOnly(integration, INTEGRATION_MEMBERS)
        integration.type = String(integration.type ?? '').toLowerCase()
        if (integration.httpMethod !== undefined) integration.httpMethod = String(integration.httpMethod).toUpperCase()
        integration.passthroughBehavior = String(integration.passthroughBehavior ?? 'when_no_match').toLowerCase()
        if (Number(integration.timeoutInMillis ?? 29_000) === 29_000) delete integration.timeoutInMillis
        else integration.timeoutInMillis = Number(integration.timeoutInMillis)
        for (const name of ['connectionType', 'contentHandling', 'responseTransferMode'])
          if (typeof integration[name] === 'string') integration[name] = integration[name].toUpperCase()
        if (integration.connectionType === 'INTERNET') delete integration.connectionType
        // A mock has nobody behind it.
        if (integration.type === 'mock') for (const name of ['httpMethod', 'uri']) delete integration[name]
        keepTexts(object(integration.requestTemplates))
        keepTexts(object(integration.requestParameters))
        if (integration.responses !== undefined) integration.responses = oneForEachStatus(object(integration.responses))
        dropEmpty(integration, INTEGRATION_MEMBERS)
      }
    },
  },
  {
    id: 'empty-parts',
    sentence: 'What is empty is left out.',
    apply(document) {
      const responses = object(document['x-amazon-apigateway-gateway-responses'])
      for (const response of Object.values(responses).map(object)) {
        keepOnly(response, ['statusCode', 'responseParameters', 'responseTemplates'])
        if (response.statusCode !== undefined) response.statusCode = String(response.statusCode)
        dropEmpty(response, ['statusCode', 'responseParameters', 'responseTemplates'])
      }
      const roots = ['request-validators', 'gateway-responses', 'binary-media-types', 'policy', 'minimum-compression-size']
      dropEmpty(
        document,
        roots.map((name) => `x-amazon-apigateway-${name}`),
      )
    },
  },
]

/** A template or a mapping that is no text is none. */
function keepTexts(texts: Draft): void {
  keepOnly(
    texts,
    Object.keys(texts).filter((name) => typeof texts[name] === 'string'),
  )
}

/** API Gateway keeps one response for each status code: of several patterns the last. */
function oneForEachStatus(responses: Draft): Draft {
  const last = new Map<string, string>()
  for (const [pattern, response] of Object.entries(responses)) {
    const given = object(response)
    keepOnly(given, ['statusCode', 'responseParameters', 'responseTemplates', 'contentHandling'])
    keepTexts(object(given.responseTemplates))
    keepTexts(object(given.responseParameters))
    given.statusCode = String(given.statusCode ?? '')
    if (typeof given.contentHandling === 'string') given.contentHandling = given.contentHandling.toUpperCase()
    dropEmpty(given, ['responseParameters', 'responseTemplates', 'contentHandling'])
    last.set(given.statusCode, pattern)
  }
  return fromEntries(Object.entries(responses).filter(([pattern, response]) => last.get(String(object(response).statusCode)) === pattern))
}
