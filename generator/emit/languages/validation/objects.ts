import { asArray, asObject, compareText, type Json, type JsonObject, own } from '../../../base/json.ts'
import { hashSuffix } from '../../../base/names.ts'
import { join } from '../../../base/pointer.ts'
import type { Code } from '../../code.ts'
import { type Compilation, countAt, counted, deeper, eachOf, guarded, memberOf, root, variable, when } from './compilation.ts'
import type { Place } from './dialect.ts'
import type { Member } from './schema-context.ts'

/** The keywords of objects. */
export function checkObject(compilation: Compilation, schema: JsonObject, pointer: string, place: Place): Code[] {
  const { check, dialect } = compilation
  const { value } = place
  const result: Code[] = []
  const properties = asObject(own(schema, 'properties'))
  result.push(...checkRequired(compilation, requiredOf(compilation, schema, properties), place))
  const least = countAt(schema, 'minProperties') ?? 0
  const most = countAt(schema, 'maxProperties')
  const count = (): Code => dialect.members(value)
  if (least > 0)
    result.push(when(compilation, dialect.compare(count(), '<', least), place, `must have at least ${counted(least, 'member')}`))
  if (most !== undefined)
    result.push(when(compilation, dialect.compare(count(), '>', most), place, `must have at most ${counted(most, 'member')}`))
  for (const [name, dependent] of Object.entries(asObject(own(schema, 'dependentRequired')))) {
    const needed = asArray(dependent).filter((one) => typeof one === 'string')
    result.push(...checkRequired(compilation, needed, place).map((required) => dialect.brief(dialect.has(value, name), required)))
  }
  result.push(...checkProperties(compilation, Object.entries(properties), pointer, place))
  if (EVERY_MEMBER.some((keyword) => Object.hasOwn(schema, keyword)))
    result.push(...checkEveryMember(compilation, schema, pointer, place, Object.keys(properties)))
  for (const [name, dependent] of Object.entries(asObject(own(schema, 'dependentSchemas')))) {
    const body = check(dependent, join(pointer, 'dependentSchemas', name), deeper(place))
    result.push(...guarded(compilation, dialect.has(value, name), body))
  }
  return result
}

/** The declared members of an object: more than a function should hold are checked by several. */
function checkProperties(
  compilation: Compilation,
  properties: readonly (readonly [name: string, schema: Json])[],
  pointer: string,
  place: Place,
): Code[] {
  const { declare, dialect } = compilation
  const checked = (some: typeof properties, at: Place): Code[] =>
    some.flatMap(([name, property]) => checkMember(compilation, at, name, property, join(pointer, 'properties', name)))
  const shares = sharesOf(compilation, properties)
  if (shares.length < 2) return checked(properties, place)
  return shares.map((some) => {
    const key = `members ${place.owner} ${pointer} ${some[0]?.[0]}`
    const part = declare(key, dialect.name(`part_${hashSuffix(key)}`), () => {
      const inner = root(compilation, place.owner)
      return guarded(compilation, dialect.is('object', inner.value), checked(some, inner))
    })
    return dialect.call(part, place)
  })
}

/** Members in their order, as many together as one function should check; one that is too large alone is alone. */
function sharesOf<T extends readonly [name: string, schema: Json]>({ dialect, countParts }: Compilation, properties: readonly T[]): T[][] {
  const shares: T[][] = []
  let room = 0
  for (const property of properties) {
    const parts = dialect.mostParts === Number.POSITIVE_INFINITY ? 0 : 1 + countParts(property[1])
    const share = parts > room ? undefined : shares.at(-1)
    if (share === undefined) {
      shares.push([property])
      room = dialect.mostParts - parts
    } else {
      share.push(property)
      room -= parts
    }
  }
  return shares
}

/** The members of an object that no schema describes: parameters of one location. */
export function checkMembers(compilation: Compilation, members: readonly Member[], place: Place): Code[] {
  const wanted = members.filter((member) => member.required).map((member) => member.name)
  return [
    ...checkRequired(compilation, wanted, place),
    ...members.flatMap(({ name, schema, pointer }) =>
      compilation.once(schema, `${name} ${pointer}`, () => checkMember(compilation, place, name, schema, pointer)),
    ),
  ]
}

/** The names that each pattern of `patternProperties` covers; `all` is false where one cannot be checked. */
export function patternTests(
  { dialect, pattern }: Compilation,
  schema: JsonObject,
  pointer: string,
  name: Code,
  place: Place,
): { readonly tests: readonly { readonly test: Code; readonly source: string }[]; readonly all: boolean } {
  const sources = Object.keys(asObject(own(schema, 'patternProperties')))
  const tests = sources.flatMap((source) => {
    const compiled = pattern(source, join(pointer, 'patternProperties', source))
    return compiled ? [{ source, test: dialect.fits(name, compiled, place.at) }] : []
  })
  return { tests, all: tests.length === sources.length }
}

function checkRequired({ dialect }: Compilation, names: readonly Json[], { value, at }: Place): Code[] {
  return names.length === 0 ? [] : [dialect.required(value, names, at)]
}

function checkMember(compilation: Compilation, place: Place, name: string, schema: Json, pointer: string): Code[] {
  const { check, dialect } = compilation
  const inner = memberOf(compilation, place, name)
  const body = dialect.bindMember(place, inner, name, check(schema, pointer, inner))
  return guarded(compilation, dialect.has(place.value, name), body)
}

/** Members that must be there. Read-only ones are the server's to give, write-only ones the caller's. */
function requiredOf({ context }: Compilation, schema: JsonObject, properties: JsonObject): string[] {
  const wanted = asArray(own(schema, 'required')).filter((one): one is string => typeof one === 'string')
  if (context.direction === 'any') return wanted
  const other = context.direction === 'request' ? 'readOnly' : 'writeOnly'
  return wanted.filter((name) => {
    const property = asObject(own(properties, name))
    const ref = own(property, '$ref')
    const target = typeof ref === 'string' ? asObject(context.resolve(ref)?.schema) : {}
    return own(property, other) !== true && own(target, other) !== true
  })
}

const EVERY_MEMBER = ['propertyNames', 'patternProperties', 'additionalProperties']

/** Keywords that look at every member: property names, patterns, additional ones. */
function checkEveryMember(
  compilation: Compilation,
  schema: JsonObject,
  pointer: string,
  place: Place,
  declared: readonly string[],
): Code[] {
  const { check, values, dialect } = compilation
  const name = variable(dialect, 'name', place.level + 1)
  const inner = eachOf(compilation, place, name)
  const body: Code[] = []
  const nameSchema = own(schema, 'propertyNames')
  if (nameSchema !== undefined) body.push(...check(nameSchema, join(pointer, 'propertyNames'), { ...inner, value: name }))
  const { tests, all } = patternTests(compilation, schema, pointer, name, inner)
  const byPattern = asObject(own(schema, 'patternProperties'))
  for (const { test, source } of tests) {
    const checks = check(own(byPattern, source) ?? true, join(pointer, 'patternProperties', source), inner)
    body.push(...guarded(compilation, test, checks))
  }
  const additional = own(schema, 'additionalProperties')
  // A pattern that cannot be checked may allow any name.
  if (additional !== undefined && all) {
    const free = [
      ...(declared.length > 0 ? [dialect.not(dialect.includes(values([...declared].sort(compareText)), name))] : []),
      ...tests.map(({ test }) => dialect.not(test)),
    ]
    const rest = check(additional, join(pointer, 'additionalProperties'), inner)
    body.push(...(free.length > 0 ? guarded(compilation, dialect.all(free), rest) : rest))
  }
  const each = dialect.bindEach(place, inner, name, body)
  return each.length === 0 ? [] : [dialect.forMembers(name, place.value, each)]
}
