import { describe, expect, it } from 'vitest'
import { derived, withOperation } from '../../support/document.ts'

const operation = (
  given: { readonly [key: string]: unknown },
  path?: string,
  method?: string,
): ReturnType<typeof derived>['model']['operations'][number] | undefined => derived(withOperation(given, path, method)).model.operations[0]

describe('the id of an operation', () => {
  const cases: readonly (readonly [string, unknown, string, string])[] = [
    ['its operationId', 'list_all-Pets', '/pets', 'listAllPets'],
    ['method and path', undefined, '/pets/{petId}/photos', 'getPetsByPetIdPhotos'],
    ['the rest of a path', undefined, '/{proxy+}', 'getByProxy'],
    ['the root', undefined, '/', 'get'],
    ['a number', '2fa', '/x', 'get2Fa'],
    ['nothing readable', '日本', '/pets', 'getPets'],
    ['no text', 7, '/pets', 'getPets'],
    ['a mixed part', undefined, '/files/{name}.json', 'getFilesByNameJson'],
  ]
  it.each(cases)('comes from %s', (_, operationId, path, want) => {
    expect(operation({ ...(operationId !== undefined && { operationId }) }, path)?.id).toBe(want)
  })

  it('is no file that Windows keeps for itself', () => {
    expect(operation({ operationId: 'con' })?.id).toMatch(/^con[0-9a-f]{8}$/)
  })

  it('is unique without case, and the same in any order', () => {
    const entries = [
      ['/a', 'same'],
      ['/b', 'same'],
      ['/c', 'Same'],
      ['/d', 'sa-me'],
      ['/e', 'x'.repeat(100)],
      ['/f', `${'x'.repeat(100)}y`],
      ['/g', undefined],
      ['/G', undefined],
      ['/g/', undefined],
    ] as const
    const ids = (list: readonly (readonly [string, string | undefined])[]): Record<string, string> =>
      Object.fromEntries(
        derived({
          paths: Object.fromEntries(list.map(([path, operationId]) => [path, { get: { operationId, responses: {} } }])),
        }).model.operations.map(({ path, id }) => [path, id]),
      )
    const first = ids(entries)
    expect(ids([...entries].reverse())).toEqual(first)
    expect(new Set(Object.values(first).map((id) => id.toLowerCase())).size).toBe(entries.length)
    expect(Object.values(first).every((id) => /^[a-z][A-Za-z0-9]{0,63}$/.test(id))).toBe(true)
  })

  it('does not change when others come', () => {
    const paths = { '/a': { get: { operationId: 'a' } } }
    const more = { ...paths, '/b': { get: { operationId: 'b' } }, '/c': { get: {} } }
    expect(derived({ paths: more }).model.operations[0]?.id).toBe(derived({ paths }).model.operations[0]?.id)
  })
})

describe('the parts of an operation', () => {
  it('do not take a late-bound value for a variable', () => {
    expect(operation({}, '/${Stage}/{id}')?.segments).toEqual([
      { kind: 'literal', text: '${Stage}' },
      { kind: 'variable', name: 'id', greedy: false },
    ])
  })

  it('are its path', () => {
    expect(operation({}, '/a/{b}/c{d}.e/{f+}')?.segments).toEqual([
      { kind: 'literal', text: 'a' },
      { kind: 'variable', name: 'b', greedy: false },
      {
        kind: 'mixed',
        parts: [
          { kind: 'literal', text: 'c' },
          { kind: 'variable', name: 'd', greedy: false },
          { kind: 'literal', text: '.e' },
        ],
      },
      { kind: 'variable', name: 'f', greedy: true },
    ])
  })

  it('are its parameters, with the styles that OpenAPI gives when none is said', () => {
    const parameters = [
      { name: 'a-b', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
      { name: 'a_b', in: 'query', style: 'pipeDelimited', schema: {} },
      { name: 'X-Id', in: 'header', required: true },
      { name: 'x-id', in: 'header' },
      { name: 'id', in: 'path', deprecated: true, description: 'Which.' },
      { name: 'q', in: 'query', content: { 'application/json': { schema: { type: 'object' } } } },
      { name: 'lost', in: 'body' },
      { in: 'query' },
      'text',
    ]
    const { model, reported } = derived(withOperation({ parameters }))
    expect(
      model.operations[0]?.parameters.map(({ name, id, in: place, required, style, explode, mediaType }) => [
        name,
        id,
        place,
        required,
        style,
        explode,
        mediaType,
      ]),
    ).toEqual([
      ['a-b', expect.stringMatching(/^aB[0-9a-f]{8}$/), 'query', false, 'form', true, undefined],
      ['a_b', expect.stringMatching(/^aB[0-9a-f]{8}$/), 'query', false, 'pipeDelimited', false, undefined],
      ['X-Id', 'xId', 'header', true, 'simple', false, undefined],
      ['id', 'id', 'path', true, 'simple', false, undefined],
      ['q', 'q', 'query', false, 'form', true, 'application/json'],
    ])
    expect(reported.map(({ code, at }) => [code, at?.pointer])).toEqual([
      ['derive/parameter-ignored', '/paths/~1pets/get/parameters/6'],
      ['derive/parameter-ignored', '/paths/~1pets/get/parameters/7'],
    ])
  })

  it.each<[name: string, schema: object, want: unknown]>([
    ['a whole number', { type: 'integer', default: 20 }, 20],
    ['false', { type: 'boolean', default: false }, false],
    ['none: null, which is as good as missing', { type: ['string', 'null'], default: null }, undefined],
    ['a list', { type: 'array', items: { enum: ['a', 'b'] }, default: ['b'] }, ['b']],
    ['an object', { type: 'object', required: ['x'], properties: { x: { type: 'number' } }, default: { x: 1 } }, { x: 1 }],
    ['one that is beyond its limits', { type: 'integer', maximum: 5, default: 20 }, 20],
    ['that of a reference', { $ref: '#/components/schemas/Order' }, 'name'],
    ['one beside a reference', { $ref: '#/components/schemas/Order', default: 'date' }, 'date'],
    ['one of an alternative', { oneOf: [{ type: 'integer' }, { type: 'boolean' }], default: true }, true],
    ['none: a text for a number', { type: 'integer', default: '20' }, undefined],
    ['none: a fraction', { type: 'integer', default: 0.5 }, undefined],
    ['none: not on the list', { $ref: '#/components/schemas/Order', default: 'size' }, undefined],
    ['none: an item of another type', { type: 'array', items: { type: 'string' }, default: ['a', 1] }, undefined],
    ['none: a member is missing', { type: 'object', required: ['x'], default: {} }, undefined],
    ['none: of no alternative', { anyOf: [{ type: 'integer' }, { type: 'boolean' }], default: 'x' }, undefined],
    ['none: not of all parts', { allOf: [{ type: 'string' }, { enum: ['a'] }], default: 'b' }, undefined],
    ['none: what leads back to itself', { $ref: '#/components/schemas/Endless' }, undefined],
  ])('know what a parameter is that is missing: %s', (_name, schema, want) => {
    const document = withOperation({
      parameters: [
        { name: 'one', in: 'query', schema },
        { name: 'two', in: 'query', required: true, schema },
      ],
    })
    const { model } = derived({
      ...document,
      components: {
        schemas: { Order: { enum: ['name', 'date'], default: 'name' }, Endless: { allOf: [{ $ref: '#/components/schemas/Endless' }] } },
      },
    })
    expect(model.operations[0]?.parameters.map((parameter) => parameter.default)).toEqual([want, undefined])
  })

  it('do not depend on which of two spellings stands first', () => {
    const [upper, lower] = [{ 'X-A': { description: 'upper' } }, { 'x-a': { description: 'lower' } }]
    const [big, small] = [{ '4XX': { description: 'big' } }, { '4xx': { description: 'small' } }]
    for (const responses of [
      { '200': { headers: { ...upper, ...lower } }, ...big, ...small },
      { '200': { headers: { ...lower, ...upper } }, ...small, ...big },
    ]) {
      const [ok, bad] = derived(withOperation({ responses })).model.operations[0]?.responses ?? []
      expect([ok?.headers.map(({ description }) => description), bad?.description]).toEqual([['upper'], 'big'])
    }
  })

  it('are its responses, by status', () => {
    const responses = {
      '200': { description: 'Fine.' },
      '4xx': {},
      default: { $ref: '#/components/responses/Error' },
      oops: {},
      'x-note': {},
    }
    const { model, reported } = derived({
      ...withOperation({ responses }),
      components: {
        responses: { Error: { description: 'Bad.', headers: { 'X-A': { schema: { type: 'integer' } }, 'Content-Type': {} } } },
      },
    })
    expect(
      model.operations[0]?.responses.map(({ status, description, headers }) => [status, description, headers.map(({ name }) => name)]),
    ).toEqual([
      ['200', 'Fine.', []],
      ['4XX', '', []],
      ['default', 'Bad.', ['X-A']],
    ])
    expect(reported.map(({ code }) => code)).toEqual(['derive/response-status'])
  })

  it('are any answer where no response is declared', () => {
    expect(operation({ responses: {} })?.responses).toMatchObject([
      { status: 'default', contents: [{ form: 'json', schema: { kind: 'unknown' } }] },
    ])
  })

  const forms: readonly (readonly [string, unknown, string])[] = [
    ['application/json', {}, 'json'],
    ['application/problem+json; charset=utf-8', {}, 'json'],
    ['application/x-www-form-urlencoded', {}, 'form'],
    ['multipart/form-data', {}, 'multipart'],
    ['text/csv', {}, 'text'],
    ['application/xml', { type: 'object' }, 'text'],
    ['image/*', {}, 'binary'],
    ['application/octet-stream', { type: 'object' }, 'binary'],
    ['application/vnd.api', { type: 'object' }, 'json'],
    ['application/pdf', { type: 'string' }, 'binary'],
    ['*/*', { type: 'string' }, 'text'],
    ['*/*', { type: 'string', format: 'binary' }, 'binary'],
    ['*/*', {}, 'json'],
  ]
  it.each(forms)('are its body: %s of %o is %s', (mediaType, schema, form) => {
    expect(operation({ requestBody: { content: { [mediaType]: { schema } } } })?.body?.contents[0]?.form).toBe(form)
  })

  it('are the examples, in order', () => {
    const media = {
      example: 1,
      examples: { b: { value: 2 }, c: { $ref: '#/components/examples/C' } },
      schema: { $ref: '#/components/schemas/S' },
    }
    const { model } = derived({
      ...withOperation({ requestBody: { content: { 'application/json': media } } }),
      components: { examples: { C: { value: 3 } }, schemas: { S: { examples: [4, 5] } } },
    })
    expect(model.operations[0]?.body?.contents[0]?.examples).toEqual([
      { value: 1 },
      { name: 'b', value: 2 },
      { name: 'c', value: 3 },
      { value: 4 },
      { value: 5 },
    ])
  })

  it('are what the extensions say, if they say it well', () => {
    const good = {
      'x-apigen-throttle': { rate: 10, burst: 20 },
      'x-apigen-pagination': { token: 't', next: 'n', items: 'i' },
      'x-apigen-idempotency': { header: 'Idempotency-Key' },
      'x-apigen-permissions': ['dynamodb: read orders', { s3: 'write a b' }],
    }
    expect(operation(good)).toMatchObject({
      throttle: { rate: 10, burst: 20 },
      pagination: { token: 't', next: 'n', items: 'i' },
      idempotency: { header: 'Idempotency-Key' },
      permissions: [
        { service: 'dynamodb', verb: 'read', resource: 'orders' },
        { service: 's3', verb: 'write', resource: 'a b' },
      ],
    })
    const bad = {
      'x-apigen-throttle': 5,
      'x-apigen-pagination': [],
      'x-apigen-idempotency': 'x',
      'x-apigen-permissions': ['read everything'],
      'x-apigen-integration': 7,
    }
    const { model, reported } = derived(withOperation(bad))
    expect(model.operations[0]).not.toHaveProperty('throttle')
    expect(reported.map(({ code, at }) => `${code} ${at?.pointer.split('/').slice(4).join('/')}`).sort()).toEqual([
      'derive/extension-ignored x-apigen-idempotency',
      'derive/extension-ignored x-apigen-integration',
      'derive/extension-ignored x-apigen-pagination',
      'derive/extension-ignored x-apigen-permissions/0',
      'derive/extension-ignored x-apigen-throttle',
    ])
  })
})

describe('what API Gateway checks', () => {
  const schemes = {
    key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
    pool: {
      type: 'apiKey',
      in: 'header',
      name: 'Authorization',
      'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: ['arn'] },
    },
    many: {
      type: 'apiKey',
      in: 'header',
      name: 'Unused',
      'x-amazon-apigateway-authorizer': {
        type: 'request',
        identitySource: 'method.request.header.A, context.b',
        authorizerResultTtlInSeconds: '0',
      },
    },
    iam: { type: 'apiKey', in: 'header', name: 'Authorization', 'x-amazon-apigateway-authtype': 'awsSigv4' },
    bearer: { type: 'http', scheme: 'Bearer' },
    oauth: { type: 'oauth2' },
    odd: 'text',
  }
  const checked = (given: { readonly [key: string]: unknown }): unknown => {
    const { auth, apiKeyRequired } =
      derived({ ...withOperation(given), components: { securitySchemes: schemes } }).model.operations[0] ?? {}
    return [auth, apiKeyRequired]
  }
  const cases: readonly (readonly [string, { readonly [key: string]: unknown }, unknown, boolean])[] = [
    ['nothing', {}, { kind: 'none' }, false],
    ['a key', { security: [{ key: [] }] }, { kind: 'none' }, true],
    [
      'a key beside an authorizer',
      { security: [{ key: [], pool: ['a/b', 7] }] },
      { kind: 'authorizer', authorizer: 'pool', scopes: ['a/b'] },
      true,
    ],
    ['IAM', { security: [{ iam: [] }] }, { kind: 'iam' }, false],
    ['IAM by extension', { 'x-amazon-apigateway-auth': { type: 'aws_iam' } }, { kind: 'iam' }, false],
    ['nothing by extension', { security: [{ pool: [] }], 'x-amazon-apigateway-auth': { type: 'NONE' } }, { kind: 'none' }, false],
    ['a scheme that only documents', { security: [{ bearer: [] }] }, { kind: 'none' }, false],
    ['names that mean nothing', { security: [{ __proto__x: [], odd: [], constructor: [] }, 'text'] }, { kind: 'none' }, false],
  ]
  it.each(cases)('is %s', (_, given, auth, key) => {
    expect(checked(given)).toEqual([auth, key])
  })

  it('is described for clients and authorizers', () => {
    const { model } = derived({ components: { securitySchemes: schemes } })
    expect(model.securitySchemes.map(({ name, kind }) => [name, kind])).toEqual([
      ['key', 'apiKey'],
      ['pool', 'apiKey'],
      ['many', 'other'],
      ['iam', 'sigv4'],
      ['bearer', 'bearer'],
      ['oauth', 'bearer'],
    ])
    expect(model.authorizers.map(({ name, kind, identitySources, ttl }) => [name, kind, identitySources, ttl])).toEqual([
      ['pool', 'cognito', ['method.request.header.Authorization'], 300],
      ['many', 'request', ['method.request.header.A', 'context.b'], 0],
    ])
  })
})
