import { asString, equal, isObject, type Json, own } from '../../base/json.ts'
import type { SchemaComparison } from '../compare-schemas.ts'
import type { OperationPair, OperationSide } from '../pairs.ts'
import { items, member, members, type Place, resolve } from '../place.ts'
import { type Rule, rulesOf } from '../rule.ts'
import type { Side, Walk } from '../walk.ts'

/** Rules about parameters; those about their schemas are in `schema.ts`. */
export const parameterRules: readonly Rule[] = rulesOf('parameter', {
  'new-required-request-parameter': ['error', 'request-parameter-removed'],
  'new-optional-request-parameter': ['note', 'request-parameter-removed'],
  'new-request-path-parameter': ['error', 'request-parameter-removed'],
  'request-parameter-removed': ['warning', 'new-optional-request-parameter'],
  'request-parameter-became-required': ['error', 'request-parameter-became-optional'],
  'request-parameter-became-optional': ['note', 'request-parameter-became-required'],
  'request-parameter-serialization-changed': ['error', 'request-parameter-serialization-changed'],
  'request-parameter-marked-deprecated': ['note', 'request-parameter-no-longer-deprecated'],
  'request-parameter-no-longer-deprecated': ['note', 'request-parameter-marked-deprecated'],
})

interface ParameterSide {
  readonly name: string
  readonly in: string
  readonly place: Place
}

/** Compares the parameters of an operation: by place and name, path variables by their turn, headers without case. */
export function compareParameters(walk: Walk, pair: OperationPair, schemas: SchemaComparison): void {
  const { base, head } = pair
  const old = parametersOf(walk.base, base)
  const now = parametersOf(walk.head, head)
  const where = head.label
  for (const [key, before] of old) {
    const wanted = before.in === 'path' ? `path\0${pair.variables.get(before.name) ?? before.name}` : key
    const after = now.get(wanted)
    if (after) {
      now.delete(wanted)
      compareParameter(walk, where, before, after, schemas)
    } else {
      walk.found({
        rule: 'request-parameter-removed',
        message: `${nameOf(before)} of \`${where}\` is gone.`,
        base: before.place.pointer,
        head: head.place.pointer,
        where,
      })
    }
  }
  for (const after of now.values()) {
    const rule =
      after.in === 'path'
        ? 'new-request-path-parameter'
        : required(after)
          ? 'new-required-request-parameter'
          : 'new-optional-request-parameter'
    walk.found({
      rule,
      message: `${nameOf(after)} of \`${where}\` is new${after.in === 'path' || required(after) ? ' and required' : ''}.`,
      base: base.place.pointer,
      head: after.place.pointer,
      where,
    })
  }
}

function compareParameter(walk: Walk, where: string, before: ParameterSide, after: ParameterSide, schemas: SchemaComparison): void {
  const found = (rule: string, message: string): void =>
    walk.found({ rule, message, base: before.place.pointer, head: after.place.pointer, where })
  const label = `${nameOf(after)} of \`${where}\``
  if (required(before) !== required(after)) {
    const word = required(after) ? 'required' : 'optional'
    found(`request-parameter-became-${word}`, `${label} became ${word}.`)
  }
  if (!equal(serialization(before), serialization(after)))
    found('request-parameter-serialization-changed', `${label} is written in another way.`)
  const wasDeprecated = get(before, 'deprecated') === true
  const isDeprecated = get(after, 'deprecated') === true
  if (!wasDeprecated && isDeprecated) found('request-parameter-marked-deprecated', `${label} is deprecated now.`)
  if (wasDeprecated && !isDeprecated) found('request-parameter-no-longer-deprecated', `${label} is no longer deprecated.`)
  schemas.add(where, 'request', 'request-parameter', schemaOf(before), schemaOf(after))
}

function parametersOf(side: Side, operation: OperationSide): Map<string, ParameterSide> {
  const parameters = new Map<string, ParameterSide>()
  for (const item of items(member(operation.place, 'parameters'))) {
    const place = resolve(side.document.root, item)
    if (!isObject(place.value)) continue
    const name = asString(own(place.value, 'name')) ?? ''
    const location = asString(own(place.value, 'in')) ?? ''
    parameters.set(`${location}\0${location === 'header' ? name.toLowerCase() : name}`, { name, in: location, place })
  }
  return parameters
}

function get(parameter: ParameterSide, key: string): Json | undefined {
  return isObject(parameter.place.value) ? own(parameter.place.value, key) : undefined
}

function required(parameter: ParameterSide): boolean {
  return get(parameter, 'required') === true || parameter.in === 'path'
}

function nameOf(parameter: ParameterSide): string {
  const noun = { path: 'Path variable', query: 'Query parameter', header: 'Header', cookie: 'Cookie' }[parameter.in] ?? 'Parameter'
  return `${noun} \`${parameter.name}\``
}

/** How the value becomes text, with the defaults of OpenAPI filled in. */
function serialization(parameter: ParameterSide): Json {
  const content = member(parameter.place, 'content')
  if (content) return [members(content)[0]?.[0] ?? '']
  const style = get(parameter, 'style') ?? (parameter.in === 'query' || parameter.in === 'cookie' ? 'form' : 'simple')
  const explode = get(parameter, 'explode') ?? style === 'form'
  return [style, explode, get(parameter, 'allowReserved') === true]
}

function schemaOf(parameter: ParameterSide): Place {
  const content = members(member(parameter.place, 'content'))[0]?.[1]
  return (
    (content ? member(content, 'schema') : member(parameter.place, 'schema')) ?? {
      value: true,
      pointer: `${parameter.place.pointer}/schema`,
    }
  )
}
