import fc, { type Arbitrary } from 'fast-check'
import { isObject, type Json, type JsonObject } from '../../../generator/base/json.ts'
import { lateBound } from './late-bound.ts'
import { name } from './names.ts'

/** The way to a value: keys and indices from the root. */
type Way = readonly (string | number)[]

function ways(value: Json): Way[] {
  const found: Way[] = []
  const walk = (item: Json, way: Way): void => {
    if (way.length > 0) found.push(way)
    if (Array.isArray(item)) for (const [index, inner] of item.entries()) walk(inner as Json, [...way, index])
    else if (isObject(item)) for (const [key, inner] of Object.entries(item)) walk(inner, [...way, key])
  }
  walk(value, [])
  return found
}

/** The value with what `change` makes of one place; undefined takes the member away. */
function changed(value: Json, [step, ...rest]: Way, change: (value: Json) => Json | undefined): Json | undefined {
  if (step === undefined) return change(value)
  if (Array.isArray(value))
    return value.flatMap((item, index) =>
      index === step ? [changed(item as Json, rest, change)].filter((kept) => kept !== undefined) : [item as Json],
    )
  const entries = Object.entries(value as JsonObject)
  return Object.fromEntries(
    entries.flatMap(([key, item]) =>
      key === step ? [[key, changed(item, rest, change)] as const].filter(([, kept]) => kept !== undefined) : [[key, item] as const],
    ) as [string, Json][],
  )
}

const anywhere = fc.nat(1_000_000)

function at(spec: JsonObject, place: number): Way {
  const all = ways(spec)
  return all[place % Math.max(all.length, 1)] ?? []
}

function valueAt(spec: Json, way: Way): Json {
  return way.reduce<Json>((value, step) => (value as JsonObject)[step] as Json, spec)
}

/** Late-bound values in place of some values, wherever those stand: whole path items, keywords of schemas, names. */
export function withLateBound(spec: JsonObject): Arbitrary<JsonObject> {
  return fc.array(anywhere, { minLength: 1, maxLength: 6 }).chain((places) =>
    places.reduce<Arbitrary<JsonObject>>(
      (made, place) =>
        made.chain((current) => {
          const way = at(current, place)
          if (way.length === 0 || /^(openapi|swagger)$/.test(String(way[0]))) return fc.constant(current)
          return lateBound(valueAt(current, way)).map((value) => changed(current, way, () => value) as JsonObject)
        }),
      fc.constant(spec),
    ),
  )
}

const wrong: Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    0,
    -1,
    1.5,
    true,
    false,
    '',
    [],
    {},
    [null],
    [[]],
    { $ref: '#' },
    { $ref: '#/paths' },
    { $ref: 1 },
    { type: 1 },
    'default',
    '200',
  ),
  fc.constantFrom<Json>(
    { $ref: '#/components/schemas/Pet' },
    { $ref: 'other.yaml#/a' },
    { $ref: '#/components/schemas/Pet/properties/id' },
    { allOf: 'x' },
    { properties: [] },
  ),
  name,
)

/** What hasty editing leaves behind: members missing, of another type, or under another name, and parts in the place of others. */
export function damaged(spec: JsonObject): Arbitrary<JsonObject> {
  const step = fc.record({
    place: anywhere,
    other: anywhere,
    kind: fc.constantFrom('remove', 'replace', 'copy', 'rename'),
    value: wrong,
    called: name,
  })
  return fc.array(step, { minLength: 1, maxLength: 8 }).map((steps) =>
    steps.reduce<JsonObject>((current, { place, other, kind, value, called }) => {
      const way = at(current, place)
      if (way.length === 0) return current
      if (kind === 'rename') {
        const holder = way.slice(0, -1)
        const key = way.at(-1)
        return changed(current, holder, (item) =>
          isObject(item) ? Object.fromEntries(Object.entries(item).map(([name, member]) => [name === key ? called : name, member])) : item,
        ) as JsonObject
      }
      const copied = kind === 'copy' ? valueAt(current, at(current, other)) : undefined
      return changed(current, way, () => (kind === 'remove' ? undefined : (copied ?? value))) as JsonObject
    }, spec),
  )
}
