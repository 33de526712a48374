import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planHandlers } from '../../../../generator/emit/languages/handlers/plan.ts'
import { formShape, parameterShape, type Schemas } from '../../../../generator/emit/languages/handlers/shape.ts'
import { completeIntegration, templatesOf } from '../../../../generator/emit/languages/vtl-integration.ts'
import { parameterProblems } from '../../../../generator/emit/languages/vtl-parameters.ts'
import type { ApiModel, Operation } from '../../../../generator/model/api-model.ts'
import { readCustomEvent, succeed, writeCustomResult } from '../../../../runtime/typescript/handler/custom-event.ts'
import { CustomFailure } from '../../../../runtime/typescript/handler/failure.ts'
import type { AnyResponse, OperationSpec } from '../../../../runtime/typescript/handler/operation.ts'
import { problem } from '../../../../runtime/typescript/handler/problem.ts'
import { writeBody } from '../../../../runtime/typescript/handler/write-body.ts'
import { derived, withOperation } from '../../../support/document.ts'
import { type Given, render } from '../../../support/render.ts'

/**
 * Both sides of the contract of a custom integration, for any contract and any values: what is sent arrives in the handler as it was
 * declared, what the handler answers arrives at the client, and no text on the way breaks the JSON around it.
 */

const hostile = fc.constantFrom(
  '"',
  "'",
  '\\',
  "\\'",
  '\\u0022',
  '$context.apiId',
  '${util}',
  '#set($x = 1)',
  '#end',
  '$1',
  '%',
  '%2',
  '%zz',
  '\u2028',
  '\u0000',
  '\u{1F431}',
  ',"headers":',
  '"body":',
  '{"status":200,',
  '__proto__',
  'class',
)
/** Text of whole characters: no lone surrogates, which neither URLs nor UTF-8 can carry. */
const text = fc
  .array(fc.oneof(hostile, fc.string({ maxLength: 6, unit: 'grapheme' })), { maxLength: 4 })
  .map((parts) => parts.join(''))
  .filter((one) => !/\p{Surrogate}/u.test(one))
const name = fc.oneof(
  fc.constantFrom('id', 'x-y', 'filter.name', '$top', '__proto__', 'class', 'constructor', 'a:b', '_', 'Camel'),
  fc.stringMatching(/^[A-Za-z0-9:._$-]{1,12}$/),
)

interface Kind {
  readonly schema: object
  readonly value: fc.Arbitrary<unknown>
}

const scalars: readonly Kind[] = [
  { schema: { type: 'string' }, value: text },
  {
    schema: { type: 'integer' },
    value: fc.oneof(fc.integer(), fc.constantFrom(0, 9007199254740991, -9007199254740991, 123456789012345680000)),
  },
  {
    schema: { type: 'number' },
    value: fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0),
      fc.constantFrom(1e21, 5e-324),
    ),
  },
  { schema: { type: 'boolean' }, value: fc.boolean() },
  { schema: { type: ['string', 'null'] }, value: text },
  { schema: { enum: [1, 2.5] }, value: fc.constantFrom(1, 2.5) },
]
const scalar = fc.constantFrom(...scalars)

/** A parameter, a value of it, and how that value stands in the request. */
interface Sent {
  readonly parameter: { readonly name: string; readonly in: string; readonly [key: string]: unknown }
  readonly value: unknown
  readonly wire: Record<string, string>
}

const withoutCharacters = (kind: Kind, characters: RegExp): fc.Arbitrary<unknown> =>
  kind.value.filter((value) => typeof value !== 'string' || !characters.test(value))

const printed = (value: unknown): string => String(value)

function scalarParameter(place: string): fc.Arbitrary<Sent> {
  return fc.tuple(name, scalar, fc.constantFrom('simple', 'label', 'matrix')).chain(([id, kind, pathStyle]) => {
    const style = place === 'path' ? pathStyle : place === 'query' || place === 'cookie' ? 'form' : 'simple'
    return kind.value.map((value): Sent => {
      const prefix = style === 'label' ? '.' : style === 'matrix' ? `;${id}=` : ''
      return { parameter: { name: id, in: place, style, schema: kind.schema }, value, wire: { [id]: `${prefix}${printed(value)}` } }
    })
  })
}

/** Lists of scalars in every style that a template can take apart: one text with separators. */
function listParameter(place: string): fc.Arbitrary<Sent> {
  const styles =
    place === 'path'
      ? [
          ['simple', ','],
          ['label', ','],
          ['label', '.', true],
          ['matrix', ','],
          ['matrix', ';', true],
        ]
      : place === 'query'
        ? [
            ['form', ','],
            ['pipeDelimited', '|'],
            ['spaceDelimited', ' '],
          ]
        : [['simple', ',']]
  return fc.tuple(name, scalar, fc.constantFrom(...styles)).chain(([id, kind, [style, separator, explode = false]]) => {
    const forbidden =
      place === 'header'
        ? /[,\x00-\x20]/
        : style === 'matrix' && explode
          ? /[;=]/
          : separator === '.'
            ? /[.]/
            : separator === '|'
              ? /[|]/
              : separator === ' '
                ? / /
                : /,/
    const item = withoutCharacters(kind, forbidden).filter((value) => !printed(value).match(forbidden))
    return fc
      .array(item, { maxLength: 4 })
      .filter((items) => printed(items[0]) !== '' || items.length !== 1)
      .map((items): Sent => {
        const joined =
          style === 'matrix'
            ? explode
              ? items.map((value) => `;${id}=${printed(value)}`).join('')
              : `;${id}=${items.map(printed).join(',')}`
            : `${style === 'label' ? '.' : ''}${items.map(printed).join(String(separator))}`
        const schema = { type: 'array', items: kind.schema }
        return { parameter: { name: id, in: place, style, explode, schema }, value: items, wire: { [id]: joined } }
      })
  })
}

/** Objects whose properties are parameters themselves: exploded, and in brackets. */
function objectParameter(): fc.Arbitrary<Sent> {
  return fc
    .tuple(
      name,
      fc.uniqueArray(fc.tuple(name, scalar), { selector: ([id]) => id, minLength: 1, maxLength: 3 }),
      fc.constantFrom('form', 'deepObject'),
    )
    .chain(([id, properties, style]) => {
      const values = fc.tuple(...properties.map(([, kind]) => kind.value))
      return values.map((given): Sent => {
        const wire: Record<string, string> = {}
        const value: Record<string, unknown> = {}
        properties.forEach(([property], index) => {
          define(wire, style === 'form' ? property : `${id}[${property}]`, printed(given[index]))
          define(value, property, given[index])
        })
        const schema = { type: 'object', properties: fromPairs(properties.map(([property, kind]) => [property, kind.schema])) }
        return { parameter: { name: id, in: 'query', style, explode: true, schema }, value, wire }
      })
    })
}

function define(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
}

function fromPairs(pairs: readonly (readonly [string, unknown])[]): object {
  const object = {}
  for (const [key, value] of pairs) define(object, key, value)
  return object
}

const sent = fc.array(
  fc.oneof(
    scalarParameter('path'),
    scalarParameter('query'),
    scalarParameter('header'),
    scalarParameter('cookie'),
    listParameter('path'),
    listParameter('query'),
    listParameter('header'),
    objectParameter(),
  ),
  { maxLength: 5 },
)

/** Names of headers come in any case; cookies come encoded, in one header. */
function request(parameters: readonly Sent[], spelling: (name: string) => string): Given {
  const given: { path: Record<string, string>; query: Record<string, string>; header: Record<string, string> } = {
    path: {},
    query: {},
    header: {},
  }
  const cookies: string[] = []
  for (const { parameter, wire } of parameters) {
    for (const [key, value] of Object.entries(wire)) {
      if (parameter.in === 'cookie') cookies.push(`${key}=${encodeURIComponent(value)}`)
      else if (parameter.in === 'header') define(given.header, spelling(key), value)
      else define(parameter.in === 'path' ? given.path : given.query, key, value)
    }
  }
  if (cookies.length > 0) define(given.header, spelling('Cookie'), cookies.join('; '))
  return given
}

function spec(operation: Operation, model: ApiModel, contents = operation.body?.contents ?? []): OperationSpec {
  const schemas: Schemas = new Map(model.schemas.map((one) => [one.name, one.schema]))
  const [planned] = planHandlers(model, 'typescript').operations
  return {
    id: operation.id,
    method: operation.method,
    path: operation.path,
    event: 'custom',
    parameters: operation.parameters.map((one) => ({
      name: one.name,
      in: one.in,
      style: one.style,
      explode: one.explode,
      shape: parameterShape(one, schemas),
    })),
    bodies: contents.map(({ mediaType, form, ...content }) => {
      const shape = formShape({ mediaType, form, ...content }, schemas)
      return { mediaType, form, ...(shape !== undefined && { shape }) }
    }),
    responses: Object.fromEntries(
      operation.responses.map((response) => [response.status, response.contents.map(({ mediaType, form }) => ({ mediaType, form }))]),
    ),
    writeBody,
    errors: { default: problem },
    success: planned?.success ?? 200,
    check: () => [],
  }
}

function operationOf(given: object): {
  readonly model: ApiModel
  readonly operation: Operation
  readonly template: (side: string, type?: string) => string
} {
  const { model } = derived(withOperation({ 'x-apigen-integration': 'lambda', ...given }))
  const [operation] = model.operations
  if (!operation) throw new Error('no operation')
  const templates = templatesOf(completeIntegration(operation, model).value ?? {})
  return {
    model,
    operation,
    template(side, type = 'application/json') {
      const found = templates.find((template) => template.side === side && template.contentType === type)
      if (!found) throw new Error(`no template ${side} ${type}`)
      return found.text
    },
  }
}

describe('what is sent', () => {
  test('every declared parameter arrives as it was declared', () => {
    fc.assert(
      fc.property(
        sent,
        fc.constantFrom(
          (one: string) => one,
          (one: string) => one.toLowerCase(),
          (one: string) => one.toUpperCase(),
        ),
        (parameters, spelling) => {
          const { model, operation, template } = operationOf({ parameters: parameters.map(({ parameter }) => parameter) })
          const keys = parameters.flatMap(({ parameter, wire }) =>
            Object.keys(wire).map((key) => `${parameter.in} ${parameter.in === 'header' ? key.toLowerCase() : key}`),
          )
          fc.pre(parameterProblems(operation, model).length === 0 && operation.parameters.length === parameters.length)
          fc.pre(
            new Set(keys).size === keys.length &&
              new Set(parameters.map(({ parameter }) => `${parameter.in} ${parameter.name}`)).size === parameters.length,
          )
          const event: unknown = JSON.parse(render(template('request'), request(parameters, spelling)).output)
          const read = readCustomEvent(spec(operation, model), event)
          const want = { path: {}, query: {}, header: {}, cookie: {} }
          for (const { parameter, value } of parameters) define(want[parameter.in as keyof typeof want], parameter.name, value)
          expect({ path: read.path, query: read.query, header: read.headers, cookie: read.cookies }).toEqual(want)
        },
      ),
      { numRuns: 120 },
    )
  })

  test('whatever else a client sends, the event is JSON', () => {
    const junk = fc.dictionary(fc.oneof(name, text), text, { maxKeys: 5 })
    fc.assert(
      fc.property(sent, junk, junk, text, (parameters, query, header, body) => {
        const { template } = operationOf({
          parameters: parameters.map(({ parameter }) => parameter),
          requestBody: { content: { 'text/plain': {}, 'application/x-www-form-urlencoded': {} } },
        })
        for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
          const { output } = render(template('request', type), {
            query,
            header: { ...header, cookie: body },
            body,
            context: { authorizer: header },
          })
          expect(() => JSON.parse(output)).not.toThrow()
        }
      }),
      { numRuns: 80 },
    )
  })

  test.each(['lambda', 'lambda-async'])('a JSON body, the order of its keys and its long integers included: %s', (integration) => {
    const { model, operation, template } = operationOf({
      'x-apigen-integration': integration,
      requestBody: { content: { 'application/json': {} } },
    })
    fc.assert(
      // A body that is `null` and nothing else is no value to API Gateway.
      fc.property(
        fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' }).filter((value) => value !== null),
        (value) => {
          const { output } = render(template('request'), { body: JSON.stringify(value) })
          const { body } = readCustomEvent(spec(operation, model), JSON.parse(output))
          expect(JSON.stringify(body)).toBe(JSON.stringify(value))
        },
      ),
      { numRuns: 120 },
    )
    expect(render(template('request'), { body: '{"b":123456789012345678901234567890,"a":1}' }).output).toContain(
      '{"b":123456789012345678901234567890,"a":1}',
    )
  })

  test('a form, with fields that come several times', () => {
    const { model, operation, template } = operationOf({
      requestBody: {
        content: {
          'application/x-www-form-urlencoded': {
            schema: {
              type: 'object',
              properties: {
                count: { type: 'integer' },
                ok: { type: 'boolean' },
                tags: { type: 'array', items: { type: 'string' } },
                note: { type: 'string' },
              },
            },
          },
        },
      },
    })
    const values = fc.record(
      { count: fc.integer(), ok: fc.boolean(), tags: fc.array(text, { minLength: 1, maxLength: 4 }), note: text },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(values, (value) => {
        const form = new URLSearchParams()
        for (const [key, field] of Object.entries(value)) for (const item of [field].flat()) form.append(key, String(item))
        const { output } = render(template('request', 'application/x-www-form-urlencoded'), { body: form.toString() })
        expect(readCustomEvent(spec(operation, model), JSON.parse(output)).body).toEqual(value)
      }),
      { numRuns: 100 },
    )
  })

  test('which of several media types came', () => {
    const { model, operation, template } = operationOf({ requestBody: { content: { 'application/json': {}, 'text/plain': {} } } })
    const event: unknown = JSON.parse(render(template('request', 'text/plain'), { body: '{"not": "parsed"}' }).output)
    expect(readCustomEvent(spec(operation, model), event)).toMatchObject({ body: '{"not": "parsed"}', contentType: 'text/plain' })
  })
})

describe('what is answered', () => {
  const json = { content: { 'application/json': {} } }
  const contract = operationOf({
    responses: {
      '201': { ...json, headers: { 'X-Note': { schema: { type: 'string' } } } },
      '404': { ...json, headers: { 'X-Note': { schema: { type: 'string' } } } },
      '4XX': { ...json, headers: { 'X-Note': { schema: { type: 'string' } } } },
      default: { ...json, headers: { 'X-Note': { schema: { type: 'string' } } } },
    },
  })
  const responses = completeIntegration(contract.operation, contract.model).value?.responses as Record<
    string,
    { statusCode: string; responseTemplates: Record<string, string> }
  >

  /** What Lambda and API Gateway make of a response: the result or the error's message, the response whose pattern fits, its template. */
  function answer(given: AnyResponse): { readonly status: number; readonly body: unknown; readonly headers: unknown } {
    let payload: unknown
    let selector = ''
    try {
      const declared = spec(contract.operation, contract.model)
      payload = succeed(declared, writeCustomResult(declared, given))
    } catch (error) {
      if (!(error instanceof CustomFailure)) throw error
      selector = error.message
      payload = { errorMessage: error.message, errorType: error.name }
    }
    const fitting = Object.keys(responses).filter((pattern) => pattern !== 'default' && new RegExp(`^(?:${pattern})$`).test(selector))
    expect(fitting.length).toBeLessThanOrEqual(1)
    const chosen = responses[fitting[0] ?? 'default']
    const { output, overrides } = render(chosen?.responseTemplates['application/json'] ?? '', { body: JSON.stringify(payload) })
    const override = overrides.responseOverride as { status?: number; header?: Record<string, string> }
    return { status: override.status ?? Number(chosen?.statusCode), body: JSON.parse(output), headers: override.header ?? {} }
  }

  test('every status, body and declared header comes out as the handler meant it', () => {
    const headers = fc.oneof(
      fc.constant({}),
      text.filter((one) => one !== '').map((one) => ({ 'X-Note': one })),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(201, 400, 404, 409, 499, 500, 503),
        fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme' }),
        text,
        headers,
        (status, body, hostileText, sentHeaders) => {
          const given = { status, body: { body, [hostileText]: hostileText }, headers: sentHeaders }
          expect(answer(given)).toEqual(JSON.parse(JSON.stringify(given)))
        },
      ),
      { numRuns: 120 },
    )
  })
})
