import { asArray, asObject, compareText, isObject, type Json, type JsonObject, own } from '../../../base/json.ts'
import { isIntrinsic } from '../../../base/late-bound.ts'
import { hashSuffix } from '../../../base/names.ts'
import { join } from '../../../base/pointer.ts'
import type { Code } from '../../code.ts'
import { type Compilation, deeper, eachOf, guarded, passes, root, someOf, variable } from './compilation.ts'
import type { Kind, Place } from './dialect.ts'
import { patternTests } from './objects.ts'
import type { Target } from './schema-context.ts'

/** `unevaluatedProperties` and `unevaluatedItems`: what no keyword beside or below has looked at. */
export function checkUnevaluated(compilation: Compilation, schema: JsonObject, pointer: string, place: Place, kind: Kind): Code[] {
  const keyword = kind === 'properties' ? 'unevaluatedProperties' : 'unevaluatedItems'
  const rest = own(schema, keyword)
  if (rest === undefined || rest === true) return []
  const { check, dialect } = compilation
  const seen = variable(dialect, 'seen', place.level + 1)
  const key = variable(dialect, 'key', place.level + 1)
  const inner = eachOf(compilation, place, key)
  const body = dialect.bindEach(place, inner, key, check(rest, join(pointer, keyword), inner))
  return [
    dialect.newSeen(seen),
    ...collect({ compilation, kind, seen }, schema, pointer, place, 'top'),
    ...(body.length === 0 ? [] : [dialect.forUnseen(kind, key, place.value, seen, body)]),
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
  const { dialect } = compilation
  const guard = dialect.is(kind === 'properties' ? 'object' : 'array', place.value)
  const evaluated =
    kind === 'properties'
      ? collectProperties(collection, schema, pointer, place, where)
      : collectItems(collection, schema, pointer, place, where)
  return [
    ...guarded(compilation, guard, evaluated),
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
  const { dialect, values } = compilation
  const declared = Object.keys(asObject(own(schema, 'properties')))
  const { tests } = patternTests(compilation, schema, pointer, dialect.name('name'), place)
  const all = own(schema, 'additionalProperties') ?? (where === 'below' ? own(schema, 'unevaluatedProperties') : undefined)
  return [
    ...(declared.length > 0 ? [dialect.seeNames(seen, values([...declared].sort(compareText)))] : []),
    ...tests.map(({ test }) => dialect.seeMatching(seen, place.value, test)),
    ...(all === undefined ? [] : [dialect.seeAll(kind, seen, place.value)]),
  ]
}

function collectItems(
  { compilation, seen, kind }: Collection,
  schema: JsonObject,
  pointer: string,
  place: Place,
  where: 'top' | 'below',
): Code[] {
  const { dialect } = compilation
  const result: Code[] = []
  const prefix = asArray(own(schema, 'prefixItems')).length
  if (prefix > 0) result.push(dialect.seeFirst(seen, prefix))
  const all = own(schema, 'items') ?? (where === 'below' ? own(schema, 'unevaluatedItems') : undefined)
  if (all !== undefined) result.push(dialect.seeAll(kind, seen, place.value))
  const contains = own(schema, 'contains')
  if (contains === undefined) return result
  const item = someOf(compilation, place)
  const index = variable(dialect, 'index', item.level)
  const test = passes(compilation, contains, join(pointer, 'contains'), item)
  return [...result, dialect.seeItems(seen, index, item.value, place.value, test)]
}

function collectReference({ compilation, kind, seen }: Collection, schema: JsonObject, place: Place): Code[] {
  const { dialect, context, leadsTo } = compilation
  const ref = own(schema, '$ref')
  const target = typeof ref === 'string' ? context.resolve(ref) : undefined
  if (!target || (place.owner !== undefined && leadsTo(target, place.owner))) return []
  return [dialect.call(collectorOf(compilation, target, kind), place, seen)]
}

function collectorOf(compilation: Compilation, target: Target, kind: Kind): Code {
  const { dialect, declare } = compilation
  const seen = dialect.name('seen')
  const print = (): Code[] => collect({ compilation, kind, seen }, target.schema, target.key, root(compilation, target.key), 'below')
  return declare(`${kind} ${target.key}`, dialect.name(`${kind}_${hashSuffix(target.key)}`), print, 'seen')
}

function collectCombinations(collection: Collection, schema: JsonObject, pointer: string, place: Place): Code[] {
  const { compilation } = collection
  const { dialect } = compilation
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
      if (branch.length > 0) result.push(...guarded(compilation, passes(compilation, one, at, inner), branch))
    })
  }
  const condition = own(schema, 'if')
  if (condition !== undefined) {
    const at = join(pointer, 'if')
    const yes = [...below(condition, at), ...below(own(schema, 'then') ?? true, join(pointer, 'then'))]
    const no = below(own(schema, 'else') ?? true, join(pointer, 'else'))
    if (yes.length > 0) result.push(...guarded(compilation, passes(compilation, condition, at, inner), yes))
    if (no.length > 0) result.push(...guarded(compilation, dialect.not(passes(compilation, condition, at, inner)), no))
  }
  for (const [name, dependent] of Object.entries(asObject(own(schema, 'dependentSchemas')))) {
    const has = dialect.all([dialect.is('object', place.value), dialect.has(place.value, name)])
    result.push(...guarded(compilation, has, below(dependent, join(pointer, 'dependentSchemas', name))))
  }
  return result
}
