import { asString, equal, isObject, type Json, own } from '../../base/json.ts'
import { join } from '../../base/pointer.ts'
import type { ParameterRule } from '../catalog/parameters.ts'
import type { SchemaRule } from '../catalog/schema.ts'
import type { SchemaComparison } from '../compare-schemas.ts'
import { covers } from '../compare-types.ts'
import { type Life, type LifeDelta, lifeDelta, type Removal, removalOf } from '../lifecycle.ts'
import { isNarrower } from '../narrower.ts'
import type { OperationPair, OperationSide } from '../pairs.ts'
import { items, member, members, type Place, resolve } from '../place.ts'
import { viewSchema } from '../schema-view.ts'
import type { Side, Walk } from '../walk.ts'

interface ParameterSide {
  readonly name: string
  readonly in: string
  readonly place: Place
  /** The path has no such variable: nobody can send it. */
  readonly unplaced?: true
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
      compareParameter(walk, pair, [before, after], schemas)
    } else {
      const [removal, text] = removalOf(lifeOf(before), walk.calendar)
      walk.found({
        rule: REMOVED[removal],
        message: `${nameOf(before)} of \`${where}\` is gone${text}.`,
        base: before.place.pointer,
        head: head.place.pointer,
        where,
      })
    }
  }
  for (const after of now.values()) {
    if (after.unplaced) {
      walk.found({
        rule: 'new-request-path-parameter',
        message: `${nameOf(after)} of \`${where}\` is new, but the path has no place for it.`,
        base: base.place.pointer,
        head: after.place.pointer,
        where,
      })
      continue
    }
    const word = required(after) ? 'required' : 'optional'
    walk.found({
      rule: `new-${word}-request-parameter`,
      message: `${nameOf(after)} of \`${where}\` is new${word === 'required' ? ' and required' : ''}.`,
      base: base.place.pointer,
      head: after.place.pointer,
      where,
    })
  }
}

const REMOVED: Readonly<Record<Removal, ParameterRule>> = {
  unannounced: 'request-parameter-removed',
  announced: 'request-parameter-removed-with-deprecation',
  'too-early': 'request-parameter-removed-before-sunset',
  unreadable: 'request-parameter-sunset-parse',
}

function compareParameter(
  walk: Walk,
  { head: { label: where }, turned }: OperationPair,
  [before, after]: readonly [ParameterSide, ParameterSide],
  schemas: SchemaComparison,
): void {
  const found = (rule: ParameterRule | SchemaRule, message: string): void =>
    walk.found({ rule, message, base: before.place.pointer, head: after.place.pointer, where })
  const label = `${nameOf(after)} of \`${where}\``
  if (required(before) !== required(after)) {
    const word = required(after) ? 'required' : 'optional'
    found(`request-parameter-became-${word}`, `${label} became ${word}.`)
  }
  if (!equal(serialization(before), serialization(after)))
    found('request-parameter-serialization-changed', `${label} is written in another way.`)
  const life = lifeDelta(lifeOf(before), lifeOf(after), walk.calendar)
  if (life) found(LIFE[life[0]] ?? `request-parameter-${life[0]}`, `${label} ${life[1]}`)
  const items = itemsOfNewList(walk, before, after)
  if (items) {
    found('request-parameter-type-generalized', `${label} is a list now; a single value still is one.`)
    const nullable = (side: Side, parameter: ParameterSide): boolean => viewSchema(side.document.root, schemaOf(parameter)).nullable
    if (nullable(walk.head, after) && !nullable(walk.base, before)) found('request-parameter-became-nullable', `${label} may be null now.`)
  }
  const form = member(after.place, 'content') ? 'json' : 'text'
  schemas.add({ operation: where, place: 'request-parameter', form, turned }, schemaOf(before), items ?? schemaOf(after))
}

/** Where the end of a parameter has another word than that of its schema. */
const LIFE: Readonly<Partial<Record<LifeDelta, ParameterRule | SchemaRule>>> = {
  'deprecated-with-sunset': 'request-parameter-deprecated',
  'deprecated-sunset-invalid': 'request-parameter-sunset-parse',
}

function lifeOf(parameter: ParameterSide): Life {
  return { deprecated: get(parameter, 'deprecated') === true, sunset: get(parameter, 'x-sunset') }
}

/**
 * The items of a value that became a list, where the old form is a list of one: `?tag=a` is read as both. Any other style splits
 * values at a comma that was part of them.
 */
function itemsOfNewList(walk: Walk, before: ParameterSide, after: ParameterSide): Place | undefined {
  if (!equal(serialization(after), ['form', true, get(after, 'allowReserved') === true])) return undefined
  const old = viewSchema(walk.base.document.root, schemaOf(before))
  const now = viewSchema(walk.head.document.root, schemaOf(after))
  if (old.types?.has('array') !== false || old.types.has('object') || now.types?.size !== 1 || !now.types.has('array')) return undefined
  const least = now.keywords.get('minItems')?.value ?? 0
  const items = now.items && viewSchema(walk.head.document.root, now.items)
  const fits = items !== undefined && covers(items.types, old.types, 'text') && !isNarrower(old, items)
  return fits && Number(least) <= 1 ? now.items : undefined
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
  for (const [name, value] of Object.entries(own(side.document.unplaced, operation.place.pointer) ?? {})) {
    const place = resolve(side.document.root, { value, pointer: join(operation.place.pointer, 'unplaced', name) })
    parameters.set(`path\0${name}`, { name, in: 'path', place, unplaced: true })
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
