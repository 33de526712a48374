/**
 * What API Gateway does to every document between import and export, each as a function that removes the difference it
 * makes from both sides. Sources: the recorded exports, and AWS's pages on import and export.
 */

/** A document that may be changed freely. */
export type Draft = { [key: string]: Value }
type Value = null | boolean | number | string | Value[] | Draft

/** `wanted`: the document that was put. `found`: the export. */
export type Side = 'wanted' | 'found'

/** One of AWS's own normalizations. */
export interface Normalization {
  /** For people: what happens to a document. */
  readonly sentence: string
  apply(document: Draft, side: Side): void
}

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'x-amazon-apigateway-any-method'])

/** All of them, in the order in which they have to be applied. */
export const normalizations: readonly Normalization[] = [
  {
    // First, so that the others meet no references to anything but models.
    sentence: 'Parameters, bodies and responses that were shared are written out at each operation.',
    apply(document) {
      const components = object(document.components)
      for (const item of Object.values(object(document.paths))) {
        const shared = list(object(item).parameters)
        for (const operation of operationsOf(object(item))) {
          operation.parameters = merge(
            shared.map((one) => follow(one, components)),
            list(operation.parameters).map((one) => follow(one, components)),
          )
          if (operation.requestBody) operation.requestBody = follow(operation.requestBody, components)
          for (const [status, response] of Object.entries(object(operation.responses)))
            object(operation.responses)[status] = follow(response, components)
        }
        delete object(item).parameters
      }
      for (const name of ['parameters', 'requestBodies', 'responses', 'headers', 'examples', 'links', 'callbacks']) delete components[name]
      document.components = components
    },
  },
  {
    sentence: 'The address of the API takes the place of the servers.',
    apply(document) {
      delete document.servers
      for (const item of Object.values(object(document.paths))) {
        delete object(item).servers
        for (const operation of operationsOf(object(item))) delete operation.servers
      }
    },
  },
  {
    sentence: 'Texts for people are left out: summaries, descriptions, tags, contacts and licenses.',
    apply(document) {
      keepOnly(object(document.info), ['title', 'version', 'description'])
      for (const name of ['tags', 'externalDocs', 'x-amazon-apigateway-documentation']) delete document[name]
      for (const item of Object.values(object(document.paths))) {
        for (const name of ['summary', 'description']) delete object(item)[name]
        for (const operation of operationsOf(object(item))) {
          for (const name of ['summary', 'description', 'tags', 'externalDocs', 'deprecated']) delete operation[name]
          for (const response of Object.values(object(operation.responses))) object(response).description = ''
        }
      }
      for (const scheme of Object.values(schemes(document))) delete object(scheme).description
    },
  },
  {
    sentence: 'Of a parameter only its name, its place and whether it is required are kept; path parameters are declared.',
    apply(document) {
      for (const [path, item] of Object.entries(object(document.paths))) {
        for (const operation of operationsOf(object(item))) {
          const kept = list(operation.parameters)
            .map(object)
            .filter((one) => one.in !== 'cookie')
            .map((one): Draft => ({ name: one.name ?? '', in: one.in ?? '', required: one.required === true || one.in === 'path' }))
          for (const [, name = ''] of path.matchAll(/\{([^{}+]+)\+?\}/g)) {
            if (!kept.some((one) => one.in === 'path' && one.name === name)) kept.push({ name, in: 'path', required: true })
          }
          kept.sort((a, b) => compare(`${a.in} ${a.name}`, `${b.in} ${b.name}`))
          if (kept.length > 0) operation.parameters = kept
          else delete operation.parameters
        }
      }
    },
  },
  {
    sentence: 'A body is always required; of bodies and responses the models are kept, and headers become text.',
    apply(document) {
      for (const operation of allOperations(document)) {
        const body = object(operation.requestBody)
        const content = modelsOf(object(body.content))
        if (Object.keys(content).length > 0) operation.requestBody = { content }
        else delete operation.requestBody
        for (const response of Object.values(object(operation.responses)).map(object)) {
          const models = modelsOf(object(response.content))
          response.content = models
          const headers = Object.keys(object(response.headers)).sort(compare)
          if (headers.length > 0) response.headers = Object.fromEntries(headers.map((name) => [name, {}]))
          else delete response.headers
          keepOnly(response, ['description', 'content', 'headers'])
        }
      }
    },
  },
  {
    sentence: 'The required names of a model are sorted.',
    apply(document) {
      const pending: Value[] = Object.values(object(object(document.components).schemas ?? null))
      for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
        if (Array.isArray(value)) pending.push(...value)
        else if (typeof value === 'object' && value !== null) {
          if (Array.isArray(value.required) && value.required.every((name) => typeof name === 'string'))
            value.required = value.required.map(String).sort(compare)
          pending.push(...Object.values(value))
        }
      }
    },
  },
  {
    sentence: 'The request validator of the document is written at each of its operations.',
    apply(document) {
      const root = document['x-amazon-apigateway-request-validator']
      delete document['x-amazon-apigateway-request-validator']
      const name = 'x-amazon-apigateway-request-validator'
      for (const operation of allOperations(document)) if (root !== undefined && operation[name] === undefined) operation[name] = root
      for (const validator of Object.values(object(document['x-amazon-apigateway-request-validators'])).map(object)) {
        validator.validateRequestBody = validator.validateRequestBody === true || validator.validateRequestBody === 'true'
        validator.validateRequestParameters = validator.validateRequestParameters === true || validator.validateRequestParameters === 'true'
      }
    },
  },
  {
    sentence: 'Integrations are written in lower case, with AWS’s defaults filled in or left out.',
    apply(document) {
      for (const operation of allOperations(document)) {
        const integration = object(operation['x-amazon-apigateway-integration'])
        if (Object.keys(integration).length === 0) continue
        integration.type = String(integration.type ?? '').toLowerCase()
        if (integration.httpMethod !== undefined) integration.httpMethod = String(integration.httpMethod).toUpperCase()
        integration.passthroughBehavior = String(integration.passthroughBehavior ?? 'when_no_match').toLowerCase()
        if (Number(integration.timeoutInMillis ?? 29_000) === 29_000) delete integration.timeoutInMillis
        if (integration.connectionType === 'INTERNET') delete integration.connectionType
        delete integration.payloadFormatVersion
        if (Array.isArray(integration.cacheKeyParameters) && integration.cacheKeyParameters.length === 0)
          delete integration.cacheKeyParameters
        for (const name of ['requestParameters', 'requestTemplates', 'responses'])
          if (Object.keys(object(integration[name])).length === 0) delete integration[name]
        for (const response of Object.values(object(integration.responses)).map(object))
          response.statusCode = String(response.statusCode ?? '')
      }
    },
  },
  {
    sentence: 'Security is written in AWS’s own words: only what API Gateway enforces is kept.',
    apply(document) {
      const known = schemes(document)
      const roles = new Map(Object.entries(known).map(([name, scheme]) => [name, roleOf(name, object(scheme))]))
      const rootSecurity = document.security
      delete document.security
      for (const operation of allOperations(document)) {
        const asked = new Map<string, string[]>()
        for (const alternative of list(operation.security ?? rootSecurity).map(object)) {
          for (const [name, scopes] of Object.entries(alternative)) {
            const role = roles.get(name)
            if (role !== undefined) asked.set(role, list(scopes).map(String).sort(compare))
          }
        }
        if (asked.size > 0)
          operation.security = [...asked].sort(([a], [b]) => compare(a, b)).map(([name, scopes]): Draft => ({ [name]: scopes }))
        else delete operation.security
      }
      const kept: Draft = {}
      for (const [name, scheme] of Object.entries(known)) {
        if (object(scheme)['x-amazon-apigateway-authorizer'] !== undefined) kept[name] = authorizerOf(object(scheme))
      }
      const components = object(document.components)
      if (Object.keys(kept).length > 0) components.securitySchemes = kept
      else delete components.securitySchemes
    },
  },
  {
    sentence: 'What AWS does not know is left out: other vendors’ extensions and what only describes.',
    apply(document) {
      const drop = (draft: Draft): void => {
        for (const name of Object.keys(draft)) if (name.startsWith('x-') && !name.startsWith('x-amazon-apigateway-')) delete draft[name]
      }
      drop(document)
      document.openapi = '3.0.1'
      delete document['x-amazon-apigateway-importexport-version']
      for (const item of Object.values(object(document.paths))) drop(object(item))
      for (const operation of allOperations(document)) drop(operation)
      if (document['x-amazon-apigateway-api-key-source'] === 'HEADER') delete document['x-amazon-apigateway-api-key-source']
    },
  },
]

/** The role a scheme plays: its own name for an authorizer, `api_key`, `sigv4`, or none. */
function roleOf(name: string, scheme: Draft): string | undefined {
  if (scheme['x-amazon-apigateway-authorizer'] !== undefined) return name
  if (scheme.type !== 'apiKey') return undefined
  if (/^aws/i.test(String(scheme['x-amazon-apigateway-authtype'] ?? ''))) return 'sigv4'
  return String(scheme.name ?? '').toLowerCase() === 'x-api-key' ? 'api_key' : undefined
}

function authorizerOf(scheme: Draft): Draft {
  const authorizer = object(scheme['x-amazon-apigateway-authorizer'])
  if (authorizer.type !== undefined) authorizer.type = String(authorizer.type).toLowerCase()
  if (typeof authorizer.identitySource === 'string')
    authorizer.identitySource = authorizer.identitySource
      .split(',')
      .map((part) => part.trim())
      .join(', ')
  return scheme
}

/** Content that has a model, by media type. */
function modelsOf(content: Draft): Draft {
  const kept: Draft = {}
  for (const [type, value] of Object.entries(content)) {
    const { schema } = object(value)
    if (typeof object(schema ?? null).$ref === 'string') kept[type] = { schema: { $ref: object(schema ?? null).$ref ?? '' } }
  }
  return kept
}

function merge(shared: readonly Value[], own: readonly Value[]): Value[] {
  const key = (one: Value): string => `${object(one).in} ${object(one).name}`
  const named = new Set(own.map(key))
  return [...shared.filter((one) => !named.has(key(one))), ...own]
}

function follow(value: Value, components: Draft): Value {
  let current = value
  for (let hops = 0; hops < 20; hops++) {
    const ref = object(current).$ref
    const [, kind = '', name = ''] = typeof ref === 'string' ? (/^#\/components\/([^/]+)\/(.+)$/.exec(ref) ?? []) : []
    const target = object(components[kind] ?? null)[name.replaceAll('~1', '/').replaceAll('~0', '~')]
    if (target === undefined) return structuredClone(current)
    current = target
  }
  return structuredClone(current)
}

function operationsOf(item: Draft): Draft[] {
  return Object.entries(item)
    .filter(([key]) => METHODS.has(key))
    .map(([, value]) => object(value))
}

function allOperations(document: Draft): Draft[] {
  return Object.values(object(document.paths)).flatMap((item) => operationsOf(object(item)))
}

function schemes(document: Draft): Draft {
  return object(object(document.components).securitySchemes ?? null)
}

function keepOnly(draft: Draft, names: readonly string[]): void {
  for (const name of Object.keys(draft)) if (!names.includes(name)) delete draft[name]
}

/** The object itself, so that it can be changed; an empty one for anything else. */
function object(value: Value | undefined): Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

function list(value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : []
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
