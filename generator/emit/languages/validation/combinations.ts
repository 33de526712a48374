import { asArray, type JsonObject, own } from '../../../base/json.ts'
import { join } from '../../../base/pointer.ts'
import type { Code } from '../../code.ts'
import { type Compilation, deeper, passes, schemaAt, trialOf, when } from './compilation.ts'
import type { Place } from './dialect.ts'
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

function checkAlternatives(compilation: Compilation, how: 'any' | 'one', all: readonly Part[], place: Place): Code[] {
  if (all.length === 0) return []
  const trials = all.map(({ schema, pointer }) => trialOf(compilation, schema, pointer, place))
  return [compilation.dialect.alternatives(how, trials, place)]
}

/** `if`, `then`, `else`. */
function checkCondition(compilation: Compilation, schema: JsonObject, pointer: string, place: Place): Code[] {
  const condition = schemaAt(schema, 'if')
  if (condition === undefined || !compilation.isExact(condition)) return []
  const { check, dialect } = compilation
  const yes = check(own(schema, 'then') ?? true, join(pointer, 'then'), place)
  const no = check(own(schema, 'else') ?? true, join(pointer, 'else'), place)
  if (yes.length + no.length === 0) return []
  const test = passes(compilation, condition, join(pointer, 'if'), place)
  if (yes.length === 0) return [dialect.when(dialect.not(test), no)]
  return [dialect.when(test, yes, no)]
}
