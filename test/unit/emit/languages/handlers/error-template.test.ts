import { describe, expect, it } from 'vitest'
import { type ErrorTemplate, errorTemplate } from '../../../../../generator/emit/languages/handlers/error-template.ts'
import type { Schema } from '../../../../../generator/model/schema.ts'

const text: Schema = { kind: 'string' }
const whole: Schema = { kind: 'integer' }
const object = (members: Readonly<Record<string, Schema>>, optional: Readonly<Record<string, Schema>> = {}): Schema => ({
  kind: 'object',
  properties: [
    ...Object.entries(members).map(([name, schema]) => ({ name, schema, required: true })),
    ...Object.entries(optional).map(([name, schema]) => ({ name, schema, required: false })),
  ],
  additional: 'open',
})
const list = (items: Schema): Schema => ({ kind: 'array', items })
const schemas = new Map<string, Schema>([
  ['Error', object({ message: text })],
  ['Loop', { kind: 'ref', to: 'Loop' }],
])

describe('the template of an error', () => {
  const cases: readonly (readonly [string, Schema, ErrorTemplate | undefined])[] = [
    ['a code and a message', object({ code: text, message: text }), { code: 'code', message: 'account' }],
    ['a numeric code', object({ code: whole, message: text }), { code: 'status', message: 'account' }],
    ['a reference', { kind: 'ref', to: 'Error' }, { message: 'account' }],
    ['an error alone', object({ error: text }), { error: 'account' }],
    ['as OAuth has it', object({ error: text, error_description: text }), { error: 'code', error_description: 'account' }],
    [
      'as Fastify has it',
      object({ statusCode: whole, error: text, message: text }),
      { statusCode: 'status', error: 'title', message: 'account' },
    ],
    [
      'as RFC 9457 has it',
      object({}, { type: { kind: 'string', format: 'uri' }, title: text, status: whole, detail: text, instance: text }),
      { type: ['is', 'about:blank'], title: 'title', status: 'status', detail: 'account' },
    ],
    [
      'a list of violations',
      object({ message: text }, { errors: list(object({ field: text, message: text })) }),
      { message: 'message', errors: ['each', { field: 'pointer', message: 'message' }] },
    ],
    [
      'as JSON:API has it',
      object({ errors: list(object({}, { title: text, detail: text, source: object({}, { pointer: text }) })) }),
      { errors: ['some', { title: 'title', detail: 'message', source: { pointer: 'pointer' } }] },
    ],
    ['a list of texts', object({ errors: list(text) }), { errors: ['some', 'line'] }],
    ['an error inside', object({ error: object({ code: text, message: text }) }), { error: { code: 'code', message: 'account' } }],
    [
      'constants, defaults and what may be null',
      object({
        kind: { kind: 'enum', values: ['error'] },
        level: { kind: 'string', default: 'high' },
        cause: { kind: 'union', members: [{ kind: 'object', properties: [], additional: 'open' }, { kind: 'null' }] },
        message: text,
        success: { kind: 'boolean' },
      }),
      { kind: ['is', 'error'], level: ['is', 'high'], cause: ['is', null], message: 'account', success: ['is', false] },
    ],
    [
      'a composition',
      { kind: 'intersection', members: [{ kind: 'ref', to: 'Error' }, object({ timestamp: { kind: 'string', format: 'date-time' } })] },
      { message: 'account', timestamp: 'time' },
    ],
    [
      'the first of a union that can be filled',
      { kind: 'union', members: [object({ color: text }), { kind: 'ref', to: 'Error' }] },
      { message: 'account' },
    ],
    ['what is optional and unknown', object({ message: text }, { color: text }), { message: 'account' }],
    ['no name that is a prototype', object({ message: text }, { ['__proto__']: text, constructor: text }), { message: 'account' }],
    ['nothing of what is required and unknown', object({ message: text, color: text }), undefined],
    ['nothing of one of several words', object({ message: text, code: { kind: 'enum', values: ['A', 'B'] } }), undefined],
    ['nothing without a place for a message', object({ code: text }), undefined],
    ['nothing of a text', text, undefined],
    ['nothing of what never ends', { kind: 'ref', to: 'Loop' }, undefined],
    ['nothing of a pet', object({ id: whole, name: text }), undefined],
  ]

  it.each(cases)('says %s', (_, schema, want) => {
    expect(errorTemplate(schema, schemas)).toEqual(want)
  })
})
