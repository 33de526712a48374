import fc, { type Arbitrary } from 'fast-check'
import type { Json, JsonObject } from '../../../generator/base/json.ts'
import { rootExtensions, securityScheme } from './gateway.ts'
import { name, prose } from './names.ts'
import { type OperationScope, operation, parameter, response, security } from './operations.ts'
import { type Dialect, dictionary, members, schema } from './schemas.ts'

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'x-amazon-apigateway-any-method'] as const

/** Parts of paths; a variable has one name at each depth, because API Gateway refuses siblings of two names. */
const literalPart = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('pets', 'orders', 'v1', 'a-b', 'a.b', 'Pets', 'constructor', '__proto__', 'items') },
  { weight: 1, arbitrary: fc.constantFrom('a,b', 'a:b', '_') },
)

const path: Arbitrary<string> = fc
  .tuple(
    fc.array(fc.oneof({ weight: 2, arbitrary: literalPart }, { weight: 1, arbitrary: fc.constant('{}') }), { maxLength: 4 }),
    fc.constantFrom('', '', '', '/{proxy+}', '/'),
  )
  .map(([parts, end]) => {
    const named = parts.map((part, depth) => (part === '{}' ? `{${['id', 'petId', 'class', 'a.b', 'to-string'][depth % 5]}}` : part))
    const whole = named.map((part) => `/${part}`).join('') + end
    return whole === '' ? '/' : whole
  })

/** Names of components as OpenAPI wants them, and as people write them all the same. */
const componentName = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('Pet', 'pet', 'Order', 'OrderList', 'Error', 'Empty', 'Node', 'Pet.v1', 'Pet_v1', 'Pet-v1') },
  { weight: 2, arbitrary: name.filter((text) => text !== '') },
)

const components = fc.uniqueArray(componentName, { maxLength: 5 })

/** A whole document. */
export function document(dialect: Dialect): Arbitrary<JsonObject> {
  return fc
    .record({
      schemas: components,
      schemes: components,
      parameters: fc.constantFrom<string[]>([], ['Limit', 'Trace']),
      responses: fc.constantFrom<string[]>([], ['NotFound']),
    })
    .chain((names) => {
      const scope: OperationScope = { dialect, ...names }
      return fc
        .record({
          info: info(dialect),
          paths: paths(scope),
          shared: shared(scope),
          extensions: rootExtensions,
          more: members({
            security: security(scope),
            tags: fc.array(fc.record({ name, description: prose }), { maxLength: 2 }),
            externalDocs: fc.constant({ url: 'https://example.com' }),
          }),
          place: dialect === '2.0' ? swaggerPlace : servers,
          webhooks: dictionary(
            name,
            operation(scope).map((post): JsonObject => ({ post })),
            1,
          ),
        })
        .map(
          ({ info, paths, shared, extensions, more, place, webhooks }): JsonObject => ({
            ...(dialect === '2.0' ? { swagger: '2.0' } : { openapi: dialect === '3.0' ? '3.0.3' : '3.1.0' }),
            info,
            ...place,
            ...more,
            paths,
            ...(dialect === '3.1' && Object.keys(webhooks).length > 0 && { webhooks }),
            ...(dialect === '2.0' ? shared : { components: shared }),
            ...extensions,
          }),
        )
    })
}

function info(dialect: Dialect): Arbitrary<JsonObject> {
  return members(
    {
      title: name,
      version: fc.constantFrom<Json>('1.0.0', '2024-01-01', '', 1),
      description: prose,
      contact: fc.constant({ name: 'x', email: 'a@example.com' }),
      license: fc.constant({ name: 'MIT' }),
      ...(dialect === '3.1' && { summary: prose }),
    },
    ['title', 'version'],
  )
}

const servers: Arbitrary<JsonObject> = members({
  servers: fc.constantFrom<Json>(
    [],
    [{ url: 'https://api.example.com/v1' }],
    [{ url: '/' }, { url: 'https://b.example.com', description: 'b' }],
    [
      {
        url: 'https://{host}.example.com/{basePath}',
        variables: { host: { default: 'a', enum: ['a', 'b'] }, basePath: { default: '/v1' } },
      },
    ],
    [
      {
        url: 'https://x.execute-api.us-east-1.amazonaws.com/{basePath}',
        variables: { basePath: { default: 'prod' } },
        'x-amazon-apigateway-endpoint-configuration': { vpcEndpointIds: ['vpce-0123456789abcdef0'] },
      },
    ],
  ),
})

const swaggerPlace: Arbitrary<JsonObject> = members({
  host: fc.constantFrom<Json>('api.example.com', { 'Fn::Sub': '${Domain}' }),
  basePath: fc.constantFrom('/v1', '/', 'v1', '/a/b'),
  schemes: fc.constantFrom<Json>(['https'], ['http', 'https']),
  consumes: fc.constantFrom<Json>(['application/json'], ['application/x-www-form-urlencoded'], []),
  produces: fc.constantFrom<Json>(['application/json'], ['application/xml', 'application/json'], []),
})

function paths(scope: OperationScope): Arbitrary<JsonObject> {
  const item = fc.tuple(
    dictionary(fc.constantFrom(...METHODS, ...(scope.dialect === '2.0' ? [] : ['trace'])), operation(scope), 2),
    members({
      parameters: fc.array(parameter(scope), { maxLength: 1 }),
      ...(scope.dialect !== '2.0' && { summary: prose, description: prose }),
    }),
    fc.boolean(),
  )
  return fc.array(fc.tuple(path, item), { maxLength: 3 }).map((entries) => {
    const taken = new Set<string>()
    const variables = new Map<string, string>()
    const kept = entries.filter(([key]) => {
      // Paths that differ in a last slash are one resource, and of variables there may be one at each place.
      const resource = key.replace(/\/$/, '')
      const parts = resource.split('/')
      const clash = parts.some((part, index) => {
        if (!part.startsWith('{')) return false
        const above = parts.slice(0, index).join('/')
        const other = variables.get(above) ?? part
        variables.set(above, other)
        return other !== part
      })
      return clash || taken.has(resource) ? false : taken.add(resource)
    })
    return Object.fromEntries(
      kept.map(([key, [methods, rest, declared]]) => [
        key,
        { ...rest, ...(declared ? withVariables(scope.dialect, key, methods) : methods) },
      ]),
    )
  })
}

/** The operations with the variables of their path declared, as most people do. */
function withVariables(dialect: Dialect, key: string, methods: JsonObject): JsonObject {
  const variables = [...key.matchAll(/\{([^}+]+)\+?\}/g)].map(
    ([, variable = '']): JsonObject => ({
      name: variable,
      in: 'path',
      required: true,
      ...(dialect === '2.0' ? { type: 'string' } : { schema: { type: 'string' } }),
    }),
  )
  return Object.fromEntries(
    Object.entries(methods).map(([method, one]) => {
      const { parameters = [] } = one as { parameters?: Json[] }
      return [method, { ...(one as JsonObject), parameters: [...variables, ...parameters] }]
    }),
  )
}

function shared(scope: OperationScope): Arbitrary<JsonObject> {
  const all = <T extends Json>(names: readonly string[], item: Arbitrary<T>): Arbitrary<JsonObject> =>
    fc.tuple(...names.map(() => item)).map((items) => Object.fromEntries(names.map((key, index) => [key, items[index] as T])))
  return fc
    .record({
      schemas: all(scope.schemas, schema(scope)),
      schemes: all(scope.schemes, securityScheme),
      parameters: all(scope.parameters, parameter(scope)),
      responses: all(scope.responses, response(scope)),
    })
    .map(
      ({ schemas, schemes, parameters, responses }): JsonObject =>
        scope.dialect === '2.0'
          ? { definitions: schemas, securityDefinitions: schemes, parameters, responses }
          : { schemas, securitySchemes: schemes, parameters, responses },
    )
}
