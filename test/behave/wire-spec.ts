import type { JsonObject } from '../../generator/base/json.ts'

/** One API with every style, media type and kind of body: each operation echoes what its handler is given, save `answer` and `fail`. */

const schema = (type: string, more: object = {}): object => ({ type, ...more })
const list = (items: object, more: object = {}): object => ({ type: 'array', items, ...more })
const POINT = { type: 'object', properties: { x: schema('integer'), y: schema('integer'), tag: schema('string') } }
const FILE = schema('string', { format: 'binary' })
const PET = { $ref: '#/components/schemas/Pet' }

const parameter = (name: string, where: string, of: object, more: object = {}): object => ({
  name,
  in: where,
  schema: of,
  ...(where === 'path' && { required: true }),
  ...more,
})

const json = (of: object): object => ({ content: { 'application/json': { schema: of } } })
const ECHO = { '200': { description: 'What was read.', ...json({}) } }
const echo = (operationId: string, more: object): object => ({ operationId, responses: ECHO, ...more })
const body = (content: object, required = true): object => ({ requestBody: { required, content } })

/** A path of one parameter of a style. */
const styled = (name: string, of: object, more: object): [string, object] => [
  `/${name}/{value}`,
  { get: echo(name, { parameters: [parameter('value', 'path', of, more)] }) },
]

const SCHEMAS = {
  Pet: {
    type: 'object',
    required: ['id', 'name', 'kind'],
    properties: {
      id: schema('string', { readOnly: true }),
      name: schema('string', { minLength: 1, maxLength: 20, pattern: '^[A-Za-z ]+$' }),
      kind: { enum: ['cat', 'dog', 7, null, true] },
      age: schema('integer', { minimum: 0, maximum: 99 }),
      weight: schema('number', { exclusiveMinimum: 0, multipleOf: 0.5 }),
      tags: list(schema('string'), { maxItems: 3, uniqueItems: true }),
      nickname: { type: ['string', 'null'] },
      parent: PET,
      __proto__x: schema('string'),
    },
    additionalProperties: false,
  },
  Cat: { type: 'object', required: ['kind', 'lives'], properties: { kind: { const: 'cat' }, lives: schema('integer') } },
  Dog: { type: 'object', required: ['kind', 'bark'], properties: { kind: { const: 'dog' }, bark: schema('boolean') } },
  Animal: {
    oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
    discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' } },
  },
  Order: schema('string', { enum: ['name', 'date'], default: 'name' }),
  Named: { type: 'object', required: ['name'], properties: { name: schema('string') } },
  Mistakes: {
    type: 'object',
    required: ['success', 'statusCode', 'error', 'kind', 'links'],
    properties: {
      success: schema('boolean'),
      statusCode: schema('integer'),
      kind: { const: 'mistake' },
      links: list(schema('string')),
      error: {
        type: 'object',
        required: ['code', 'errors'],
        properties: {
          code: schema('string'),
          message: schema('string'),
          hint: schema('string'),
          errors: list({ type: 'object', properties: { field: schema('string'), in: schema('string'), message: schema('string') } }),
        },
      },
    },
  },
  Mistake: { allOf: [{ $ref: '#/components/schemas/Worded' }, { type: 'object', properties: { title: schema('string') } }] },
  Worded: { type: 'object', required: ['message'], properties: { message: schema('string'), path: schema('string') } },
  Upload: {
    type: 'object',
    required: ['x'],
    properties: {
      x: schema('integer'),
      flag: schema('boolean'),
      tag: schema('string'),
      tags: list(schema('string')),
      sizes: list(schema('integer')),
      point: POINT,
      points: list(POINT),
      file: FILE,
      files: list(FILE, { maxItems: 2 }),
      code: schema('string', { format: 'byte' }),
      note: schema('string'),
      page: schema('string'),
    },
  },
  Both: {
    allOf: [{ $ref: '#/components/schemas/Named' }, { type: 'object', required: ['size'], properties: { size: schema('integer') } }],
    unevaluatedProperties: false,
  },
}

/** Every keyword that has a check, each as a member of one body. */
const RULES = {
  type: 'object',
  properties: {
    scores: { type: 'object', additionalProperties: schema('integer'), minProperties: 1, maxProperties: 2 },
    prefixed: { type: 'object', patternProperties: { '^x-': schema('string') }, additionalProperties: false },
    names: { type: 'object', propertyNames: { maxLength: 3 } },
    pair: { type: 'array', prefixItems: [schema('string'), schema('integer')], items: false, minItems: 2 },
    some: { type: 'array', contains: schema('integer'), minContains: 2, maxContains: 3 },
    either: { anyOf: [schema('string', { minLength: 3 }), schema('integer', { minimum: 10 })] },
    only: { oneOf: [schema('number', { multipleOf: 3 }), schema('number', { multipleOf: 5 })] },
    none: { not: schema('string') },
    when: {
      if: { properties: { a: { const: 1 } }, required: ['a'] },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
      then: { required: ['b'] },
      else: { required: ['c'] },
    },
    needs: { type: 'object', dependentRequired: { a: ['b'] }, dependentSchemas: { c: { required: ['d'] } } },
    same: { enum: [{ a: [1, 2] }, [null], 'x'] },
    unique: list({}, { uniqueItems: true }),
    letters: schema('string', { pattern: '^\\p{Lu}\\p{L}*$' }),
    whole: schema('string', { pattern: '^(?=.*\\d)\\S{2,4}$' }),
    'a/b~c': schema('integer'),
    animal: { $ref: '#/components/schemas/Animal' },
    both: { $ref: '#/components/schemas/Both' },
  },
}

/** A multipart body with a part of each kind. */
const UPLOAD = {
  schema: { $ref: '#/components/schemas/Upload' },
  encoding: { note: { contentType: 'application/json' }, page: { contentType: 'image/png, image/jpeg' } },
}

/** A multipart body of two kinds. */
const CHOICE = {
  oneOf: [
    { type: 'object', required: ['kind', 'photo'], properties: { kind: { const: 'photo' }, photo: FILE, tags: list(schema('string')) } },
    { type: 'object', required: ['kind', 'note'], properties: { kind: { const: 'note' }, note: schema('string', { minLength: 2 }) } },
  ],
}

const QUERY = [
  parameter('text', 'query', schema('string', { maxLength: 8 })),
  parameter('count', 'query', schema('integer', { minimum: 1 })),
  parameter('ratio', 'query', schema('number')),
  parameter('flag', 'query', schema('boolean')),
  parameter('kind', 'query', { enum: ['a', 'b'] }),
  parameter('ids', 'query', list(schema('integer'))),
  parameter('csv', 'query', list(schema('string')), { explode: false }),
  parameter('space', 'query', list(schema('integer')), { style: 'spaceDelimited', explode: false }),
  parameter('pipe', 'query', list(schema('string')), { style: 'pipeDelimited', explode: false }),
  parameter('deep', 'query', POINT, { style: 'deepObject', explode: true }),
  parameter('point', 'query', POINT, { explode: false }),
  parameter('filter', 'query', undefined as never, { content: { 'application/json': { schema: POINT } }, schema: undefined }),
]

/** The API on a runtime; all of it is one function. */
export function wireSpec(runtime: string): JsonObject {
  const paths = {
    ...Object.fromEntries([
      styled('simple', schema('integer'), {}),
      styled('simpleList', list(schema('integer')), {}),
      styled('simpleObject', POINT, { explode: false }),
      styled('simpleObjectExploded', POINT, { explode: true }),
      styled('label', schema('string'), { style: 'label' }),
      styled('labelList', list(schema('integer')), { style: 'label', explode: true }),
      styled('matrix', schema('integer'), { style: 'matrix' }),
      styled('matrixList', list(schema('integer')), { style: 'matrix', explode: true }),
      styled('matrixObject', POINT, { style: 'matrix', explode: true }),
      styled('date', schema('string', { format: 'date' }), {}),
      styled('flag', schema('boolean'), {}),
    ]),
    '/files/{rest+}': { get: echo('files', { parameters: [parameter('rest', 'path', schema('string'))] }) },
    '/query': { get: echo('query', { parameters: QUERY }) },
    '/exploded': { get: echo('exploded', { parameters: [parameter('at', 'query', POINT, { explode: true })] }) },
    '/free': {
      get: echo('free', {
        parameters: [
          parameter('rest', 'query', { type: 'object', properties: { x: schema('integer') }, additionalProperties: schema('integer') }),
          parameter('at', 'query', POINT, { explode: true }),
          parameter('size', 'query', schema('string')),
          parameter('ids', 'query', list(schema('integer'))),
          parameter('deep', 'query', POINT, { style: 'deepObject', explode: true }),
          parameter('page', 'header', schema('integer')),
        ],
      }),
    },
    '/needed': { get: echo('needed', { parameters: [parameter('id', 'query', schema('integer'), { required: true })] }) },
    '/headers': {
      get: echo('headers', {
        parameters: [
          parameter('X-Count', 'header', schema('integer')),
          parameter('X-List', 'header', list(schema('integer'))),
          parameter('X-Point', 'header', POINT, { explode: true }),
          parameter('session', 'cookie', schema('string')),
          parameter('visits', 'cookie', schema('integer')),
        ],
      }),
    },
    '/cookies': {
      get: echo('cookies', {
        parameters: [
          parameter('session', 'cookie', schema('string', { maxLength: 8 }), { required: true }),
          parameter('theme', 'cookie', schema('string', { enum: ['dark', 'light'] })),
          parameter('ids', 'cookie', list(schema('integer')), { explode: false }),
        ],
      }),
    },
    '/missing': {
      get: echo('missing', {
        parameters: [
          parameter('limit', 'query', schema('integer', { default: 20, minimum: 1 })),
          parameter('sort', 'query', list({ $ref: '#/components/schemas/Order' }, { default: ['name'] })),
          parameter('order', 'query', { $ref: '#/components/schemas/Order' }),
          parameter('at', 'query', { ...POINT, default: { x: 1, tag: '__proto__' } }, { style: 'deepObject', explode: true }),
          parameter('wrong', 'query', schema('integer', { default: 'many' })),
          parameter('__proto__', 'query', schema('string', { default: 'safe' })),
          parameter('X-Lang', 'header', schema('string', { default: 'en "$`' })),
          parameter('theme', 'cookie', schema('string', { enum: ['dark', 'light'], default: 'light' })),
          parameter('ratio', 'cookie', schema('number', { default: 0.5 })),
          parameter('flag', 'header', schema('boolean', { default: false })),
        ],
      }),
    },
    '/json': { post: echo('json', body({ 'application/json': { schema: {} } }, false)) },
    '/pets': { post: echo('pets', body({ 'application/json': { schema: PET } })) },
    '/rules': { post: echo('rules', body({ 'application/json': { schema: RULES } })) },
    '/text': { post: echo('text', body({ 'text/plain': { schema: schema('string', { maxLength: 12 }) } })) },
    '/binary': { post: echo('binary', body({ 'application/octet-stream': { schema: schema('string', { format: 'binary' }) } })) },
    '/multipart': { post: echo('multipart', body({ 'multipart/form-data': UPLOAD })) },
    '/choice': { post: echo('choice', body({ 'multipart/form-data': { schema: CHOICE } })) },
    '/form': {
      post: echo(
        'form',
        body({
          'application/x-www-form-urlencoded': {
            schema: {
              type: 'object',
              required: ['name'],
              properties: { name: schema('string'), age: schema('integer'), tags: list(schema('string')) },
            },
          },
        }),
      ),
    },
    '/several': {
      post: echo(
        'several',
        body({
          'application/json': { schema: PET },
          'text/plain': { schema: schema('string', { minLength: 2 }) },
          'image/*': { schema: schema('string', { format: 'binary' }) },
        }),
      ),
    },
    '/answer': {
      post: {
        operationId: 'answer',
        ...body({ 'application/json': { schema: {} } }),
        responses: {
          '200': { description: 'One type.', ...json({}) },
          '201': { description: 'Text.', content: { 'text/plain': { schema: schema('string') } } },
          '202': { description: 'Bytes.', content: { 'image/png': { schema: schema('string', { format: 'binary' }) } } },
          '203': { description: 'A form.', content: { 'application/x-www-form-urlencoded': { schema: POINT } } },
          '206': { description: 'Several.', content: { 'application/json': { schema: {} }, 'text/csv': { schema: schema('string') } } },
          '204': { description: 'Nothing.' },
          '4XX': { description: 'A mistake.', content: { 'application/problem+json': { schema: {} } } },
          default: { description: 'Anything.', content: { '*/*': { schema: {} } } },
        },
      },
    },
    '/fail': { post: { operationId: 'fail', ...body({ 'application/json': { schema: {} } }), responses: ECHO } },
    '/modeled': {
      post: {
        ...echo('modeled', body({ 'application/json': { schema: PET } })),
        responses: {
          ...ECHO,
          '400': { description: 'A list.', ...json({ $ref: '#/components/schemas/Mistakes' }) },
          default: {
            description: 'A text.',
            content: { 'application/vnd.wire+json': { schema: { $ref: '#/components/schemas/Mistake' } } },
          },
        },
      },
    },
    '/checked': {
      post: {
        operationId: 'checked',
        'x-apigen-function': { name: 'checked', environment: { APIGEN_CHECK_RESPONSES: '1' } },
        ...body({ 'application/json': { schema: {} } }),
        responses: {
          '200': { description: 'A pet.', headers: { 'X-N': { required: true, schema: schema('integer') } }, ...json(PET) },
          '201': { description: 'Several.', content: { 'text/plain': { schema: schema('string') }, 'image/png': { schema: {} } } },
          '203': { description: 'Bytes.', content: { 'application/octet-stream': { schema: FILE } } },
          '204': { description: 'Nothing.' },
          '4XX': { description: 'A mistake.', ...json({ $ref: '#/components/schemas/Worded' }) },
        },
      },
    },
    '/slow': {
      post: {
        ...echo('slow', body({ 'application/json': { schema: {} } })),
        'x-apigen-function': { name: 'slow', timeout: 1, memory: 512, environment: { APIGEN_CHECK_RESPONSES: '0' } },
      },
    },
    '/custom/{id}': {
      post: {
        ...echo('custom', {
          parameters: [parameter('id', 'path', schema('integer')), parameter('ids', 'query', list(schema('integer')))],
          ...body({ 'application/json': { schema: PET } }, false),
          responses: { ...ECHO, '404': { description: 'None.', ...json({}) }, '400': { description: 'Wrong.', ...json({}) } },
        }),
        'x-apigen-integration': 'lambda',
      },
    },
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Wire', version: '1' },
    'x-apigen': {
      name: 'wire',
      grouping: 'api',
      function: { runtime, timeout: 60, memory: 512, environment: { APIGEN_CHECK_RESPONSES: '0' } },
    },
    'x-amazon-apigateway-binary-media-types': ['application/octet-stream', 'multipart/form-data', 'image/*'],
    paths,
    components: { schemas: SCHEMAS },
  } as unknown as JsonObject
}
