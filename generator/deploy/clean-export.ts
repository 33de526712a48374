import { compareText, type JsonObject } from '../base/json.ts'
import { type ApiHome, homeOf, withPlaceholders } from './api-home.ts'
import { type Draft, dropEmpty, fromEntries, list, METHODS, object, type Value } from './normalizations/draft.ts'
import { INTEGRATION_MEMBERS } from './normalizations/integrations.ts'

/** The document of a stage as somebody would keep it, and whose account became a placeholder in it. */
export interface CleanExport {
  readonly document: JsonObject
  readonly account: ApiHome['account']
}

/**
 * An export (OpenAPI 3.0 or Swagger 2.0) without what is only of the one API that it came from: its address is gone, its account, region,
 * partition and id are the placeholders that API Gateway replaces at import. What AWS writes in the order of a hash table has an order
 * here, so equal stages give equal documents. Schemas stay as they are: their members come in the order in which they were stored.
 */
export function cleanExport(exported: JsonObject): CleanExport {
  const home = homeOf(exported)
  const document = withPlaceholders(exported, home) as Draft
  for (const name of ['servers', 'host', 'basePath', 'schemes']) delete document[name]
  change(document, ['paths'], (paths) => sorted(mapMembers(paths, tidyItem)))
  change(document, ['info'], (info) => sorted(info, ['title', 'description', 'version']))
  change(document, ['components'], (components) => {
    change(components, ['schemas'], sorted)
    change(components, ['securitySchemes'], sortedTwice)
    return sorted(components)
  })
  change(document, ['definitions'], sorted)
  change(document, SETTINGS, sortedTwice)
  dropEmpty(document, ['components'])
  return { document: sorted(document, ROOT) as JsonObject, account: home.account }
}

const ROOT = ['swagger', 'openapi', 'info', 'paths', 'components', 'securityDefinitions', 'definitions']
const SETTINGS = ['securityDefinitions', 'x-amazon-apigateway-gateway-responses', 'x-amazon-apigateway-request-validators']
const OPERATION = ['operationId', 'consumes', 'produces', 'parameters', 'requestBody', 'responses', 'security']
const PLACES = ['path', 'query', 'header', 'body']

function tidyItem(item: Value): Draft {
  return sorted(
    mapMembers(object(item), (value, name) => (METHODS.has(name) ? tidyOperation(object(value)) : value)),
    [...METHODS],
  )
}

function tidyOperation(operation: Draft): Draft {
  if (operation.parameters !== undefined) operation.parameters = tidyParameters(list(operation.parameters))
  for (const name of ['consumes', 'produces'])
    if (operation[name] !== undefined) operation[name] = list(operation[name]).sort((a, b) => compareText(String(a), String(b)))
  change(operation, ['requestBody'], (body) => {
    change(body, ['content'], sorted)
    return body
  })
  change(operation, ['responses'], (responses) => sorted(mapMembers(responses, tidyResponse)))
  change(operation, ['x-amazon-apigateway-integration'], tidyIntegration)
  return sorted(operation, OPERATION)
}

function tidyParameters(parameters: readonly Value[]): Draft[] {
  const placeOf = (one: Draft): number => PLACES.indexOf(String(one.in))
  return parameters
    .map((one) => sorted(object(one), ['name', 'in', 'required', 'type', 'schema']))
    .sort((a, b) => placeOf(a) - placeOf(b) || compareText(String(a.name), String(b.name)))
}

function tidyResponse(value: Value): Draft {
  const response = object(value)
  change(response, ['content', 'headers'], sorted)
  dropEmpty(response, ['content', 'headers'])
  return sorted(response, ['description', 'schema', 'content', 'headers'])
}

function tidyIntegration(integration: Draft): Draft {
  // Some exports name the resource as the namespace of a cache without keys: an id that AWS gives anew.
  const isWithoutKeys = list(integration.cacheKeyParameters).length === 0
  if (isWithoutKeys && /^[a-z0-9]{6,10}$/.test(String(integration.cacheNamespace))) delete integration.cacheNamespace
  change(integration, ['requestParameters', 'requestTemplates'], sorted)
  change(integration, ['responses'], (responses) =>
    sorted(
      mapMembers(responses, (value) => {
        const response = object(value)
        change(response, ['responseParameters', 'responseTemplates'], sorted)
        return sorted(response, INTEGRATION_RESPONSE)
      }),
      ['default'],
    ),
  )
  return sorted(integration, INTEGRATION_MEMBERS)
}

const INTEGRATION_RESPONSE = ['statusCode', 'responseParameters', 'responseTemplates', 'contentHandling']

/** The members of these names first, the others behind them by name. */
function sorted(draft: Draft, first: readonly string[] = []): Draft {
  const rank = (name: string): number => (first.includes(name) ? first.indexOf(name) : first.length)
  return fromEntries(Object.entries(draft).sort(([a], [b]) => rank(a) - rank(b) || compareText(a, b)))
}

/** By name, and what each holds as well. */
function sortedTwice(draft: Draft): Draft {
  return sorted(mapMembers(draft, (member) => sorted(object(member), ['type', 'name', 'in'])))
}

/** Puts something else in the place of the members of these names, as far as they are there. */
function change(draft: Draft, names: readonly string[], by: (member: Draft) => Draft): void {
  for (const name of names) if (draft[name] !== undefined) draft[name] = by(object(draft[name]))
}

function mapMembers(draft: Draft, by: (member: Value, name: string) => Value): Draft {
  return fromEntries(Object.entries(draft).map(([name, member]) => [name, by(member, name)] as const))
}
