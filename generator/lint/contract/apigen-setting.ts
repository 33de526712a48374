import { asObject, isObject, type Json, type JsonObject, own } from '../../base/json.ts'
import { isLateBound } from '../../base/late-bound.ts'
import { join } from '../../base/pointer.ts'
import { suggest } from '../../base/suggest.ts'
import type { Rule, Say } from '../rule.ts'
import { listOf } from '../text.ts'

/** What a value has to be, in words, and whether it is. */
type Kind = readonly [words: string, is: (value: Json) => boolean]

const TEXT: Kind = ['text', (value) => typeof value === 'string' && value !== '']
const AMOUNT: Kind = ['a number above 0', (value) => typeof value === 'number' && value > 0]
const OBJECT: Kind = ['an object', isObject]

/** One of some words. */
function wordOf(...words: readonly string[]): Kind {
  return [listOf(words).replace(' and ', ' or '), (value) => typeof value === 'string' && words.includes(value)]
}

const ROOT: Readonly<Record<string, Kind>> = {
  name: TEXT,
  grouping: wordOf('operation', 'tag', 'api'),
  function: OBJECT,
  events: OBJECT,
}

const FUNCTION: Readonly<Record<string, Kind>> = {
  name: TEXT,
  runtime: TEXT,
  handler: TEXT,
  code: TEXT,
  memory: AMOUNT,
  timeout: AMOUNT,
  ephemeralStorage: AMOUNT,
  architecture: wordOf('x86_64', 'arm64'),
  environment: OBJECT,
  role: TEXT,
  keepWarm: ['`true`, `false` or a number of minutes', (value) => typeof value === 'boolean' || (typeof value === 'number' && value > 0)],
}

/** The name of a function, or its settings. */
const NAME_OR_SETTINGS: Kind = ['the name of a function or an object with its settings', (value) => isObject(value) || TEXT[1](value)]

/** What may be said at a place, and why. */
const REASONS: Kind = ['an object that has a reason for each code', isObject]

/** Something in `x-apigen`, `x-apigen-function` or `x-apigen-allow` that apigen does not know, or cannot read. */
export const apigenSetting: Rule = {
  code: 'contract/apigen-setting',
  visit: {
    extension({ key, value, pointer }, say) {
      if (key === 'x-apigen') checkRoot(value, pointer, say)
      else if (key === 'x-apigen-function') checkFunction(value, NAME_OR_SETTINGS, pointer, say)
      else if (key === 'x-apigen-allow') check(value, REASONS, pointer, say)
    },
  },
}

function checkRoot(value: Json, pointer: string, say: Say): void {
  if (!check(value, OBJECT, pointer, say) || !isObject(value)) return
  checkMembers(value, ROOT, '`x-apigen`', pointer, say)
  const shared = own(value, 'function')
  if (isObject(shared)) checkMembers(shared, FUNCTION, 'a function', join(pointer, 'function'), say)
  for (const [name, event] of Object.entries(asObject(own(value, 'events')))) {
    const settings = own(asObject(event), 'function')
    if (settings !== undefined) checkFunction(settings, OBJECT, join(pointer, 'events', name, 'function'), say)
  }
}

function checkFunction(value: Json, kind: Kind, pointer: string, say: Say): void {
  if (check(value, kind, pointer, say) && isObject(value)) checkMembers(value, FUNCTION, 'a function', pointer, say)
}

function checkMembers(value: JsonObject, kinds: Readonly<Record<string, Kind>>, name: string, pointer: string, say: Say): void {
  if (isLateBound(value)) return
  const known = Object.keys(kinds)
  for (const [key, given] of Object.entries(value)) {
    const at = join(pointer, key)
    const kind = Object.hasOwn(kinds, key) ? kinds[key] : undefined
    if (kind) check(given as Json, kind, at, say)
    else if (!key.startsWith('x-')) {
      const near = suggest(key, known)
      const help = near === undefined ? { help: `apigen knows ${listOf(known)}.` } : {}
      say(`apigen knows no \`${key}\` in ${name}${near === undefined ? '.' : `; did you mean \`${near}\`?`}`, at, { on: 'key', ...help })
    }
  }
}

/** True for a value that is what it has to be, or that only a deployment knows. */
function check(value: Json, [words, is]: Kind, pointer: string, say: Say): boolean {
  if (isLateBound(value) || is(value)) return true
  say(`\`${pointer.slice(pointer.lastIndexOf('/') + 1)}\` must be ${words}, but here it is ${shown(value)}.`, pointer, { on: 'value' })
  return false
}

function shown(value: Json): string {
  if (Array.isArray(value)) return 'a list'
  if (isObject(value)) return 'an object'
  if (value === '') return 'an empty text'
  return typeof value === 'string' ? `the text \`${value}\`` : `\`${String(value)}\``
}
