import { isObject, type Json, own } from '../../base/json.ts'
import { isLateBound } from '../../base/late-bound.ts'
import type { Rule } from '../rule.ts'

/** A kind of value in words, and whether a value is of it. */
type Kind = readonly [words: string, is: (value: Json) => boolean]

const NUMBER: Kind = ['a number', (value) => typeof value === 'number']
const POSITIVE: Kind = ['a number above 0', (value) => typeof value === 'number' && value > 0]
const COUNT: Kind = ['a whole number, 0 or more', (value) => Number.isInteger(value) && Number(value) >= 0]
const VALUES: Kind = ['a list with at least one value', (value) => Array.isArray(value) && value.length > 0]
const TEXT: Kind = ['text', (value) => typeof value === 'string']
const FLAG: Kind = ['`true` or `false`', (value) => typeof value === 'boolean']

/** Keywords of one kind of value; a schema, or a list or an object of schemas, of a wrong kind is found when the document is read. */
const KINDS: ReadonlyMap<string, Kind> = new Map([
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'].map((name) => [name, NUMBER] as const),
  ['multipleOf', POSITIVE] as const,
  ['enum', VALUES] as const,
  ...['Length', 'Items', 'Properties', 'Contains'].flatMap((what) => [[`min${what}`, COUNT] as const, [`max${what}`, COUNT] as const]),
  ...['pattern', 'format'].map((name) => [name, TEXT] as const),
  ...['uniqueItems', 'readOnly', 'writeOnly', 'deprecated'].map((name) => [name, FLAG] as const),
])

/** A keyword of a schema whose value is of another kind than the keyword takes. */
export const keywordValue: Rule = {
  code: 'contract/keyword-value',
  visit: {
    schema({ value, pointer }, say) {
      for (const key of Object.keys(value)) {
        const kind = KINDS.get(key)
        const given = own(value, key)
        if (!kind || given === undefined || isLateBound(given)) continue
        const [words, is] = kind
        if (!is(given)) say(`\`${key}\` must be ${words}, but here it is ${shown(given)}.`, `${pointer}/${key}`, { on: 'value' })
      }
    },
  },
}

function shown(value: Json): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (isObject(value)) return 'an object'
  return typeof value === 'string' ? `the text \`${value}\`` : `\`${String(value)}\``
}
