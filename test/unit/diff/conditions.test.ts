import { describe, expect, it } from 'vitest'
import { both, differences, type Root, withRequest } from '../../support/difference.ts'

const text = { type: 'string' }
const whole = { type: 'integer' }
const short = { type: 'string', maxLength: 5 }

describe('conditions', () => {
  const kind = (value: string): Root => ({ properties: { kind: { const: value } } })
  // An object with a member `then` would be awaited by whoever returns it.
  const when = (condition: unknown, then: unknown, otherwise: unknown = true): Root =>
    Object.fromEntries(Object.entries({ if: condition, else: otherwise }).concat([['then', then]]))
  const cases: readonly (readonly [name: string, base: unknown, head: unknown, want: readonly string[]])[] = [
    [
      'what holds under one is compared as what always holds',
      when(kind('a'), { properties: { a: text } }, { properties: { b: text } }),
      when(kind('a'), { properties: { a: text, c: text }, required: ['c'] }, { properties: { b: short } }),
      [
        'request-property-max-length-set error',
        'new-required-request-property error',
        'response-property-max-length-set note',
        'response-required-property-added note',
      ],
    ],
    [
      'one that more values meet may break either way',
      when({ ...text, minLength: 2 }, short),
      when({ ...text, minLength: 1 }, short),
      ['request-property-min-length-decreased error', 'response-property-min-length-decreased error'],
    ],
    [
      'one that asks for a member more may break either way',
      when(kind('a'), short),
      when({ ...kind('a'), required: ['kind'] }, short),
      ['request-property-became-required error', 'response-property-became-required error'],
    ],
    [
      'one that more is asked of may break either way',
      when(kind('a'), short),
      when({ properties: { kind: { const: 'a' }, size: whole } }, short),
      ['new-optional-request-property error', 'response-optional-property-added error'],
    ],
    [
      'a member that is ruled out no more',
      { not: { properties: { a: text, b: text } } },
      { not: { properties: { a: text } } },
      ['request-property-removed error', 'response-optional-property-removed note'],
    ],
    [
      'what is ruled out is weighed the other way round',
      { not: { ...text, maxLength: 10, minLength: 2 } },
      { not: { ...text, maxLength: 5, minLength: 1 } },
      [
        'request-property-min-length-decreased error',
        'request-property-max-length-decreased note',
        'response-property-max-length-decreased error',
        'response-property-min-length-decreased note',
      ],
    ],
    [
      'no exception is made for what is ruled out',
      { not: { enum: ['a'] } },
      { not: { enum: ['a', 'b'] } },
      ['request-property-enum-value-added error', 'response-property-enum-value-added note'],
    ],
    [
      'what is ruled out twice is allowed',
      { not: { not: { ...text, maxLength: 5 } } },
      { not: { not: { ...text, maxLength: 6 } } },
      ['request-property-max-length-increased note', 'response-property-max-length-increased error'],
    ],
    [
      'less is ruled out where it has to have a member more',
      { not: { type: 'object' } },
      { not: { type: 'object', required: ['a'] } },
      ['request-undeclared-property-became-required note', 'response-undeclared-property-became-required error'],
    ],
    [
      'everything of a type is ruled out, of which a part was',
      { not: text },
      { not: true },
      ['request-property-type-changed error', 'response-property-type-generalized note'],
    ],
  ]
  it.each(cases)('%s', async (_name, base, head, want) => {
    expect(await both(base, head)).toEqual(want)
  })

  it('are named in the sentence', async () => {
    const [found] = await differences(withRequest({ not: short }), withRequest({ not: text }))
    expect(found?.message).toBe('`[not]` of the request body of `POST /pets`, in requests, no longer has `maxLength`; it was `5`.')
  })
})
