import { asArray, type JsonObject, own } from '../../base/json.ts'
import { join } from '../../base/pointer.ts'
import type { Code } from '../code.ts'
import { literal } from '../languages/typescript.ts'
import { block, type Compilation, deeper, lines, type Place, passes, schemaAt, use, when } from './compilation.ts'
import type { Part } from './schema-context.ts'

/** The keywords that combine schemas of the same value. */
export function checkCombinations(compilation: Compilation, schema: JsonObject, pointer: string, place: Place): Code[] {
  const { check, isExact } = compilation
  const inner = deeper(place)
  const partsOf = (keyword: string): Part[] =>
    asArray(own(schema, keyword)).map((one, index) => ({ schema: one, pointer: join(pointer, keyword, index) }))
  const oneOf = partsOf('oneOf')
  const result = [
    ...partsOf('allOf').flatMap((part) => check(part.schema, part.pointer, inner)),
    ...checkAlternatives(compilation, 'any', partsOf('anyOf'), inner),
    ...checkAlternatives(compilation, oneOf.every((one) => isExact(one.schema)) ? 'one' : 'any', oneOf, inner),
  ]
  const not = schemaAt(schema, 'not')
  if (not !== undefined && isExact(not))
    result.push(when(compilation, passes(compilation, not, join(pointer, 'not'), inner), place, 'must not match a certain schema'))
  return [...result, ...checkCondition(compilation, schema, pointer, inner)]
}

function checkAlternatives({ c, check }: Compilation, how: 'any' | 'one', all: readonly Part[], place: Place): Code[] {
  if (all.length === 0) return []
  const checks = all.map(({ schema, pointer }) => c`() => {\n  ${lines(check(schema, pointer, place))}\n},`)
  return [c`${use('alternatives')}(${literal(how)}, [\n  ${lines(checks)}\n], ${place.at}, run)`]
}

/** `if`, `then`, `else`. */
function checkCondition(compilation: Compilation, schema: JsonObject, pointer: string, place: Place): Code[] {
  const condition = schemaAt(schema, 'if')
  if (condition === undefined || !compilation.isExact(condition)) return []
  const { c, check } = compilation
  const yes = check(own(schema, 'then') ?? true, join(pointer, 'then'), place)
  const no = check(own(schema, 'else') ?? true, join(pointer, 'else'), place)
  if (yes.length + no.length === 0) return []
  const test = passes(compilation, condition, join(pointer, 'if'), place)
  if (yes.length === 0) return block(compilation, c`if (!${test})`, no)
  if (no.length === 0) return block(compilation, c`if (${test})`, yes)
  return [c`if (${test}) {\n  ${lines(yes)}\n} else {\n  ${lines(no)}\n}`]
}
