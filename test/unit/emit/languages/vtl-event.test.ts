import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../../generator/base/json.ts'
import { eventTemplate } from '../../../../generator/emit/languages/vtl-event.ts'
import { parameterProblems } from '../../../../generator/emit/languages/vtl-parameters.ts'
import type { Content, Operation, Parameter } from '../../../../generator/model/api-model.ts'
import type { Schema } from '../../../../generator/model/schema.ts'
import { model, operation } from '../../../support/model.ts'
import { type Given, render } from '../../../support/render.ts'

function parameter(name: string, location: Parameter['in'], schema: Schema, more: Partial<Parameter> = {}): Parameter {
  return {
    name,
    in: location,
    id: name,
    required: false,
    deprecated: false,
    schema,
    json: {},
    style: location === 'query' || location === 'cookie' ? 'form' : 'simple',
    explode: location === 'query',
    pointer: `/parameters/${name}`,
    ...more,
  }
}

const object = (...properties: readonly (readonly [string, Schema])[]): Schema => ({
  kind: 'object',
  properties: properties.map(([name, schema]) => ({ name, schema, required: false })),
  additional: 'open',
})
const string: Schema = { kind: 'string' }
const integer: Schema = { kind: 'integer' }
const boolean: Schema = { kind: 'boolean' }
const json: Content = { mediaType: 'application/json', form: 'json', schema: { kind: 'unknown' }, json: true, examples: [], pointer: '' }

function event(op: Operation, given: Given, content?: Content): { metadata: JsonObject; data: JsonObject } {
  return JSON.parse(render(eventTemplate(op, content, model({ authorizers: [] })), given).output)
}

const hostile = [
  `x" , "admin": true, "y": "`,
  `'; drop`,
  `\\`,
  `\\'`,
  `\\"`,
  '$context.apiId ${util} #set($x = 1)',
  '</script>\u2028\u2029\u0000\n\r\t',
  '\u{1F431} ä €',
  "it's",
]

describe('the event of a custom Lambda integration', () => {
  const op = operation({
    id: 'findPets',
    parameters: [
      parameter('petId', 'path', integer),
      parameter('limit', 'query', integer),
      parameter('strict', 'query', boolean),
      parameter('name', 'query', string),
      parameter('tags', 'query', { kind: 'array', items: string }, { explode: false }),
      parameter('sizes', 'query', { kind: 'array', items: { kind: 'number' } }, { explode: false, style: 'pipeDelimited' }),
      parameter('$filter', 'query', string),
      parameter('X-Trace', 'header', string),
    ],
  })

  const cases: readonly (readonly [string, Given, JsonObject])[] = [
    ['nothing but the path', { path: { petId: '7' } }, { path: { petId: 7 }, query: {}, headers: {} }],
    [
      'numbers and booleans bare',
      { query: { limit: '-20', strict: 'true' } },
      { path: {}, query: { limit: -20, strict: true }, headers: {} },
    ],
    [
      'what is no number stays text',
      { query: { limit: '1e', strict: 'yes' } },
      { path: {}, query: { limit: '1e', strict: 'yes' }, headers: {} },
    ],
    ['no leading zeros', { query: { limit: '007' } }, { path: {}, query: { limit: '007' }, headers: {} }],
    ['an empty text is there', { query: { name: '' } }, { path: {}, query: { name: '' }, headers: {} }],
    ['lists', { query: { tags: 'a,b', sizes: '1|2.5|x' } }, { path: {}, query: { tags: ['a', 'b'], sizes: [1, 2.5, 'x'] }, headers: {} }],
    ['an empty list', { query: { tags: '' } }, { path: {}, query: { tags: [] }, headers: {} }],
    ['undeclared parameters stay out', { query: { other: '1' }, header: { Cookie: 'a=b' } }, { path: {}, query: {}, headers: {} }],
    ['names with a dollar', { query: { $filter: 'a eq 1' } }, { path: {}, query: { $filter: 'a eq 1' }, headers: {} }],
    ['headers as declared', { header: { 'X-Trace': 't' } }, { path: {}, query: {}, headers: { 'X-Trace': 't' } }],
    ['headers in the lower case of HTTP/2', { header: { 'x-trace': 't' } }, { path: {}, query: {}, headers: { 'X-Trace': 't' } }],
  ]
  test.each(cases)('%s', (_name, given, data) => {
    expect(event(op, given).data).toEqual(data)
  })

  test.each(hostile)('a value cannot leave its string: %j', (text) => {
    const given = { path: { petId: text }, query: { limit: text, strict: text, name: text, $filter: text }, header: { 'X-Trace': text } }
    expect(event(op, given).data).toEqual({
      path: { petId: text },
      query: { limit: text, strict: text, name: text, $filter: text },
      headers: { 'X-Trace': text },
    })
  })

  test.each(hostile)('the caller cannot leave the metadata: %j', (text) => {
    const given = {
      context: { identity: { sourceIp: '::1', userAgent: text }, authorizer: { [text]: text } },
      stageVariables: { alias: text },
    }
    const withAuthorizer = operation({ auth: { kind: 'authorizer', authorizer: 'staff', scopes: [] } })
    const { metadata } = event(withAuthorizer, given)
    expect(metadata.caller).toEqual({ sourceIp: '::1', userAgent: text })
    expect(metadata.authorizer).toEqual({ [text]: text })
    expect(metadata.stageVariables).toEqual({ alias: text })
  })

  test('the metadata in full', () => {
    const identity = { sourceIp: '1.2.3.4', accountId: '1', userArn: 'arn:x', apiKeyId: 'k', cognitoIdentityId: 'c', userAgent: 'curl' }
    expect(event(op, { context: { identity } }).metadata).toEqual({
      operation: 'findPets',
      stage: 'dev',
      requestId: 'c0ffee',
      apiId: 'abc123',
      method: 'GET',
      resource: '/pets',
      time: 1700000000000,
      caller: identity,
      authorizer: {},
      stageVariables: {},
    })
  })

  test('claims of a Cognito authorizer', () => {
    const cognito = model({
      authorizers: [{ name: 'pool', kind: 'cognito', identitySources: [], ttl: 300, providerArns: [], pointer: '' }],
    })
    const op = operation({ auth: { kind: 'authorizer', authorizer: 'pool', scopes: [] } })
    const { output } = render(eventTemplate(op, undefined, cognito), { context: { authorizer: { claims: { sub: '42', email: 'a@b' } } } })
    expect(JSON.parse(output).metadata.authorizer).toEqual({ claims: { sub: '42', email: 'a@b' } })
  })

  const bodies: readonly (readonly [string, Content, string, unknown])[] = [
    ['JSON is parsed', json, '{"a": [1, null, "x"]}', { a: [1, null, 'x'] }],
    ['no body is an empty object', json, '', {}],
    ['text', { ...json, mediaType: 'text/plain', form: 'text' }, 'say "hi"\n$x', 'say "hi"\n$x'],
    [
      'a form',
      { ...json, mediaType: 'application/x-www-form-urlencoded', form: 'form' },
      'a=1&b=x%20y&c=&d=it%27s+"',
      { a: '1', b: 'x y', c: '', d: 'it\'s "' },
    ],
    ['an empty form', { ...json, mediaType: 'application/x-www-form-urlencoded', form: 'form' }, '', {}],
  ]
  test.each(bodies)('body: %s', (_name, content, body, want) => {
    expect(event(op, { body }, content).data.body).toEqual(want)
  })
})

describe('parameters that a template cannot hand over', () => {
  const cases: readonly (readonly [string, Parameter, string | undefined])[] = [
    ['a plain one can', parameter('a', 'query', string), undefined],
    ['a quote in the name', parameter("x'))#set($a = 1)", 'query', string), 'unquotable-name'],
    ['a tab in the name', parameter('a\tb', 'header', string), 'unquotable-name'],
    ['a cookie', parameter('a', 'cookie', string), undefined],
    ['a repeated list', parameter('a', 'query', { kind: 'array', items: string }), 'only-last-value'],
    ['an object in brackets', parameter('a', 'query', object(['x', string]), { style: 'deepObject' }), undefined],
    [
      'a list in brackets',
      parameter('a', 'query', object(['x', { kind: 'array', items: string }]), { style: 'deepObject' }),
      'only-last-value',
    ],
    ['a text in brackets', parameter('a', 'query', string, { style: 'deepObject' }), 'unsupported-style'],
    ['properties of any name', parameter('a', 'query', object()), 'unsupported-style'],
    ['a property with a quote', parameter('a', 'query', object(["x'", string])), 'unquotable-name'],
  ]
  test.each(cases)('%s', (_name, given, want) => {
    const op = operation({ parameters: [given] })
    expect(parameterProblems(op, model())[0]?.kind).toBe(want)
    // Whatever the name is, the template stays a template.
    expect(() => JSON.parse(render(eventTemplate(op, undefined, model())).output)).not.toThrow()
  })
})
