import { asArray, type JsonObject, own } from '../../base/json.ts'
import { join } from '../../base/pointer.ts'
import type { Code } from '../code.ts'
import { literal } from '../languages/typescript.ts'
import {
  block,
  bound,
  type Compilation,
  countAt,
  counted,
  descend,
  type Place,
  passes,
  schemaAt,
  use,
  variable,
  when,
  withConstants,
} from './compilation.ts'

/** The keywords of arrays. */
export function checkArray(compilation: Compilation, schema: JsonObject, pointer: string, place: Place): Code[] {
  const { c } = compilation
  const { value } = place
  const result: Code[] = []
  const least = countAt(schema, 'minItems') ?? 0
  const most = countAt(schema, 'maxItems')
  if (least > 0) result.push(when(compilation, c`${value}.length < ${least}`, place, `must have at least ${counted(least, 'item')}`))
  if (most !== undefined) result.push(when(compilation, c`${value}.length > ${most}`, place, `must have at most ${counted(most, 'item')}`))
  if (own(schema, 'uniqueItems') === true)
    result.push(when(compilation, c`!${use('isUnique')}(${value})`, place, 'must not have an item twice'))
  result.push(...checkItems(compilation, schema, pointer, place), ...checkContains(compilation, schema, pointer, place))
  return result
}

function checkItems(compilation: Compilation, schema: JsonObject, pointer: string, place: Place): Code[] {
  const { c, check } = compilation
  const { value, at } = place
  const inner = descend(place)
  const prefix = asArray(own(schema, 'prefixItems'))
  const result = prefix.flatMap((item, index) => {
    const body = check(item, join(pointer, 'prefixItems', index), inner)
    const given = withConstants(compilation, inner, c`${value}[${index}]`, c`${at} + ${literal(`/${index}`)}`, body)
    return block(compilation, c`if (${value}.length > ${index})`, given)
  })
  const rest = own(schema, 'items')
  if (rest === undefined) return result
  const index = variable('index', inner.level)
  const body = check(rest, join(pointer, 'items'), inner)
  const head = c`for (let ${index} = ${prefix.length}; ${index} < ${value}.length; ${index}++)`
  const given = withConstants(compilation, inner, c`${value}[${index}]`, c`${use('below')}(${at}, ${index})`, body)
  return [...result, ...block(compilation, head, given)]
}

function checkContains(compilation: Compilation, schema: JsonObject, pointer: string, place: Place): Code[] {
  const contains = schemaAt(schema, 'contains')
  if (contains === undefined) return []
  const { c } = compilation
  const inner = descend(place)
  const matched = variable('matched', inner.level)
  const least = countAt(schema, 'minContains') ?? 1
  const most = compilation.isExact(contains) ? countAt(schema, 'maxContains') : undefined
  const test = passes(compilation, contains, join(pointer, 'contains'), { ...inner, at: place.at })
  const result = [
    c`
      let ${matched} = 0
      for (const ${bound(inner.value, test)} of ${place.value} as readonly unknown[]) {
        if (${test}) ${matched}++
      }`,
  ]
  const kind = (amount: number): string => `${counted(amount, 'item')} of a certain kind`
  if (least > 0) result.push(when(compilation, c`${matched} < ${least}`, place, `must have at least ${kind(least)}`))
  if (most !== undefined) result.push(when(compilation, c`${matched} > ${most}`, place, `must have at most ${kind(most)}`))
  return result
}
