import { asArray, asObject, compareText, type Json, type JsonObject, own } from '../../base/json.ts'
import { escapeToken, join } from '../../base/pointer.ts'
import { type Code, joinCode } from '../code.ts'
import { literal } from '../languages/typescript.ts'
import {
  block,
  type Compilation,
  countAt,
  counted,
  deeper,
  descend,
  type Place,
  use,
  variable,
  when,
  withConstants,
} from './compilation.ts'
import type { Member } from './schema-context.ts'

/** The keywords of objects. */
export function checkObject(compilation: Compilation, schema: JsonObject, pointer: string, place: Place): Code[] {
  const { c, check } = compilation
  const { value } = place
  const result: Code[] = []
  const properties = asObject(own(schema, 'properties'))
  result.push(...checkRequired(compilation, requiredOf(compilation, schema, properties), place))
  const least = countAt(schema, 'minProperties') ?? 0
  const most = countAt(schema, 'maxProperties')
  const count = c`${use('names')}(${value}).length`
  if (least > 0) result.push(when(compilation, c`${count} < ${least}`, place, `must have at least ${counted(least, 'member')}`))
  if (most !== undefined) result.push(when(compilation, c`${count} > ${most}`, place, `must have at most ${counted(most, 'member')}`))
  const has = (name: string): Code => c`if (${use('has')}(${value}, ${literal(name)}))`
  for (const [name, dependent] of Object.entries(asObject(own(schema, 'dependentRequired')))) {
    const needed = asArray(dependent).filter((one) => typeof one === 'string')
    result.push(...checkRequired(compilation, needed, place).map((required) => c`${has(name)} ${required}`))
  }
  for (const [name, property] of Object.entries(properties))
    result.push(...checkMember(compilation, place, name, property, join(pointer, 'properties', name)))
  result.push(...checkEveryMember(compilation, schema, pointer, place, Object.keys(properties)))
  for (const [name, dependent] of Object.entries(asObject(own(schema, 'dependentSchemas')))) {
    result.push(...block(compilation, has(name), check(dependent, join(pointer, 'dependentSchemas', name), deeper(place))))
  }
  return result
}

/** The members of an object that no schema describes: parameters of one location. */
export function checkMembers(compilation: Compilation, members: readonly Member[], place: Place): Code[] {
  const wanted = members.filter((member) => member.required).map((member) => member.name)
  return [
    ...checkRequired(compilation, wanted, place),
    ...members.flatMap((member) => checkMember(compilation, place, member.name, member.schema, member.pointer)),
  ]
}

/** The names that each pattern of `patternProperties` covers; `all` is false where one cannot be checked. */
export function patternTests(
  { c, pattern }: Compilation,
  schema: JsonObject,
  pointer: string,
  name: Code,
  place: Place,
): { readonly tests: readonly { readonly test: Code; readonly source: string }[]; readonly all: boolean } {
  const sources = Object.keys(asObject(own(schema, 'patternProperties')))
  const tests = sources.flatMap((source) => {
    const compiled = pattern(source, join(pointer, 'patternProperties', source))
    return compiled ? [{ source, test: c`${use('fits')}(${name}, ${compiled}, ${place.at}, run)` }] : []
  })
  return { tests, all: tests.length === sources.length }
}

function checkRequired({ c }: Compilation, names: readonly Json[], { value, at }: Place): Code[] {
  return names.length === 0 ? [] : [c`${use('required')}(${value}, ${literal(names)}, ${at}, run)`]
}

function checkMember(compilation: Compilation, place: Place, name: string, schema: Json, pointer: string): Code[] {
  const { c, check } = compilation
  const { value, at } = place
  const inner = descend(place)
  const body = check(schema, pointer, inner)
  const given = withConstants(compilation, inner, c`${value}[${literal(name)}]`, c`${at} + ${literal(`/${escapeToken(name)}`)}`, body)
  return block(compilation, c`if (${use('has')}(${value}, ${literal(name)}))`, given)
}

/** Members that must be there. Read-only ones are the server's to give. */
function requiredOf({ context }: Compilation, schema: JsonObject, properties: JsonObject): string[] {
  const wanted = asArray(own(schema, 'required')).filter((one): one is string => typeof one === 'string')
  if (context.direction === 'any') return wanted
  return wanted.filter((name) => {
    const property = asObject(own(properties, name))
    const ref = own(property, '$ref')
    const target = typeof ref === 'string' ? asObject(context.resolve(ref)?.schema) : {}
    return own(property, 'readOnly') !== true && own(target, 'readOnly') !== true
  })
}

/** Keywords that look at every member: property names, patterns, additional ones. */
function checkEveryMember(
  compilation: Compilation,
  schema: JsonObject,
  pointer: string,
  place: Place,
  declared: readonly string[],
): Code[] {
  const { c, check, values } = compilation
  const { value, at } = place
  const inner = descend(place)
  const name = variable('name', inner.level)
  const body: Code[] = []
  const nameSchema = own(schema, 'propertyNames')
  if (nameSchema !== undefined) body.push(...check(nameSchema, join(pointer, 'propertyNames'), { ...inner, value: name }))
  const { tests, all } = patternTests(compilation, schema, pointer, name, inner)
  const byPattern = asObject(own(schema, 'patternProperties'))
  for (const { test, source } of tests) {
    const checks = check(own(byPattern, source) ?? true, join(pointer, 'patternProperties', source), inner)
    body.push(...block(compilation, c`if (${test})`, checks))
  }
  const additional = own(schema, 'additionalProperties')
  // A pattern that cannot be checked may allow any name.
  if (additional !== undefined && all) {
    const free = [
      ...(declared.length > 0 ? [c`!${values([...declared].sort(compareText))}.includes(${name})`] : []),
      ...tests.map(({ test }) => c`!${test}`),
    ]
    const rest = check(additional, join(pointer, 'additionalProperties'), inner)
    body.push(...(free.length > 0 ? block(compilation, c`if (${joinCode(free, ' && ')})`, rest) : rest))
  }
  const head = c`for (const ${name} of ${use('names')}(${value}))`
  return block(compilation, head, withConstants(compilation, inner, c`${value}[${name}]`, c`${use('below')}(${at}, ${name})`, body))
}
