import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Diagnostic } from '../../../generator/base/diagnostic.ts'
import { asObject, isObject, type Json, own } from '../../../generator/base/json.ts'
import { originOf } from '../../../generator/base/origin.ts'
import { follow } from '../../../generator/base/pointer.ts'
import { load } from '../../../generator/load/load.ts'
import { memoryReader } from '../../../generator/load/reader.ts'
import type { Loaded, SpecDocument } from '../../../generator/model/document.ts'
import { normalize } from '../../../generator/normalize/normalize.ts'

interface Result {
  readonly document: SpecDocument
  readonly loaded: Loaded
  readonly found: readonly Diagnostic[]
  readonly codes: readonly string[]
}

async function run(files: string | Record<string, string>, entry = 'openapi.yaml'): Promise<Result> {
  const found: Diagnostic[] = []
  const texts = typeof files === 'string' ? { [entry]: files } : files
  const loaded = await load(entry, { reader: memoryReader(texts) }, (diagnostic) => found.push(diagnostic))
  const document = loaded && normalize(loaded, (diagnostic) => found.push(diagnostic))
  if (!loaded || !document) throw new Error(found.map((diagnostic) => diagnostic.message).join('\n'))
  return { document, loaded, found, codes: found.map((diagnostic) => diagnostic.code) }
}

const at = (document: SpecDocument, pointer: string): unknown => follow(document.root, pointer)

const HEAD = 'openapi: 3.0.3\ninfo: { title: T, version: "1" }\n'
const HEAD31 = HEAD.replace('3.0.3', '3.1.0')
const HEAD2 = 'swagger: "2.0"\ninfo: { title: T, version: "1" }\n'
const schema = (text: string): string => `${HEAD}paths: {}\ncomponents: { schemas: { S: ${text} } }\n`

describe('schemas of OpenAPI 3.0', () => {
  const cases: [string, string, string][] = [
    ['nullable', '{ type: string, nullable: true }', '{ type: [string, "null"] }'],
    ['nullable that is false', '{ type: string, nullable: false }', '{ type: string }'],
    ['nullable with an enum', '{ type: string, nullable: true, enum: [a] }', '{ type: [string, "null"], enum: [a, null] }'],
    ['nullable beside oneOf', '{ nullable: true, oneOf: [{ type: string }] }', '{ oneOf: [{ type: string }, { type: "null" }] }'],
    [
      'nullable beside one allOf',
      '{ description: d, nullable: true, allOf: [{ type: string }] }',
      '{ description: d, anyOf: [{ type: string }, { type: "null" }] }',
    ],
    [
      'nullable beside several',
      '{ nullable: true, allOf: [{ type: string }, { minLength: 1 }] }',
      '{ anyOf: [{ allOf: [{ type: string }, { minLength: 1 }] }, { type: "null" }] }',
    ],
    [
      'nullable of an object without a type',
      '{ nullable: true, properties: { a: { type: string } } }',
      '{ properties: { a: { type: string } }, type: [object, "null"] }',
    ],
    [
      'exclusive bounds',
      '{ minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false }',
      '{ exclusiveMinimum: 1, maximum: 5 }',
    ],
    ['an example', '{ type: string, example: x }', '{ type: string, examples: [x] }'],
    [
      'a property named example',
      '{ properties: { example: { type: string }, nullable: { type: string } } }',
      '{ properties: { example: { type: string }, nullable: { type: string } } }',
    ],
    ['bytes', '{ type: string, format: byte }', '{ type: string, format: byte }'],
    ['an intrinsic', '{ properties: { a: { "Fn::If": [C, {}, {}] } } }', '{ properties: { a: { "Fn::If": [C, {}, {}] } } }'],
    [
      'schemas in every place',
      '{ not: { nullable: true, type: string }, additionalProperties: { example: 1 }, items: { anyOf: [{ example: 2 }] } }',
      '{ not: { type: [string, "null"] }, additionalProperties: { examples: [1] }, items: { anyOf: [{ examples: [2] }] } }',
    ],
    [
      'data that looks like schemas',
      '{ enum: [{ nullable: true }], default: { example: 1 }, x-y: { nullable: true } }',
      '{ enum: [{ nullable: true }], default: { example: 1 }, x-y: { nullable: true } }',
    ],
  ]
  it.each(cases)('reads %s', async (_name, given, want) => {
    const { document, codes } = await run(schema(given))
    expect(at(document, '/components/schemas/S')).toEqual(parse(want))
    expect(codes).toEqual([])
  })

  const odd: [string, string, Json, string][] = [
    ['text', 'text', {}, 'normalize/wrong-shape'],
    ['null', 'null', {}, 'normalize/wrong-shape'],
    ['a boolean required', '{ required: true }', {}, 'normalize/wrong-shape'],
    ['null as the name of a type', '{ type: [integer, null] }', { type: ['integer', 'null'] }, 'normalize/wrong-shape'],
    ['null in place of a type', '{ type: null }', {}, 'normalize/wrong-shape'],
    ['an enum that is no list', '{ enum: a }', { enum: ['a'] }, 'normalize/wrong-shape'],
    ['a discriminator that is text', '{ discriminator: kind }', { discriminator: { propertyName: 'kind' } }, 'normalize/wrong-shape'],
    ['an allOf that is no list', '{ allOf: { example: 1 } }', { allOf: [{ examples: [1] }] }, 'normalize/wrong-shape'],
    ['properties that are a list', '{ properties: [a] }', { properties: {} }, 'normalize/wrong-shape'],
    [
      'a tuple',
      '{ items: [{ nullable: true, type: string }, { type: number }] }',
      { prefixItems: [{ type: ['string', 'null'] }, { type: 'number' }] },
      'normalize/wrong-shape',
    ],
    ['a nullable that is neither', '{ type: string, nullable: maybe }', { type: 'string' }, 'normalize/wrong-shape'],
    ['limits as text', '{ maxLength: "35" }', { maxLength: 35 }, 'normalize/text-number'],
    ['booleans as text', '{ type: string, nullable: "true" }', { type: ['string', 'null'] }, 'normalize/text-boolean'],
    ['additionalProperties as text', '{ additionalProperties: "false" }', { additionalProperties: false }, 'normalize/text-boolean'],
    ['a reference that is a number', '{ $ref: 5 }', {}, 'normalize/dangling-ref'],
    [
      'a reference that leads nowhere',
      '{ $ref: "#/components/schemas/T", description: d }',
      { description: 'd' },
      'normalize/dangling-ref',
    ],
    ['a reference to the whole document', '{ $ref: "#" }', {}, 'normalize/dangling-ref'],
    ['a reference to itself', '{ $ref: "#/components/schemas/S" }', {}, 'normalize/ref-cycle'],
    [
      'assertions beside a reference',
      '{ properties: { a: { $ref: "#/components/schemas/S", nullable: true, title: t } } }',
      { properties: { a: { $ref: '#/components/schemas/S', title: 't' } } },
      'normalize/ref-siblings',
    ],
  ]
  it.each(odd)('mends %s and says so', async (_name, given, want, code) => {
    const { document, codes } = await run(schema(given))
    expect(at(document, '/components/schemas/S')).toEqual(want)
    expect(codes).toEqual([code])
  })
})

describe('Swagger 2.0', () => {
  it('turns all of it into OpenAPI 3.1', async () => {
    const { document, codes } = await run(`${HEAD2}host: pets.example
basePath: /v1
schemes: [https, http]
consumes: [application/json]
produces: [application/json, application/xml]
parameters:
  limit: { name: limit, in: query, type: integer, maximum: 10, exclusiveMaximum: true }
  pet: { name: pet, in: body, required: true, description: A pet., schema: { $ref: '#/definitions/Pet' } }
responses:
  Gone: { description: Gone., schema: { $ref: '#/definitions/Pet' } }
securityDefinitions:
  basic: { type: basic }
  oauth: { type: oauth2, flow: accessCode, authorizationUrl: 'https://a', tokenUrl: 'https://t', scopes: { r: read } }
security: [{ basic: [] }]
paths:
  /pets/{id}:
    parameters:
      - { name: id, in: path, required: true, type: string }
    get:
      parameters:
        - $ref: '#/parameters/limit'
        - { name: tags, in: query, type: array, items: { type: string } }
        - { name: ids, in: query, type: array, items: { type: string }, collectionFormat: multi }
      responses:
        200: { description: OK., headers: { X-A: { type: integer, description: d } }, schema: { type: array, items: { $ref: '#/definitions/Pet' } }, examples: { application/json: [1] } }
        410: { $ref: '#/responses/Gone' }
    put:
      security: []
      parameters: [{ $ref: '#/parameters/pet' }]
      responses: { 204: { description: Done. } }
    post:
      consumes: [multipart/form-data]
      parameters:
        - { name: file, in: formData, type: file, required: true }
        - { name: note, in: formData, type: string, description: A note. }
      responses: { 204: { description: Done. } }
definitions:
  Pet: { type: object, discriminator: kind, x-nullable: true, properties: { kind: { type: string } } }
`)
    expect(codes).toEqual([])
    expect(document.version).toBe('2.0')
    expect(document.root).toEqual(
      parse(`
openapi: 3.1.0
info: { title: T, version: '1' }
servers: [{ url: 'https://pets.example/v1' }, { url: 'http://pets.example/v1' }]
components:
  schemas:
    Pet: { type: [object, 'null'], discriminator: { propertyName: kind }, x-nullable: true, properties: { kind: { type: string } } }
  requestBodies:
    pet: { description: A pet., required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
  parameters:
    limit: { name: limit, in: query, schema: { type: integer, exclusiveMaximum: 10 } }
  responses:
    Gone:
      description: Gone.
      content:
        application/json: { schema: { $ref: '#/components/schemas/Pet' } }
        application/xml: { schema: { $ref: '#/components/schemas/Pet' } }
  securitySchemes:
    basic: { type: http, scheme: basic }
    oauth: { type: oauth2, flows: { authorizationCode: { authorizationUrl: 'https://a', tokenUrl: 'https://t', scopes: { r: read } } } }
security: [{ basic: [] }]
paths:
  /pets/{id}:
    get:
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - $ref: '#/components/parameters/limit'
        - { name: tags, in: query, schema: { type: array, items: { type: string } }, style: form, explode: false }
        - { name: ids, in: query, schema: { type: array, items: { type: string } }, style: form, explode: true }
      responses:
        '200':
          description: OK.
          headers: { X-A: { description: d, schema: { type: integer } } }
          content:
            application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } }, example: [1] }
            application/xml: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } }
        '410': { $ref: '#/components/responses/Gone' }
      security: [{ basic: [] }]
    put:
      security: []
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '204': { description: Done. } }
      requestBody: { $ref: '#/components/requestBodies/pet' }
    post:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '204': { description: Done. } }
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              properties: { file: { type: string, format: binary }, note: { description: A note., type: string } }
              required: [file]
      security: [{ basic: [] }]
`),
    )
  })

  it('keeps the endpoint configuration, in the place that OpenAPI 3 has for it', async () => {
    const { document } = await run(`${HEAD2}x-amazon-apigateway-endpoint-configuration: { disableExecuteApiEndpoint: true }\npaths: {}\n`)
    expect(at(document, '/servers')).toEqual([
      { url: '/', 'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true } },
    ])
    expect(at(document, '/x-amazon-apigateway-endpoint-configuration')).toBeUndefined()
  })
})

describe('references', () => {
  it('makes components of values in other files, named after where they stand', async () => {
    const { document, codes } = await run({
      'openapi.yaml': `${HEAD}paths:
  /pets: { $ref: 'paths/pets.yaml' }
components:
  schemas:
    Owner: { $ref: 'schemas/owner.yaml' }
`,
      'paths/pets.yaml': `parameters: [{ $ref: '../parameters.yaml#/limit' }]
get:
  responses:
    200: { description: d, content: { application/json: { schema: { $ref: '../schemas/pet.yaml' } } } }
    404: { $ref: '../responses.yaml#/responses/NotFound' }
`,
      'parameters.yaml': 'limit: { name: limit, in: query, schema: { $ref: "./schemas/pet.yaml#/properties/name" } }',
      'responses.yaml': 'responses: { NotFound: { description: d } }',
      'schemas/pet.yaml': 'type: object\nproperties: { name: { type: string, nullable: true }, owner: { $ref: owner.yaml } }',
      'schemas/owner.yaml': 'type: object\nproperties: { pets: { type: array, items: { $ref: pet.yaml } } }',
    })
    expect(codes).toEqual([])
    expect(document.root.paths).toEqual({
      '/pets': {
        get: {
          parameters: [{ $ref: '#/components/parameters/limit' }],
          responses: {
            '200': { description: 'd', content: { 'application/json': { schema: { $ref: '#/components/schemas/pet' } } } },
            '404': { $ref: '#/components/responses/NotFound' },
          },
        },
      },
    })
    expect(document.root.components).toEqual({
      schemas: {
        Owner: { type: 'object', properties: { pets: { type: 'array', items: { $ref: '#/components/schemas/pet' } } } },
        pet: { type: 'object', properties: { name: { type: ['string', 'null'] }, owner: { $ref: '#/components/schemas/Owner' } } },
        name: { type: ['string', 'null'] },
      },
      parameters: { limit: { name: 'limit', in: 'query', schema: { $ref: '#/components/schemas/name' } } },
      responses: { NotFound: { description: 'd' } },
    })
    expect(originOf(document.origins, '/components/schemas/pet/properties/name/type')).toEqual({
      file: 'schemas/pet.yaml',
      pointer: '/properties/name/type',
    })
    expect(originOf(document.origins, '/paths/~1pets/get/responses')).toEqual({ file: 'paths/pets.yaml', pointer: '/get/responses' })
    expect(originOf(document.origins, '/components/schemas/Owner')).toEqual({ file: 'schemas/owner.yaml', pointer: '' })
  })

  it('puts what the author has no place for at the place that it would be in', async () => {
    const { document } = await run({
      'openapi.yaml': `${HEAD}webhooks: { a: { post: { responses: { 200: { $ref: 'b.yaml' } } } } }\ncomponents: { schemas: {} }\n`,
      'b.yaml': `description: d\ncontent: { a/b: { schema: { $ref: 'c.yaml' } } }`,
      'c.yaml': 'type: object',
    })
    const places = ['/paths', '/components', '/components/responses', '/components/schemas']
    expect(places.map((pointer) => originOf(document.origins, pointer))).toEqual([
      { file: 'openapi.yaml', pointer: '' },
      { file: 'openapi.yaml', pointer: '/components' },
      { file: 'openapi.yaml', pointer: '/components' },
      { file: 'openapi.yaml', pointer: '/components/schemas' },
    ])
    const bare = await run({
      'openapi.yaml': `${HEAD}paths: { /a: { get: { responses: { 200: { $ref: 'b.yaml' } } } } }`,
      'b.yaml': 'description: d',
    })
    expect(originOf(bare.document.origins, '/components/responses')).toEqual({ file: 'openapi.yaml', pointer: '' })
  })

  it('gives names that neither order nor the place of the project decide', async () => {
    const part = (name: string, path: string): string =>
      `  /${path}: { get: { responses: { 200: { description: d, content: { a/b: { schema: { $ref: '${name}' } } } } } } }\n`
    const names = async (folder: string, order: readonly string[]): Promise<string[]> => {
      const files = Object.fromEntries(order.map((name) => [`${folder}${name}`, `title: ${name}`]))
      const entry = `${folder}openapi.yaml`
      const { document } = await run({ ...files, [entry]: `${HEAD}paths:\n${order.map((name) => part(name, name)).join('')}` }, entry)
      return Object.entries(asObject(own(asObject(own(document.root, 'components')), 'schemas')))
        .map(([key, value]) => `${key} = ${String(own(asObject(value), 'title'))}`)
        .sort()
    }
    const there = await names('', ['a/pet.yaml', 'b/pet.yaml', 'c/dog.yaml'])
    expect(there).toEqual(await names('deep/in/a/project/', ['c/dog.yaml', 'b/pet.yaml', 'a/pet.yaml']))
    expect(there).toContain('dog = c/dog.yaml')
    expect(new Set(there).size).toBe(3)
  })

  it('makes components of values deep inside the document', async () => {
    const { document } = await run(schema('{ properties: { a: { type: string }, b: { $ref: "#/components/schemas/S/properties/a" } } }'))
    expect(at(document, '/components/schemas/S/properties/b')).toEqual({ $ref: '#/components/schemas/S_a' })
    expect(at(document, '/components/schemas/S_a')).toEqual({ type: 'string' })
  })

  it('follows anchors, ids, names with escapes and old names without #', async () => {
    const { document, codes } = await run(`${HEAD31}paths: {}
components:
  schemas:
    A: { $anchor: here, type: string }
    'B b/c%d': { $id: 'https://ids.example/b', type: number }
    R1: { properties: { x: { $ref: '#here' }, y: { $ref: 'https://ids.example/b' }, z: { $ref: '#/components/schemas/B%20b~1c%25d' }, w: { $ref: A } } }
`)
    expect(codes).toEqual([])
    const b = { $ref: '#/components/schemas/B b~1c%25d' }
    expect(at(document, '/components/schemas/R1/properties')).toEqual({
      x: { $ref: '#/components/schemas/A' },
      y: b,
      z: b,
      w: { $ref: '#/components/schemas/A' },
    })
  })

  it('keeps what stands beside a reference in 3.1', async () => {
    const { document } = await run(
      `${HEAD31}paths: {}\ncomponents: { schemas: { A: {}, B: { allOf: [{ $ref: '#/components/schemas/A', minLength: 1, example: x }] } } }\n`,
    )
    expect(at(document, '/components/schemas/B/allOf/0')).toEqual({ $ref: '#/components/schemas/A', minLength: 1, examples: ['x'] })
  })

  it('leaves a property named $ref alone, and references inside data', async () => {
    const text = '{ properties: { $ref: { type: string } }, example: { $ref: nowhere.yaml }, default: { $ref: "#/x" } }'
    const { document, codes } = await run(schema(text))
    expect(codes).toEqual([])
    expect(at(document, '/components/schemas/S/properties')).toEqual({ $ref: { type: 'string' } })
  })

  it('reports what could not be read at every place that needs it', async () => {
    const use = "{ responses: { 200: { description: d, content: { a/b: { schema: { $ref: 'none.yaml' } } } } } }"
    const { document, found } = await run(`${HEAD}paths: { /a: { get: ${use}, put: ${use} } }\n`)
    expect(found.map(({ code, at: place }) => [code, place?.pointer])).toEqual([
      ['load/unresolved-ref', '/paths/~1a/get/responses/200/content/a~1b/schema/$ref'],
      ['load/unresolved-ref', '/paths/~1a/put/responses/200/content/a~1b/schema/$ref'],
    ])
    expect(at(document, '/paths/~1a/get/responses/200/content/a~1b/schema')).toEqual({})
  })

  it('rewrites the mapping of a discriminator', async () => {
    const { document } = await run({
      'openapi.yaml': schema(
        "{ discriminator: { propertyName: k, mapping: { a: './a.yaml', s: S, t: '#/components/schemas/S', __proto__: './a.yaml' } } }",
      ),
      'a.yaml': 'type: object',
    })
    const mapping = at(document, '/components/schemas/S/discriminator/mapping')
    expect(JSON.stringify(mapping)).toBe(
      '{"a":"#/components/schemas/a","s":"S","t":"#/components/schemas/S","__proto__":"#/components/schemas/a"}',
    )
  })

  it('ends where path items or files go round in circles', async () => {
    const { codes } = await run({
      'openapi.yaml': `${HEAD}paths: { /a: { $ref: 'a.yaml' } }\n`,
      'a.yaml': '$ref: b.yaml',
      'b.yaml': '$ref: a.yaml',
    })
    expect(codes).toContain('normalize/ref-cycle')
  })
})

describe('operations', () => {
  const paths = async (text: string, root = ''): Promise<Result> => run(`${HEAD}${root}paths: ${text}\n`)
  const ok = 'responses: { 200: { description: d } }'

  it('inherit parameters, servers and security, and keep their own', async () => {
    const { document, codes } = await paths(
      `{ '/a/{id}': { parameters: [{ name: id, in: path, required: true, schema: {} }, { name: X-A, in: header, schema: {} }], servers: [{ url: /p }], get: { ${ok} }, put: { servers: [{ url: /o }], security: [], parameters: [{ name: x-a, in: header, description: own, schema: {} }], ${ok} } } }`,
      'security: [{ k: [] }]\n',
    )
    expect(codes).toEqual([])
    expect(at(document, '/paths/~1a~1{id}')).toEqual({
      get: {
        responses: { '200': { description: 'd' } },
        parameters: [
          { name: 'id', in: 'path', required: true, schema: {} },
          { name: 'X-A', in: 'header', schema: {} },
        ],
        security: [{ k: [] }],
        servers: [{ url: '/p' }],
      },
      put: {
        servers: [{ url: '/o' }],
        security: [],
        parameters: [
          { name: 'id', in: 'path', required: true, schema: {} },
          { name: 'x-a', in: 'header', description: 'own', schema: {} },
        ],
        responses: { '200': { description: 'd' } },
      },
    })
    expect(originOf(document.origins, '/paths/~1a~1{id}/put/parameters/1/description').pointer).toBe(
      '/paths/~1a~1{id}/put/parameters/0/description',
    )
    expect(originOf(document.origins, '/paths/~1a~1{id}/get/security/0').pointer).toBe('/security/0')
  })

  it('inherit in any-methods too', async () => {
    const { document } = await paths(`{ '/{proxy+}': { x-amazon-apigateway-any-method: { ${ok} } } }`)
    expect(at(document, '/paths/~1{proxy+}/x-amazon-apigateway-any-method/parameters')).toEqual([
      { name: 'proxy', in: 'path', required: true, schema: { type: 'string' } },
    ])
  })

  it('do not take placeholders of Terraform for variables', async () => {
    const { codes } = await paths(
      `{ '/\${stage}/{id}': { get: { parameters: [{ name: id, in: path, required: true, schema: {} }], ${ok} } } }`,
    )
    expect(codes).toEqual([])
  })

  const odd: [string, string, string, unknown, string[]][] = [
    [
      'null operations',
      '{ /a: { get: null } }',
      '/paths/~1a/get',
      { responses: {} },
      ['normalize/wrong-shape', 'normalize/missing-responses'],
    ],
    ['null paths', '{ /a: null }', '/paths', {}, ['normalize/wrong-shape']],
    [
      'paths without a slash',
      `{ a: { get: { ${ok} } } }`,
      '/paths/~1a/get/responses/200',
      { description: 'd' },
      ['normalize/path-without-slash'],
    ],
    [
      'text as a response',
      '{ /a: { get: { responses: { 200: OK } } } }',
      '/paths/~1a/get/responses/200',
      { description: 'OK' },
      ['normalize/wrong-shape'],
    ],
    [
      'ranges in small letters',
      '{ /a: { get: { responses: { 4xx: { description: d } } } } }',
      '/paths/~1a/get/responses',
      { '4XX': { description: 'd' } },
      [],
    ],
    [
      'parameters that are an object',
      `{ /a: { get: { parameters: {}, ${ok} } } }`,
      '/paths/~1a/get/parameters',
      undefined,
      ['normalize/wrong-shape'],
    ],
    [
      'requirements that are text',
      `{ /a: { get: { security: [k], ${ok} } } }`,
      '/paths/~1a/get/security',
      [{ k: [] }],
      ['normalize/security-shape'],
    ],
    [
      'a media type that is null',
      '{ /a: { get: { responses: { 200: { description: d, content: { a/b: null } } } } } }',
      '/paths/~1a/get/responses/200/content',
      { 'a/b': {} },
      [],
    ],
    [
      'a body of Swagger 2.0',
      `{ /a: { get: { parameters: [{ name: b, in: body, schema: { type: object } }], ${ok} } } }`,
      '/paths/~1a/get/requestBody',
      { content: { 'application/json': { schema: { type: 'object' } } } },
      ['normalize/foreign-member'],
    ],
    [
      'a type beside a parameter',
      `{ /a: { get: { parameters: [{ name: b, in: query, type: integer }], ${ok} } } }`,
      '/paths/~1a/get/parameters/0',
      { name: 'b', in: 'query', schema: { type: 'integer' } },
      ['normalize/foreign-member'],
    ],
  ]
  it.each(odd)('mend %s', async (_name, given, pointer, want, codes) => {
    const result = await paths(given)
    expect(at(result.document, pointer)).toEqual(want)
    expect(result.codes).toEqual(codes)
  })
})

describe('late-bound values', () => {
  it('keeps a path item that is an intrinsic beside its likely branch', async () => {
    const branch = '{ get: { responses: { 200: { description: d } } } }'
    const { document } = await run(
      `${HEAD}paths: { /a: { Fn::If: [C, { Ref: 'AWS::NoValue' }, ${branch}] }, /b: { get: { Fn::If: [C, { responses: {} }, { Ref: 'AWS::NoValue' }] } } }\n`,
    )
    expect(at(document, '/paths/~1a')).toEqual(parse(branch.replace('200', "'200'")))
    expect(originOf(document.origins, '/paths/~1a/get').pointer).toBe('/paths/~1a/Fn::If/2/get')
    expect(at(document, '/paths/~1b')).toEqual({ get: { responses: {} } })
    expect(document.latePaths).toEqual({
      '/a': { 'Fn::If': ['C', { Ref: 'AWS::NoValue' }, parse(branch.replace('200', "'200'"))] },
      '/b': { get: { 'Fn::If': ['C', { responses: {} }, { Ref: 'AWS::NoValue' }] } },
    })
  })

  it('leaves intrinsics where they stand', async () => {
    const { document, codes } = await run(
      `openapi: 3.0.1\ninfo: { title: !Sub "\${S}-api", version: 1 }\npaths: {}\nx-amazon-apigateway-policy: !Ref P\n`,
    )
    expect(codes).toEqual([])
    expect(at(document, '/info')).toEqual({ title: { 'Fn::Sub': '${S}-api' }, version: '1' })
    expect(at(document, '/x-amazon-apigateway-policy')).toEqual({ Ref: 'P' })
  })

  it('takes the kind of API from the template around it', async () => {
    const template = (type: string): string =>
      `Resources: { A: { Type: '${type}', Properties: { Body: { openapi: 3.0.1, info: { title: T, version: '1' }, paths: { /a: { $ref: '#/x-p' } }, x-p: { get: { responses: {} } } } } } }`
    for (const [type, kind] of [
      ['AWS::Serverless::HttpApi', 'http'],
      ['AWS::ApiGateway::RestApi', 'rest'],
    ] as const) {
      const { document, codes } = await run({ 't.yaml': template(type) }, 't.yaml#/Resources/A/Properties/Body')
      expect(codes).toEqual([])
      expect(document.kind).toBe(kind)
      expect(at(document, '/paths/~1a/get')).toEqual({ responses: {} })
      expect(originOf(document.origins, '/info').pointer).toBe('/Resources/A/Properties/Body/info')
    }
  })
})

describe('the kind of an API', () => {
  it.each([
    ['x-amazon-apigateway-importexport-version: "1.0"\n', 'http'],
    ['x-amazon-apigateway-importexport-version: "1.0"\nx-amazon-apigateway-request-validator: all\n', 'rest'],
    ['', 'rest'],
  ])('%j is that of %s', async (members, kind) => {
    expect((await run(`${HEAD}paths: {}\n${members}`)).document.kind).toBe(kind)
  })
})

describe('any document', () => {
  it('shares what does not change with the source', async () => {
    const { document, loaded } = await run(
      `${HEAD31}paths: { /a: { get: { responses: { 200: { description: d } } } } }\ncomponents: { schemas: { A: { type: object } } }\n`,
    )
    const source = loaded.files['openapi.yaml']?.value
    expect(at(document, '/paths')).toBe(follow(source, '/paths'))
    expect(at(document, '/components/schemas/A')).toBe(follow(source, '/components/schemas/A'))
  })

  it('is normalized once: a second time changes nothing', async () => {
    const { document } = await run(schema('{ type: string, nullable: true, example: x }'))
    const again = await run({ 'openapi.json': JSON.stringify(document.root) }, 'openapi.json')
    expect(again.document.root).toEqual(document.root)
    expect(again.codes).toEqual([])
  })

  it.each([
    '1',
    '[]',
    'text',
    '{ openapi: 3.0.0 }',
    '{ openapi: {}, paths: 1 }',
    '{ openapi: 3.0.0, info: 1, paths: [], components: 1, servers: 1, security: 1, webhooks: 1 }',
    '{ swagger: "2.0", paths: { /a: { get: [], parameters: 1 } }, definitions: [], parameters: { a: 1 }, responses: { b: 2 }, securityDefinitions: { c: 3 }, consumes: 4, schemes: 5 }',
  ])('never throws: %s', async (text) => {
    const found: Diagnostic[] = []
    const loaded = await load('a.yaml', { reader: memoryReader({ 'a.yaml': text }) }, (diagnostic) => found.push(diagnostic))
    if (!loaded) throw new Error('unreadable')
    const document = normalize(loaded, (diagnostic) => found.push(diagnostic))
    expect(document === undefined ? found.length > 0 : isObject(document.root.paths)).toBe(true)
  })
})
