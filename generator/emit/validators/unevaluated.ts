import { asArray, asObject, compareText, isObject, type Json, type JsonObject, own } from '../../base/json.ts'
import { isIntrinsic } from '../../base/late-bound.ts'
import { hashSuffix } from '../../base/names.ts'
import { join } from '../../base/pointer.ts'
import type { Code } from '../code.ts'
import { identifier, literal } from '../languages/typescript.ts'
import {
  block,
  bound,
  type Compilation,
  deeper,
  descend,
  type Place,
  passes,
  printFunction,
  root,
  use,
  variable,
  withConstants,
} from './compilation.ts'
import { patternTests } from './objects.ts'
import type { Target } from './schema-context.ts'

type Kind = 'properties' | 'items'

/** `unevaluatedProperties` and `unevaluatedItems`: what no keyword beside or below has looked at. */
export function checkUnevaluated(compilation: Compilation, schema: JsonObject, pointer: string, place: Place, kind: Kind): Code[] {
  const keyword = kind === 'properties' ? 'unevaluatedProperties' : 'unevaluatedItems'
  const rest = own(schema, keyword)
  if (rest === undefined || rest === true) return []
  const { c, check } = compilation
  const { value, at } = place
  const inner = descend(place)
  const body = check(rest, join(pointer, keyword), inner)
  const seen = variable('seen', inner.level)
  const key = variable('key', inner.level)
  const keys = kind === 'properties' ? c`${use('names')}(${value})` : c`${value}.keys()`
  return [
    c`const ${seen} = new Set<unknown>()`,
    ...collect({ compilation, kind, seen }, schema, pointer, place, 'top'),
    ...block(compilation, c`for (const ${key} of ${keys})`, [
      c`if (${seen}.has(${key})) continue`,
      ...withConstants(compilation, inner, c`${value}[${key}]`, c`${use('below')}(${at}, ${key})`, body),
    ]),
  ]
}

interface Collection {
  readonly compilation: Compilation
  readonly kind: Kind
  /** The set that the names or indices are added to. */
  readonly seen: Code
}

/** Statements that add to `seen` what a schema evaluates of a value that is known to match it. */
function collect(collection: Collection, schema: Json, pointer: string, place: Place, where: 'top' | 'below'): Code[] {
  if (!isObject(schema) || isIntrinsic(schema)) return []
  const { compilation, kind } = collection
  const { c } = compilation
  const guard = kind === 'properties' ? c`if (${use('isObject')}(${place.value}))` : c`if (Array.isArray(${place.value}))`
  const evaluated =
    kind === 'properties'
      ? collectProperties(collection, schema, pointer, place, where)
      : collectItems(collection, schema, pointer, place, where)
  return [
    ...block(compilation, guard, evaluated),
    ...collectReference(collection, schema, place),
    ...collectCombinations(collection, schema, pointer, place),
  ]
}

function collectProperties(
  { compilation, seen, kind }: Collection,
  schema: JsonObject,
  pointer: string,
  place: Place,
  where: 'top' | 'below',
): Code[] {
  const { c, values } = compilation
  const declared = Object.keys(asObject(own(schema, 'properties')))
  const { tests } = patternTests(compilation, schema, pointer, c`name`, place)
  const all = own(schema, 'additionalProperties') ?? (where === 'below' ? own(schema, 'unevaluatedProperties') : undefined)
  return [
    ...(declared.length > 0 ? [c`for (const name of ${values([...declared].sort(compareText))}) ${seen}.add(name)`] : []),
    ...tests.map(({ test }) => c`for (const name of ${use('names')}(${place.value})) if (${test}) ${seen}.add(name)`),
    ...(all === undefined ? [] : [everything({ compilation, seen, kind }, place)]),
  ]
}

function collectItems(
  { compilation, seen, kind }: Collection,
  schema: JsonObject,
  pointer: string,
  place: Place,
  where: 'top' | 'below',
): Code[] {
  const { c } = compilation
  const result: Code[] = []
  const prefix = asArray(own(schema, 'prefixItems')).length
  if (prefix > 0) result.push(c`for (let index = 0; index < ${prefix}; index++) ${seen}.add(index)`)
  const all = own(schema, 'items') ?? (where === 'below' ? own(schema, 'unevaluatedItems') : undefined)
  if (all !== undefined) result.push(everything({ compilation, seen, kind }, place))
  const contains = own(schema, 'contains')
  if (contains === undefined) return result
  const item = descend(place)
  const index = variable('index', item.level)
  const test = passes(compilation, contains, join(pointer, 'contains'), { ...item, at: place.at })
  const entries = c`(${place.value} as readonly unknown[]).entries()`
  return [...result, c`for (const [${index}, ${bound(item.value, test)}] of ${entries}) if (${test}) ${seen}.add(${index})`]
}

function everything({ compilation: { c }, seen, kind }: Collection, { value }: Place): Code {
  return c`for (const key of Object.keys(${value} as object)) ${seen}.add(${kind === 'properties' ? c`key` : c`Number(key)`})`
}

function collectReference({ compilation, kind, seen }: Collection, schema: JsonObject, place: Place): Code[] {
  const { c, context, leadsTo } = compilation
  const ref = own(schema, '$ref')
  const target = typeof ref === 'string' ? context.resolve(ref) : undefined
  if (!target || (place.owner !== undefined && leadsTo(target, place.owner))) return []
  return [c`${collectorOf(compilation, target, kind)}(${place.value}, ${place.at}, run, ${seen})`]
}

function collectorOf(compilation: Compilation, target: Target, kind: Kind): Code {
  const { c, declare } = compilation
  return declare(`${kind} ${target.key}`, identifier(`${kind}_${hashSuffix(target.key)}`), (name) => {
    const body = collect({ compilation, kind, seen: c`seen` }, target.schema, target.key, root(compilation, target.key), 'below')
    return printFunction(compilation, name, body, c`, seen: Set<unknown>`)
  })
}

function collectCombinations(collection: Collection, schema: JsonObject, pointer: string, place: Place): Code[] {
  const { compilation } = collection
  const { c } = compilation
  const inner = deeper(place)
  const below = (part: Json, at: string): Code[] => collect(collection, part, at, inner, 'below')
  const result: Code[] = []
  asArray(own(schema, 'allOf')).forEach((one, index) => {
    result.push(...below(one, join(pointer, 'allOf', index)))
  })
  for (const keyword of ['anyOf', 'oneOf']) {
    asArray(own(schema, keyword)).forEach((one, index) => {
      const at = join(pointer, keyword, index)
      const branch = below(one, at)
      if (branch.length > 0) result.push(...block(compilation, c`if (${passes(compilation, one, at, inner)})`, branch))
    })
  }
  const condition = own(schema, 'if')
  if (condition !== undefined) {
    const at = join(pointer, 'if')
    const yes = [...below(condition, at), ...below(own(schema, 'then') ?? true, join(pointer, 'then'))]
    const no = below(own(schema, 'else') ?? true, join(pointer, 'else'))
    if (yes.length > 0) result.push(...block(compilation, c`if (${passes(compilation, condition, at, inner)})`, yes))
    if (no.length > 0) result.push(...block(compilation, c`if (!${passes(compilation, condition, at, inner)})`, no))
  }
  for (const [name, dependent] of Object.entries(asObject(own(schema, 'dependentSchemas')))) {
    const has = c`if (${use('isObject')}(${place.value}) && ${use('has')}(${place.value}, ${literal(name)}))`
    result.push(...block(compilation, has, below(dependent, join(pointer, 'dependentSchemas', name))))
  }
  return result
}
