import fc, { type Arbitrary } from 'fast-check'
import type { Json, JsonObject } from '../../../generator/base/json.ts'
import { functionSetting, integration, shortIntegration, VALIDATORS } from './gateway.ts'
import { name, prose } from './names.ts'
import { dictionary, members, type Scope, schema } from './schemas.ts'

/** What an operation may refer to beside schemas. */
export interface OperationScope extends Scope {
  readonly schemes: readonly string[]
  readonly parameters: readonly string[]
  readonly responses: readonly string[]
}

const MEDIA_TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'application/vnd.pets.v1+json',
  'application/problem+json',
  'application/hal+json;profile="x"',
  'text/plain',
  'text/csv',
  'text/event-stream',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/octet-stream',
  'image/*',
  '*/*',
  'application/x-ndjson',
  'Application/JSON',
  'json',
  '',
]

const mediaType = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...MEDIA_TYPES) }, { weight: 1, arbitrary: name })

const headerName = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('X-Total', 'x-total', 'Location', 'ETag', 'Set-Cookie', 'content-type') },
  { weight: 1, arbitrary: name },
)

const example: Arbitrary<Json> = fc.constantFrom<Json>(
  'a',
  1,
  null,
  { id: 1, name: 'x' },
  [1, 2],
  { $ref: '#/nowhere' },
  { '*/': '`${x}`' },
)

/** A header, a parameter or an item of either in Swagger 2.0, where they are no schemas. */
const simple: Arbitrary<JsonObject> = fc.oneof(
  members(
    {
      type: fc.constantFrom('string', 'integer', 'number', 'boolean'),
      format: fc.constantFrom('int32', 'date', 'byte'),
      enum: fc.array(name, { maxLength: 3 }),
      default: name,
      pattern: fc.constant('^a'),
    },
    ['type'],
  ),
  members(
    {
      type: fc.constant('array'),
      items: fc.constantFrom<Json>({ type: 'string' }, { type: 'integer', format: 'int64' }),
      collectionFormat: fc.constantFrom('csv', 'ssv', 'pipes', 'multi', 'tsv'),
    },
    ['type', 'items'],
  ),
)

function content(scope: Scope, maxLength = 3): Arbitrary<JsonObject> {
  return dictionary(
    mediaType,
    members({
      schema: schema(scope),
      example,
      examples: dictionary(name, members({ value: example, summary: prose, externalValue: fc.constant('https://example.com/x') }), 2),
      encoding: dictionary(
        name,
        members({
          contentType: fc.constantFrom('image/png, image/jpeg', 'application/json'),
          style: fc.constantFrom('form', 'deepObject'),
          explode: fc.boolean(),
        }),
        2,
      ),
    }),
    maxLength,
  )
}

/** A parameter that is no body. Path parameters follow the path, so that the path decides where they stand. */
export function parameter(scope: Scope): Arbitrary<JsonObject> {
  const named = fc.record({
    name,
    in: fc.constantFrom('query', 'query', 'query', 'header', scope.dialect === '2.0' ? 'formData' : 'cookie'),
  })
  return fc
    .tuple(named, described(scope), members({ required: fc.boolean(), description: prose }))
    .map(([place, kind, rest]) => ({ ...place, ...rest, ...kind }))
}

function described(scope: Scope): Arbitrary<JsonObject> {
  if (scope.dialect === '2.0') return simple
  return fc.oneof(
    {
      weight: 5,
      arbitrary: members(
        {
          schema: schema(scope),
          style: fc.constantFrom('form', 'simple', 'spaceDelimited', 'pipeDelimited', 'deepObject', 'label', 'matrix', 'made-up'),
          explode: fc.boolean(),
          allowReserved: fc.boolean(),
          allowEmptyValue: fc.boolean(),
          deprecated: fc.boolean(),
          example,
        },
        ['schema'],
      ),
    },
    { weight: 1, arbitrary: content(scope, 1).map((value): JsonObject => ({ content: value })) },
    { weight: 1, arbitrary: fc.constant({}) },
  )
}

/** A body, by itself in OpenAPI 3 and a parameter in Swagger 2.0. */
function body(scope: Scope): Arbitrary<JsonObject> {
  return members({ content: content(scope), required: fc.boolean(), description: prose }, ['content'])
}

/** A response of any status. */
export function response(scope: Scope): Arbitrary<Json> {
  const header =
    scope.dialect === '2.0'
      ? simple
      : members({ schema: schema(scope), required: fc.boolean(), description: prose, style: fc.constant('simple') })
  return members(
    {
      description: prose,
      headers: dictionary(headerName, header, 3),
      ...(scope.dialect === '2.0'
        ? { schema: schema(scope), examples: dictionary(mediaType, example, 2) }
        : {
            content: content(scope),
            links: dictionary(
              name,
              fc.constantFrom<Json>(
                { operationId: 'getPet', parameters: { id: '$response.body#/id' } },
                { $ref: '#/components/links/Missing' },
              ),
              1,
            ),
          }),
    },
    ['description'],
  )
}

const status = fc.constantFrom(
  '200',
  '201',
  '202',
  '204',
  '301',
  '304',
  '400',
  '404',
  '409',
  '500',
  '503',
  '2XX',
  '4XX',
  '5xx',
  'default',
  'default',
  'x-note',
)

function responses(scope: OperationScope): Arbitrary<JsonObject> {
  const one = response(scope)
  const root = scope.dialect === '2.0' ? '#/responses/' : '#/components/responses/'
  return dictionary(
    status,
    scope.responses.length === 0
      ? one
      : fc.oneof(
          { weight: 4, arbitrary: one },
          { weight: 1, arbitrary: fc.constantFrom(...scope.responses).map((to): Json => ({ $ref: root + to })) },
        ),
  )
}

function parameters(scope: OperationScope): Arbitrary<Json> {
  const root = scope.dialect === '2.0' ? '#/parameters/' : '#/components/parameters/'
  const inline = parameter(scope)
  const bodyParameter = fc.record({ name, in: fc.constant('body'), schema: schema(scope), required: fc.boolean() }) as Arbitrary<JsonObject>
  const any: Arbitrary<JsonObject> = fc.oneof(
    { weight: 6, arbitrary: inline },
    ...(scope.parameters.length > 0
      ? [{ weight: 1, arbitrary: fc.constantFrom(...scope.parameters).map((to): JsonObject => ({ $ref: root + to })) }]
      : []),
    ...(scope.dialect === '2.0' ? [{ weight: 1, arbitrary: bodyParameter }] : []),
  )
  return fc.uniqueArray(any, {
    maxLength: 4,
    selector: (item) => (item.$ref === undefined ? `${item.in === 'body' ? '' : item.name}\0${item.in}` : String(item.$ref)),
  })
}

/** The list of alternatives, each of schemes with scopes; names of schemes that are not there among them. */
export function security(scope: Pick<OperationScope, 'schemes'>): Arbitrary<Json> {
  const scheme =
    scope.schemes.length > 0 ? fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...scope.schemes) }, { weight: 1, arbitrary: name }) : name
  return fc.array(dictionary(scheme, fc.constantFrom<Json>([], ['a:read'], ['a', 'b']), 2), { maxLength: 2 })
}

/** One operation, without what its path asks for. */
export function operation(scope: OperationScope): Arbitrary<JsonObject> {
  const { dialect } = scope
  const answer: Arbitrary<JsonObject> = fc.oneof(
    { weight: 6, arbitrary: integration.map((value): JsonObject => ({ 'x-amazon-apigateway-integration': value })) },
    { weight: 2, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: shortIntegration.map((value): JsonObject => ({ 'x-apigen-integration': value })) },
    { weight: 1, arbitrary: functionSetting.map((value): JsonObject => ({ 'x-apigen-function': value })) },
  )
  const callback = fc.constant<Json>({
    '{$request.body#/url}': {
      post: { requestBody: { content: { 'application/json': { schema: { type: 'object' } } } }, responses: { '200': { description: '' } } },
    },
  })
  const said = members(
    {
      operationId: name,
      summary: prose,
      description: prose,
      tags: fc.array(name, { maxLength: 2 }),
      deprecated: fc.boolean(),
      parameters: parameters(scope),
      responses: responses(scope),
      security: security(scope),
      externalDocs: fc.constant({ url: 'https://example.com' }),
      'x-amazon-apigateway-request-validator': fc.constantFrom(...VALIDATORS),
      'x-apigen-throttle': fc.constant({ rate: 10, burst: 20 }),
      'x-apigen-permissions': fc.constantFrom<Json>(['dynamodb: read orders'], ['s3: write ${Bucket}', 'sqs: send jobs']),
      'x-apigen-pagination': fc.constant({ token: 'limit', next: 'nextToken', items: 'items' }),
      'x-other-vendor': example,
      ...(dialect === '2.0'
        ? {
            consumes: fc.array(mediaType, { maxLength: 2 }),
            produces: fc.array(mediaType, { maxLength: 2 }),
            schemes: fc.constant(['https']),
          }
        : {
            requestBody: body(scope),
            callbacks: dictionary(name, callback, 1),
            servers: fc.constant([{ url: 'https://other.example.com' }]),
          }),
    },
    ['responses'],
  )
  return fc.tuple(said, answer).map(([one, two]) => ({ ...one, ...two }))
}
