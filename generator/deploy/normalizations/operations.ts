import { compareText } from '../../base/json.ts'
import { allOperations, type Draft, fromEntries, keepOnly, list, type Normalization, object, operationsOf, type Value } from './draft.ts'

/** What becomes of the parts that operations share. First of all, so that the others meet no references to anything but models. */
export const sharedParts: Normalization = {
  id: 'shared-parts',
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
        operation.responses = fromEntries(
          Object.entries(object(operation.responses)).map(([status, response]) => [status, follow(response, components)]),
        )
      }
      delete object(item).parameters
    }
    for (const name of ['parameters', 'requestBodies', 'responses', 'headers', 'examples', 'links', 'callbacks']) delete components[name]
    document.components = components
  },
}

/** What becomes of the parameters, bodies and responses of operations. */
export const operationNormalizations: readonly Normalization[] = [
  {
    id: 'parameters',
    sentence: 'Of a parameter only its name, its place and whether it is required are kept; path parameters are declared.',
    apply(document) {
      for (const [path, item] of Object.entries(object(document.paths))) {
        for (const operation of operationsOf(object(item))) {
          const declared = list(operation.parameters)
            .map(object)
            .filter((one) => one.in !== 'cookie')
            .map((one): Draft => ({ name: one.name ?? '', in: one.in ?? '', required: isTrue(one.required) || one.in === 'path' }))
          // Of two of one name the later counts.
          const kept = [...new Map(declared.map((one) => [`${one.in} ${one.name}`, one])).values()]
          for (const [, name = ''] of path.matchAll(/\{([^{}+]+)\+?\}/g)) {
            if (!kept.some((one) => one.in === 'path' && one.name === name)) kept.push({ name, in: 'path', required: true })
          }
          kept.sort((a, b) => compareText(`${a.in} ${a.name}`, `${b.in} ${b.name}`))
          if (kept.length > 0) operation.parameters = kept
          else delete operation.parameters
        }
      }
    },
  },
  {
    id: 'bodies-and-responses',
    sentence: 'A body is always required; of bodies and responses the models are kept, and headers become text.',
    apply(document) {
      for (const operation of allOperations(document)) {
        const body = object(operation.requestBody)
        const content = modelsOf(object(body.content))
        if (Object.keys(content).length > 0) operation.requestBody = { content }
        else delete operation.requestBody
        const responses = Object.entries(object(operation.responses)).filter(([status]) => /^[1-5]\d\d$/.test(status))
        for (const response of responses.map(([, value]) => object(value))) {
          const models = modelsOf(object(response.content))
          response.content = models
          const headers = Object.keys(object(response.headers)).sort(compareText)
          if (headers.length > 0) response.headers = fromEntries(headers.map((name) => [name, {}]))
          else delete response.headers
          keepOnly(response, ['description', 'content', 'headers'])
        }
        operation.responses = fromEntries(responses)
      }
    },
  },
  {
    id: 'validators',
    sentence: 'The request validator of the document is written at each of its operations; one that is not declared is none.',
    apply(document) {
      const name = 'x-amazon-apigateway-request-validator'
      const root = document[name]
      delete document[name]
      const declared = object(document['x-amazon-apigateway-request-validators'])
      for (const operation of allOperations(document)) {
        if (root !== undefined && operation[name] === undefined) operation[name] = root
        if (!Object.hasOwn(declared, String(operation[name] ?? ''))) delete operation[name]
      }
      for (const validator of Object.values(declared).map(object)) {
        keepOnly(validator, ['validateRequestBody', 'validateRequestParameters'])
        validator.validateRequestBody = isTrue(validator.validateRequestBody)
        validator.validateRequestParameters = isTrue(validator.validateRequestParameters)
      }
    },
  },
]

function isTrue(value: Value | undefined): boolean {
  return value === true || value === 'true'
}

/** Content that has a model, by media type. */
function modelsOf(content: Draft): Draft {
  return fromEntries(
    Object.entries(content).flatMap(([type, value]) => {
      const { $ref } = object(object(value).schema)
      return typeof $ref === 'string' ? [[type, { schema: { $ref } }] as const] : []
    }),
  )
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
    const target = object(components[kind])[name.replaceAll('~1', '/').replaceAll('~0', '~')]
    if (target === undefined) return structuredClone(current)
    current = target
  }
  return structuredClone(current)
}
