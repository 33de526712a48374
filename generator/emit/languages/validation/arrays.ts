import { asArray, type JsonObject, own } from '../../../base/json.ts'
import { join } from '../../../base/pointer.ts'
import type { Code } from '../../code.ts'
import { type Compilation, countAt, counted, eachOf, guarded, memberOf, passes, schemaAt, someOf, variable, when } from './compilation.ts'
import type { Place } from './dialect.ts'

/** The keywords of arrays. */
export function checkArray(compilation: Compilation, schema: JsonObject, pointer: string, place: Place): Code[] {
  const { dialect } = compilation
  const count = dialect.count(place.value)
  const result: Code[] = []
  const least = countAt(schema, 'minItems') ?? 0
  const most = countAt(schema, 'maxItems')
  if (least > 0) result.push(when(compilation, dialect.compare(count, '<', least), place, `must have at least ${counted(least, 'item')}`))
  if (most !== undefined)
    result.push(when(compilation, dialect.compare(count, '>', most), place, `must have at most ${counted(most, 'item')}`))
  if (own(schema, 'uniqueItems') === true)
    result.push(when(compilation, dialect.not(dialect.isUnique(place.value)), place, 'must not have an item twice'))
  result.push(...checkItems(compilation, schema, pointer, place), ...checkContains(compilation, schema, pointer, place))
  return result
}

function checkItems(compilation: Compilation, schema: JsonObject, pointer: string, place: Place): Code[] {
  const { dialect, check } = compilation
  const prefix = asArray(own(schema, 'prefixItems'))
  const result = prefix.flatMap((item, index) => {
    const inner = memberOf(compilation, place, index)
    const body = check(item, join(pointer, 'prefixItems', index), inner)
    const isThere = dialect.compare(dialect.count(place.value), '>', index)
    return guarded(compilation, isThere, dialect.bindItem(place, inner, index, body))
  })
  const rest = own(schema, 'items')
  if (rest === undefined) return result
  const index = variable(dialect, 'index', place.level + 1)
  const inner = eachOf(compilation, place, index)
  const body = dialect.bindEach(place, inner, index, check(rest, join(pointer, 'items'), inner))
  return body.length === 0 ? result : [...result, dialect.forItems(index, prefix.length, place.value, body)]
}

function checkContains(compilation: Compilation, schema: JsonObject, pointer: string, place: Place): Code[] {
  const contains = schemaAt(schema, 'contains')
  if (contains === undefined) return []
  const { dialect } = compilation
  const inner = someOf(compilation, place)
  const matched = variable(dialect, 'matched', inner.level)
  const least = countAt(schema, 'minContains') ?? 1
  const most = compilation.isExact(contains) ? countAt(schema, 'maxContains') : undefined
  const test = passes(compilation, contains, join(pointer, 'contains'), inner)
  const result = [dialect.countMatching(matched, inner.value, place.value, test)]
  const kind = (amount: number): string => `${counted(amount, 'item')} of a certain kind`
  if (least > 0) result.push(when(compilation, dialect.compare(matched, '<', least), place, `must have at least ${kind(least)}`))
  if (most !== undefined) result.push(when(compilation, dialect.compare(matched, '>', most), place, `must have at most ${kind(most)}`))
  return result
}
