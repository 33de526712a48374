import { schemaRuleAt } from '../../../../generator/diff/catalog/schema.ts'
import { type Delta, schemaDeltas } from '../../../../generator/diff/catalog/schema-deltas.ts'
import type { SchemaPlace } from '../../../../generator/diff/catalog/schema-place.ts'
import { assertions, bounds } from '../../../../generator/diff/keywords.ts'
import { type RuleId, registry } from '../../../../generator/diff/registry.ts'
import { type Root, withOperation, withRequest, withResponse } from '../../../support/difference.ts'
import type { Case } from './case.ts'

type Pair = readonly [delta: Delta, base: unknown, head: unknown, also?: readonly Delta[]]

const text = { type: 'string' }
const whole = { type: 'integer' }
const flag = { type: 'boolean' }
const short = { ...text, maxLength: 5 }
const ending = (sunset: string): Root => ({ ...text, deprecated: true, 'x-sunset': sunset })
const kind = (title: string): Root => ({ title, type: 'object', maxProperties: 9 })
const union = (keyword: 'oneOf' | 'anyOf', ...members: readonly unknown[]): Root => ({ [keyword]: members })
const kinds = (discriminator: unknown): Root => ({
  oneOf: [
    { title: 'cat', type: 'object', properties: { kind: text } },
    { title: 'dog', type: 'object', properties: { kind: text } },
  ],
  ...(discriminator !== undefined && { discriminator }),
})
const mapped = (...names: readonly string[]): Root =>
  kinds({ propertyName: 'kind', mapping: Object.fromEntries(names.map((name) => [name, `#/components/schemas/${name.toUpperCase()}`])) })

const single = { type: 'object', properties: { name: text, age: whole }, required: ['name'] }
const couple = { type: 'object', properties: { name: text, age: text } }

/** A pair for each delta that has a name of its own. */
const named: readonly Pair[] = [
  ['schema-became-false', text, false],
  ['schema-became-not-false', false, text],
  ['type-changed', whole, flag],
  ['type-generalized', whole, { type: 'number' }],
  ['type-specialized', { type: 'number' }, whole],
  ['became-nullable', text, { type: ['string', 'null'] }],
  ['became-not-nullable', { type: ['string', 'null'] }, text],
  ['became-enum', text, { ...text, enum: ['a'] }],
  ['became-not-enum', { ...text, enum: ['a'] }, text],
  ['enum-value-added', { ...text, enum: ['a'] }, { ...text, enum: ['a', 'b'] }],
  ['enum-value-removed', { ...text, enum: ['a', 'b'] }, { ...text, enum: ['b'] }],
  ['x-extensible-enum-value-removed', { ...text, 'x-extensible-enum': ['a', 'b'] }, { ...text, 'x-extensible-enum': ['b'] }],
  ['const-added', text, { ...text, const: 'a' }],
  ['const-removed', { ...text, const: 'a' }, text],
  ['const-changed', { ...text, const: 'a' }, { ...text, const: 'b' }],
  ['multiple-of-set', whole, { ...whole, multipleOf: 2 }],
  ['multiple-of-unset', { ...whole, multipleOf: 2 }, whole],
  ['multiple-of-changed', { ...whole, multipleOf: 2 }, { ...whole, multipleOf: 3 }],
  ['multiple-of-generalized', { ...whole, multipleOf: 4 }, { ...whole, multipleOf: 2 }],
  ['multiple-of-specialized', { ...whole, multipleOf: 2 }, { ...whole, multipleOf: 4 }],
  ['unique-items-set', { type: 'array', items: text }, { type: 'array', items: text, uniqueItems: true }],
  ['unique-items-unset', { type: 'array', items: text, uniqueItems: true }, { type: 'array', items: text, uniqueItems: false }],
  ['additional-properties-forbidden', { type: 'object' }, { type: 'object', additionalProperties: false }],
  ['additional-properties-allowed', { type: 'object', additionalProperties: false }, { type: 'object' }],
  ['one-of-added', union('oneOf', kind('a'), kind('b')), union('oneOf', kind('a'), kind('b'), kind('c'))],
  ['one-of-removed', union('oneOf', kind('a'), kind('b'), kind('c')), union('oneOf', kind('a'), kind('b'))],
  ['any-of-added', union('anyOf', kind('a'), kind('b')), union('anyOf', kind('a'), kind('b'), kind('c'))],
  ['any-of-removed', union('anyOf', kind('a'), kind('b'), kind('c')), union('anyOf', kind('a'), kind('b'))],
  ['wrapped-in-one-of', couple, union('oneOf', single, { ...single, required: ['age'] })],
  ['wrapped-in-one-of-original-preserved', short, union('oneOf', short, whole)],
  ['wrapped-in-others', flag, union('oneOf', short, whole), ['one-of-added', 'type-generalized']],
  ['no-longer-union', union('oneOf', short, { ...whole, maximum: 9 }), flag, ['one-of-removed', 'type-specialized']],
  ['discriminator-added', kinds(undefined), kinds({ propertyName: 'kind' })],
  ['discriminator-removed', kinds({ propertyName: 'kind' }), kinds(undefined)],
  ['discriminator-property-name-changed', kinds({ propertyName: 'kind' }), kinds({ propertyName: 'type' })],
  ['discriminator-mapping-added', mapped('cat'), mapped('cat', 'dog')],
  ['discriminator-mapping-deleted', mapped('cat', 'dog'), mapped('dog')],
  ['discriminator-mapping-changed', mapped('cat'), kinds({ propertyName: 'kind', mapping: { cat: '#/components/schemas/LION' } })],
  ['default-value-added', text, { ...text, default: 'a' }],
  ['default-value-removed', { ...text, default: 'a' }, text],
  ['default-value-changed', { ...text, default: 'a' }, { ...text, default: 'b' }],
  ['deprecated', text, { ...text, deprecated: true }],
  ['deprecated-with-sunset', text, ending('2026-07-01')],
  ['deprecated-sunset-invalid', text, ending('soon')],
  ['sunset-date-too-small', text, ending('2026-05-31')],
  ['reactivated', ending('2026-07-01'), { ...text, deprecated: false }],
  ['sunset-deleted', ending('2026-07-01'), { ...text, deprecated: true }],
  ['sunset-date-changed-earlier', ending('2026-08-01'), ending('2026-07-01')],
  ['sunset-date-changed-too-small', ending('2026-08-01'), ending('2026-05-01')],
  ['sunset-date-changed-later', ending('2026-07-01'), ending('2026-08-01')],
  ['stability-decreased', text, { ...text, 'x-stability-level': 'alpha' }],
  ['stability-increased', { ...text, 'x-stability-level': 'alpha' }, { ...text, 'x-stability-level': 'stable' }],
  ['pattern-generalized', { ...text, pattern: '^a' }, { ...text, pattern: '.*' }],
  ['content-encoding-changed', { ...text, contentEncoding: 'base64' }, { ...text, contentEncoding: 'base32' }],
  ['content-encoding-changed', text, { ...text, contentEncoding: 'base32' }],
  ['content-media-type-changed', { ...text, contentMediaType: 'text/csv' }, { ...text, contentMediaType: 'image/png' }],
  ['keyword-changed', { ...text, unheardOf: 1 }, { ...text, unheardOf: 2 }],
]

const boundPairs: readonly Pair[] = bounds.flatMap(({ keyword, name }): Pair[] => [
  [`${name}-set`, {}, { [keyword]: 5 }],
  [`${name}-unset`, { [keyword]: 5 }, {}],
  [`${name}-increased`, { [keyword]: 5 }, { [keyword]: 6 }],
  [`${name}-decreased`, { [keyword]: 5 }, { [keyword]: 4 }],
])

/** Two values of each keyword that is compared as a whole. */
const VALUES: Readonly<Record<string, readonly [unknown, unknown]>> = {
  patternProperties: [{ '^a': text }, { '^b': text }],
  dependentRequired: [{ a: ['b'] }, { a: ['c'] }],
  dependentSchemas: [{ a: text }, { a: whole }],
  prefixItems: [[text], [whole]],
  pattern: ['^a', '^b'],
}

const assertionPairs: readonly Pair[] = assertions.flatMap(({ keyword, name }): Pair[] => {
  const [one, other] = VALUES[keyword] ?? [text, whole]
  // With a type of its own, so that the keyword alone tells the two apart.
  const type = keyword === 'prefixItems' ? { type: 'array' } : {}
  return [
    [`${name}-added`, type, { ...type, [keyword]: one }],
    [`${name}-removed`, { ...type, [keyword]: one }, type],
    ...(schemaDeltas.has(`${name}-changed` as Delta)
      ? [[`${name}-changed` as Delta, { ...type, [keyword]: one }, { ...type, [keyword]: other }] as const]
      : []),
  ]
})

/** A list of types means something only where text does not stand for all of them. */
const lists: readonly Pair[] = [
  ['list-of-types-widened', text, union('oneOf', text, { type: 'object' })],
  ['list-of-types-narrowed', union('anyOf', text, { type: 'object' }), text],
]

const PLACES: Readonly<Record<SchemaPlace, (schema: unknown) => Root>> = {
  'request-parameter': (schema) => withOperation({ parameters: [{ name: 'q', in: 'query', schema }] }),
  'request-parameter-property': (schema) =>
    withOperation({ parameters: [{ name: 'q', in: 'query', schema: { type: 'object', properties: { part: schema } } }] }),
  'request-body': (schema) => withRequest(schema),
  'request-property': (schema) => withRequest({ type: 'object', properties: { part: schema } }),
  'response-header': (schema) => withOperation({ responses: { '200': { description: '', headers: { 'X-Part': { schema } } } } }),
  'response-body': (schema) => withResponse(schema),
  'response-property': (schema) => withResponse({ type: 'array', items: schema }),
}

const asXml = (schema: unknown): Root => ({ content: { 'application/xml': { schema } } })
const part = (schema: unknown): Root => ({ type: 'object', properties: { part: schema } })
const sent = (schema: unknown): Root => withOperation({ requestBody: asXml(schema) }, {}, ['/pets', 'post'])
const received = (schema: unknown): Root => withOperation({ responses: { '200': { description: '', ...asXml(schema) } } })

/** Markup is text, so that a text may stand for a list of it: for clients that send it, and the other way round for those that get it. */
const compatible: readonly Case[] = [
  ['request-body-type-compatible', sent({ type: 'array' }), sent(text)],
  ['request-property-type-compatible', sent(part({ type: 'array' })), sent(part(text))],
  ['response-body-type-compatible', received(text), received({ type: 'array' })],
  ['response-property-type-compatible', received(part(text)), received(part({ type: 'array' }))],
]

/** Pairs for every delta of a schema at every place. */
export const schemas: readonly Case[] = [
  ...(Object.keys(PLACES) as SchemaPlace[]).flatMap((place) =>
    [...named, ...lists, ...boundPairs, ...assertionPairs].flatMap(([delta, base, head, also = []]): Case[] => {
      const rule = schemaRuleAt(place, delta) as RuleId
      // A type that became wider has a word of its own where clients send it.
      const told = (each: Delta): Delta => (each === 'type-generalized' && place.startsWith('response') ? 'type-changed' : each)
      const others = also.map((each) => schemaRuleAt(place, told(each)) as RuleId)
      return registry.has(rule) ? [[rule, PLACES[place](base), PLACES[place](head), others]] : []
    }),
  ),
  ...compatible,
]
