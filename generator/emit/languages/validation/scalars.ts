import { type JsonObject, own } from '../../../base/json.ts'
import { isLateBound } from '../../../base/late-bound.ts'
import { join } from '../../../base/pointer.ts'
import type { Code } from '../../code.ts'
import { type Compilation, countAt, counted, numberAt, when } from './compilation.ts'
import type { JsonType, Place } from './dialect.ts'

const TYPES: Readonly<Record<JsonType, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'an integer',
  boolean: 'a boolean',
  null: 'null',
  array: 'an array',
  object: 'an object',
}

/** `type`. `right` checks a value that is of the only type. */
export function checkType({ dialect }: Compilation, schema: JsonObject, { value, at }: Place, right: readonly Code[]): Code[] {
  const wanted = typesOf(schema)
  if (wanted.length === 0) return []
  const wrong = dialect.all(wanted.map((one) => dialect.isNot(one, value)))
  const fail = dialect.fail(at, `must be ${listed(wanted.map((one) => TYPES[one]))}`)
  return [right.length === 0 ? dialect.brief(wrong, fail) : dialect.when(wrong, [fail], right)]
}

/** The types that a schema allows, none where it allows any. A value may be of a type that there is not, so such a list allows anything. */
export function typesOf(schema: JsonObject): readonly JsonType[] {
  const said = [own(schema, 'type')].flat()
  const wanted = said.filter(isType)
  return wanted.length < said.length ? [] : wanted
}

function isType(value: unknown): value is JsonType {
  return typeof value === 'string' && Object.hasOwn(TYPES, value)
}

/** `enum` and `const`. */
export function checkValues(compilation: Compilation, schema: JsonObject, place: Place): Code[] {
  const { dialect, values } = compilation
  const result: Code[] = []
  const list = own(schema, 'enum')
  if (Array.isArray(list) && !list.some(isLateBound)) {
    const some = list.slice(0, 10).map((value) => JSON.stringify(value))
    const message = `must be ${list.length > 10 ? `one of ${list.length} values: ${some.join(', ')} …` : listed(some)}`
    result.push(
      when(
        compilation,
        dialect.isNoneOf(place.value, list, () => values(list)),
        place,
        message,
      ),
    )
  }
  const only = own(schema, 'const')
  if (only !== undefined && !isLateBound(only)) {
    const message = `must be ${JSON.stringify(only).slice(0, 200)}`
    result.push(
      when(
        compilation,
        dialect.isNoneOf(place.value, [only], () => values([only])),
        place,
        message,
      ),
    )
  }
  return result
}

/** The keywords of numbers. */
export function checkNumber(compilation: Compilation, schema: JsonObject, place: Place): Code[] {
  const { dialect } = compilation
  const { value } = place
  const result: Code[] = []
  const bound = (keyword: string, condition: (limit: number) => Code, words: string): void => {
    const limit = numberAt(schema, keyword)
    if (limit !== undefined) result.push(when(compilation, condition(limit), place, `must be ${words} ${limit}`))
  }
  bound('minimum', (limit) => dialect.compare(value, '<', limit), 'at least')
  bound('maximum', (limit) => dialect.compare(value, '>', limit), 'at most')
  bound('exclusiveMinimum', (limit) => dialect.compare(value, '<=', limit), 'greater than')
  bound('exclusiveMaximum', (limit) => dialect.compare(value, '>=', limit), 'less than')
  if ((numberAt(schema, 'multipleOf') ?? 0) > 0)
    bound('multipleOf', (limit) => dialect.not(dialect.isMultipleOf(value, limit)), 'a multiple of')
  return result
}

/** The keywords of strings. */
export function checkString(compilation: Compilation, schema: JsonObject, pointer: string, place: Place): Code[] {
  const { dialect } = compilation
  const result: Code[] = []
  const length = (): Code => dialect.characters(place.value)
  const least = countAt(schema, 'minLength') ?? 0
  const most = countAt(schema, 'maxLength')
  if (least > 0)
    result.push(when(compilation, dialect.compare(length(), '<', least), place, `must have at least ${counted(least, 'character')}`))
  if (most !== undefined)
    result.push(when(compilation, dialect.compare(length(), '>', most), place, `must have at most ${counted(most, 'character')}`))
  const source = own(schema, 'pattern')
  const pattern = typeof source === 'string' ? compilation.pattern(source, join(pointer, 'pattern')) : undefined
  if (pattern) {
    const misses = dialect.not(dialect.fits(place.value, pattern, place.at))
    result.push(when(compilation, misses, place, `must match ${String(source)}`))
  }
  return result
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? 'nothing') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
