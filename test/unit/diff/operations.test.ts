import { describe, expect, it } from 'vitest'
import { api, bothWays, differences, json, type Root, withOperation } from '../../support/difference.ts'

const responses = { '200': { description: '' } }
const operation = { operationId: 'pets', responses }
const codes = async (base: Root, head: Root): Promise<string[]> =>
  (await differences(base, head)).map(({ code, severity }) => `${code} ${severity}`)

describe('alternatives of one scheme', () => {
  const oauth = {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: 'https://a.example', scopes: { read: '', list: '', write: '' } } },
  }
  const asking = (...alternatives: readonly (readonly string[])[]): Root =>
    withOperation(
      { security: alternatives.map((scopes) => ({ oauth: scopes })) },
      { components: { securitySchemes: { oauth } }, info: { title: 'Shop', version: '1' } },
    )
  const told = async (base: Root, head: Root): Promise<string[]> =>
    (await differences(base, head)).filter(({ area }) => area === 'security').map(({ code, message }) => `${code}: ${message}`)

  it('are matched by their scopes, and the one that changed is told', async () => {
    expect(await told(asking(['read'], ['write']), asking(['write'], ['read', 'list']))).toEqual([
      'api-security-scope-added: `GET /pets` needs the scope `list` now.',
    ])
  })

  it('go and come where it cannot be told which became which', async () => {
    expect(await told(asking(['read'], ['write']), asking(['read', 'list'], [], ['write', 'list']))).toEqual([
      'api-security-removed: `GET /pets` can no longer be called with `oauth` and the scope `read`.',
      'api-security-removed: `GET /pets` can no longer be called with `oauth` and the scope `write`.',
      'api-security-added: `GET /pets` can be called with `oauth` and the scopes `read`, `list` now.',
      'api-security-added: `GET /pets` can be called with `oauth` and the scopes `write`, `list` now.',
      'api-security-added: `GET /pets` can be called with `oauth` without a scope now.',
    ])
  })
})

describe('an operation that promises nothing', () => {
  const text = { name: 'q', in: 'query', schema: { type: 'string' } }
  const draft = (more: Root): Root => ({ operationId: 'pets', responses, 'x-stability-level': 'draft', ...more })
  const kept = { get: { operationId: 'shops', responses } }

  it('may change and end, and code that goes with it is told all the same', async () => {
    const ended = await bothWays(api({ paths: { '/a': { get: draft({}) }, '/b': kept } }), api({ paths: { '/b': kept } }))
    expect(ended.there.filter(({ area }) => area !== 'consequence')).toEqual([])
    expect(ended.there.map(({ code }) => code)).toContain('client-methods-removed')
    const changed = await bothWays(
      api({ paths: { '/a': { get: draft({ parameters: [text] }) } } }),
      api({ paths: { '/a': { get: draft({ parameters: [{ ...text, required: true }], deprecated: true }) } } }),
    )
    expect(changed.there.filter(({ area }) => area !== 'consequence')).toEqual([])
    expect(changed.there.map(({ code }) => code)).toContain('client-methods-changed')
  })

  it('is compared as any other once it promises something', async () => {
    const head = { operationId: 'pets', responses, parameters: [{ ...text, required: true }] }
    expect(await codes(api({ paths: { '/a': { get: draft({ parameters: [text] }) } } }), api({ paths: { '/a': { get: head } } }))).toEqual([
      'request-parameter-became-required error',
      'api-stability-increased note',
    ])
  })

  it('says so, where it promised something before', async () => {
    const base = { operationId: 'pets', responses, parameters: [text] }
    expect(await codes(api({ paths: { '/a': { get: base } } }), api({ paths: { '/a': { get: draft({}) } } }))).toEqual([
      'api-stability-decreased error',
    ])
  })

  it('may share a schema with one that promises', async () => {
    const answer = { responses: { '200': { description: '', ...json({ $ref: '#/components/schemas/Pet' }) } } }
    const shared = (type: string): Root =>
      api({
        paths: { '/a': { get: draft(answer) }, '/b': { get: { operationId: 'shops', ...answer } } },
        components: { schemas: { Pet: { type: 'object', properties: { name: { type } } } } },
      })
    const [first] = await differences(shared('string'), shared('integer'))
    expect(first).toMatchObject({ code: 'response-property-type-changed', operations: ['GET /a', 'GET /b'] })
  })

  it('may not lose its protection in silence', async () => {
    const bearer = { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } }
    const base = api({ paths: { '/a': { get: draft({ security: [{ bearer: [] }] }) } }, components: bearer })
    const head = api({ paths: { '/a': { get: draft({ security: [] }) } }, components: bearer })
    expect(await codes(base, head)).toContain('api-security-anonymous-access-added error')
  })
})

describe('which operation is which', () => {
  const variable = (name: string, type = 'string'): Root => ({ name, in: 'path', required: true, schema: { type } })
  const cases: readonly (readonly [name: string, base: Root, head: Root, want: readonly string[]])[] = [
    [
      'the order of paths and methods does not count',
      { '/a': { get: operation }, '/b': { get: operation } },
      { '/b': { get: operation }, '/a': { get: operation } },
      [],
    ],
    [
      'a variable with another name is the same path',
      { '/pets/{id}': { get: { ...operation, parameters: [variable('id')] } } },
      { '/pets/{petId}': { get: { ...operation, parameters: [variable('petId')] } } },
      ['path-variable-renamed note'],
    ],
    [
      'its parameter is compared under the new name',
      { '/pets/{id}': { get: { ...operation, parameters: [variable('id')] } } },
      { '/pets/{petId}': { get: { ...operation, parameters: [variable('petId', 'integer')] } } },
      ['request-parameter-type-changed error', 'path-variable-renamed note'],
    ],
    [
      'two variables that changed places keep their places',
      { '/{a}/{b}': { get: { ...operation, parameters: [variable('a'), variable('b', 'integer')] } } },
      { '/{b}/{a}': { get: { ...operation, parameters: [variable('b'), variable('a', 'integer')] } } },
      ['path-variable-renamed note', 'path-variable-renamed note'],
    ],
    [
      'the rest of a path is no single variable',
      { '/files/{name}': { get: { ...operation, parameters: [variable('name')] } } },
      { '/files/{name+}': { get: { ...operation, parameters: [variable('name')] } } },
      ['api-path-removed-without-deprecation error', 'endpoint-added note'],
    ],
    [
      'the same spelling goes before the same shape',
      { '/pets/{id}': { get: { operationId: 'a', responses, parameters: [variable('id')] } } },
      {
        '/pets/{name}': { get: { operationId: 'b', responses, parameters: [variable('name')] } },
        '/pets/{id}': { get: { operationId: 'a', responses, parameters: [variable('id')] } },
      },
      ['endpoint-added note'],
    ],
    [
      'another method is another operation',
      { '/pets': { get: operation } },
      { '/pets': { put: operation } },
      ['api-removed-without-deprecation error', 'endpoint-added note'],
    ],
  ]
  it.each(cases)('%s', async (_name, base, head, want) => {
    expect(await codes(api({ paths: base }), api({ paths: head }))).toEqual(want)
  })
})

describe('parameters', () => {
  const withParameters = (...parameters: readonly Root[]): Root => withOperation({ parameters })
  const query = (schema: unknown, more: Root = {}): Root => ({ name: 'q', in: 'query', schema, ...more })
  const cases: readonly (readonly [name: string, base: Root, head: Root, want: readonly string[]])[] = [
    ['headers are the same in any case', { name: 'X-Id', in: 'header', schema: {} }, { name: 'x-id', in: 'header', schema: {} }, []],
    [
      'the same name elsewhere is another',
      query({}),
      { name: 'q', in: 'header', schema: {} },
      ['request-parameter-removed warning', 'new-optional-request-parameter note'],
    ],
    [
      'defaults of serialization count as written',
      query({ type: 'array', items: {} }),
      query({ type: 'array', items: {} }, { style: 'form', explode: true }),
      [],
    ],
    [
      'a text may be a number: it is text on the way',
      query({ type: 'integer' }),
      query({ type: 'string' }),
      ['request-parameter-type-generalized note'],
    ],
    ['a number may be no text', query({ type: 'string' }), query({ type: 'integer' }), ['request-parameter-type-changed error']],
    [
      'inside JSON it may not',
      { name: 'q', in: 'query', ...json({ type: 'integer' }) },
      { name: 'q', in: 'query', ...json({ type: 'string' }) },
      ['request-parameter-type-changed error'],
    ],
    [
      'one value is a list of one',
      query({ type: 'integer' }),
      query({ type: 'array', items: { type: 'integer' } }),
      ['request-parameter-type-generalized note'],
    ],
    [
      'its items are compared with it',
      query({ type: 'string', maxLength: 5 }),
      query({ type: 'array', items: { type: 'string', maxLength: 9 } }),
      ['request-parameter-type-generalized note', 'request-parameter-max-length-increased note'],
    ],
    [
      'but none of what its items refuse',
      query({ type: 'string' }),
      query({ type: 'array', items: { type: 'string', maxLength: 5 } }),
      ['request-parameter-type-changed error'],
    ],
    [
      'nor a list of two',
      query({ type: 'string' }),
      query({ type: 'array', minItems: 2, items: { type: 'string' } }),
      ['request-parameter-type-changed error'],
    ],
    [
      'nor one that is split at commas',
      query({ type: 'string' }),
      query({ type: 'array', items: { type: 'string' } }, { explode: false }),
      ['request-parameter-type-changed error', 'request-parameter-serialization-changed error'],
    ],
    [
      'a list of numbers takes no text',
      query({ type: 'string' }),
      query({ type: 'array', items: { type: 'integer' } }),
      ['request-parameter-type-changed error'],
    ],
  ]
  it.each(cases)('%s', async (_name, base, head, want) => {
    expect(await codes(withParameters(base), withParameters(head))).toEqual(want)
  })
})

describe('what the API sends', () => {
  const order = (schema: Root, required: boolean): Root => ({ post: { requestBody: { required, ...json(schema) }, responses } })
  const webhook = (item: Root): Root => api({ webhooks: { order: item } })
  const callback = (item: Root): Root => withOperation({ callbacks: { done: { '{$request.query.to}': item } } })
  const object = { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] }
  const wider = { ...object, properties: { ...object.properties, note: { type: ['string', 'null'] } }, required: [] }

  it.each([
    ['webhooks', webhook, 'POST webhook:order'],
    ['callbacks', callback, 'POST callback:done {$request.query.to}'],
  ])('%s are weighed as those who get them see it', async (_name, sent, label) => {
    const found = await differences(sent(order(object, false)), sent(order(wider, true)))
    expect(found.map(({ code, severity, operation }) => [code, severity, operation])).toEqual([
      ['request-property-became-optional', 'error', label],
      ['request-body-became-required', 'note', label],
      ['new-optional-request-property', 'note', label],
    ])
  })

  it('is answered by those who get it', async () => {
    const answered = (schema: Root): Root => webhook({ post: { responses: { '200': { description: '', ...json(schema) } } } })
    expect(await codes(answered({ type: 'string' }), answered({ type: 'string', maxLength: 5 }))).toEqual([
      'response-body-max-length-set error',
    ])
  })
})

describe('responses', () => {
  const cases: readonly (readonly [name: string, base: Root, head: Root, want: readonly string[]])[] = [
    [
      'a status that a range still covers',
      { '200': {}, '201': {} },
      { '201': {}, '2XX': {} },
      ['response-success-status-removed warning', 'response-success-status-added note'],
    ],
    [
      'a status that the default still covers',
      { '200': {}, '201': {}, default: {} },
      { '201': {}, default: {} },
      ['response-success-status-removed warning'],
    ],
    ['an extension is no status', { '200': {}, 'x-note': {} }, { '200': {} }, []],
    [
      'media types are the same in any case',
      { '200': { content: { 'Application/JSON; charset=utf-8': {} } } },
      { '200': { content: { 'application/json;charset=UTF-8': {} } } },
      [],
    ],
    [
      'a header is compared by its schema',
      { '200': { headers: { 'X-Rate': { schema: { type: 'string', maxLength: 5 } } } } },
      { '200': { headers: { 'x-rate': { schema: { type: 'string' } } } } },
      ['response-header-max-length-unset error'],
    ],
  ]
  const described = (given: Root): Root =>
    Object.fromEntries(Object.entries(given).map(([status, response]) => [status, { description: '', ...(response as Root) }]))
  it.each(cases)('%s', async (_name, base, head, want) => {
    expect(await codes(withOperation({ responses: described(base) }), withOperation({ responses: described(head) }))).toEqual(want)
  })
})

describe('a list of differences', () => {
  const pet = (name: Root): Root => ({ type: 'object', properties: { name } })
  const base = withOperation({ responses: { '200': { description: '', ...json(pet({ type: 'string' })) } }, security: [] })
  const head = withOperation(
    {
      deprecated: true,
      parameters: [{ name: 'q', in: 'query', required: true, schema: {} }],
      responses: { '200': { description: '', ...json(pet({ type: 'string', enum: ['a'] })) } },
      security: [{ bearer: [] }],
    },
    { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } },
  )

  it('has the worst first, and security before all else', async () => {
    expect(await codes(base, head)).toEqual([
      'api-security-anonymous-access-removed error',
      'new-required-request-parameter error',
      'api-security-component-added note',
      'endpoint-deprecated note',
      'response-property-became-enum note',
    ])
  })

  it('is the same in every run, with the same fingerprints', async () => {
    const [one, two] = [await differences(base, head), await differences(base, head)]
    expect(two).toEqual(one)
    expect(new Set(one.map(({ fingerprint }) => fingerprint)).size).toBe(one.length)
    for (const { fingerprint } of one) expect(fingerprint).toMatch(/^[0-9a-f]{12}$/)
  })

  it('keeps a fingerprint when something else changes', async () => {
    const more = { ...head, info: { title: 'Shop', version: '2' } }
    const before = (await differences(base, head)).map(({ fingerprint }) => fingerprint)
    const after = (await differences(base, more)).map(({ fingerprint }) => fingerprint)
    expect(after).toEqual(expect.arrayContaining(before))
  })

  it('names the places of both sides', async () => {
    const [difference] = await differences(
      withOperation({ parameters: [{ name: 'q', in: 'query', schema: {} }] }),
      withOperation({
        parameters: [
          { name: 'r', in: 'query', schema: {} },
          { name: 'q', in: 'query', required: true, schema: {} },
        ],
      }),
    )
    expect(difference).toMatchObject({
      code: 'request-parameter-became-required',
      base: { file: 'base.json', pointer: '/paths/~1pets/get/parameters/0' },
      head: { file: 'head.json', pointer: '/paths/~1pets/get/parameters/1' },
      operation: 'GET /pets',
    })
  })

  it('is empty for a spec beside itself', async () => {
    expect(await differences(head, head)).toEqual([])
  })
})
