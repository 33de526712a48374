import { draft } from '../base/draft.ts'
import { isObject, type Json, type JsonObject, own, put } from '../base/json.ts'
import { isIntrinsic } from '../base/late-bound.ts'
import { methodOf } from '../base/methods.ts'
import { join } from '../base/pointer.ts'
import { type Base, type Context, child, moved, type Place, tell } from './context.ts'
import { convertBranches, likely } from './late.ts'
import { type Inherited, operation } from './operations.ts'
import { describe, isReference, lookUp } from './references.ts'

/** The paths of the document, and what the author wrote in place of a path item where it was an intrinsic. */
export interface Paths {
  readonly paths: JsonObject
  readonly late: Readonly<Record<string, Json>>
}

/** Converts all paths. Vendor members stay as they are. */
export function paths(context: Context, value: Json | undefined, place: Place): Paths {
  const late: Record<string, Json> = {}
  const decided = likely(context, value, place)
  const source = decided.value
  if (!isObject(source)) {
    if (source !== undefined && source !== null) {
      tell(context, 'normalize/wrong-shape', `\`paths\` must be an object, but here it is ${describe(source)}.`, decided.place)
    }
    return { paths: {}, late }
  }
  const read: Record<string, Json> = {}
  for (const [key, item] of merged(context, source, decided.place)) {
    if (key.startsWith('x-')) put(read, key, item.value)
    else if (key.startsWith('Fn::')) put(late, key, item.value)
    else onePath(context, key, item.value, item.place, read, late)
  }
  return { paths: same(source, read) ? source : read, late }
}

function same(source: JsonObject, read: Readonly<Record<string, Json>>): boolean {
  const keys = Object.keys(source)
  return keys.length === Object.keys(read).length && keys.every((key) => own(read, key) === source[key])
}

/** The members of `paths`; where it is a `$ref` to a whole file of them, those of that file. */
function* merged(context: Context, source: JsonObject, place: Place): Iterable<[string, { value: Json; place: Place }]> {
  for (const key of Object.keys(source)) {
    const value = source[key] as Json
    if (key !== '$ref' || typeof value !== 'string') {
      yield [key, { value, place: child(place, key) }]
      continue
    }
    const lead = lookUp(context, value, place.file)
    if (lead.kind === 'lost') tell(context, lead.code, lead.message, child(place, key))
    else if (isObject(lead.value)) {
      for (const inner of Object.keys(lead.value)) {
        if (Object.hasOwn(source, inner)) continue
        const at = child(place, inner)
        yield [
          inner,
          { value: lead.value[inner] as Json, place: moved(context, at, { ...at, file: lead.file, from: join(lead.pointer, inner) }) },
        ]
      }
    }
  }
}

function onePath(context: Context, key: string, value: Json, place: Place, read: Record<string, Json>, late: Record<string, Json>): void {
  if (value === null) {
    tell(context, 'normalize/wrong-shape', `The path \`${key}\` holds nothing and is left out.`, place, 'key')
    return
  }
  const path = key.startsWith('/') || key.startsWith('$') ? key : `/${key}`
  let here = place
  if (path !== key) {
    tell(context, 'normalize/path-without-slash', `The path \`${key}\` is read as \`${path}\`.`, place, 'key')
    if (Object.hasOwn(read, path)) return
    here = moved(context, { ...place, at: place.at.slice(0, place.at.lastIndexOf('/')) + join('', path) }, place)
  }
  const variables = variablesOf(path)
  if (isIntrinsic(value) || hasLateOperation(value)) put(late, path, lateItem(context, value, here, variables))
  const decided = likely(context, value, here)
  if (decided.value === undefined || decided.value === null) return
  put(read, path, pathItem(context, decided.value, decided.place, variables))
}

function hasLateOperation(value: Json): boolean {
  return isObject(value) && Object.keys(value).some((key) => methodOf(key) !== undefined && isIntrinsic(value[key]))
}

/** What is printed back for a late-bound path: its intrinsics, with every branch converted. Nothing is reported twice, no origins are kept. */
function lateItem(context: Context, value: Json, place: Place, variables: readonly string[]): Json {
  const quiet: Context = { ...context, report: () => {}, origins: [], unplaced: [] }
  const base: Base = { prefix: '' }
  const at = (steps: string): Place => ({ base, at: '', file: place.file, from: place.from + steps })
  return convertBranches(value, (branch, steps) => {
    if (!isObject(branch)) return branch
    const lateMethods = Object.keys(branch).filter((key) => methodOf(key) !== undefined && isIntrinsic(branch[key]))
    if (lateMethods.length === 0) return pathItem(quiet, branch, at(steps), variables)
    const edit = draft(branch)
    for (const key of lateMethods) edit.set(key, {})
    const item = draft(pathItem(quiet, edit.finish(), at(steps), variables))
    for (const key of lateMethods) {
      item.set(
        key,
        convertBranches(
          branch[key] as Json,
          (inner) => own(pathItem(quiet, { ...branch, [key]: inner }, at(steps), variables), key) ?? inner,
        ),
      )
    }
    return item.finish()
  })
}

/** The variables of a path, without Terraform's `${…}`; the `+` of a greedy one is no part of its name. */
export function variablesOf(path: string): string[] {
  const plain = path.replace(/\$\{[^{}]*\}/g, '')
  return [...new Set([...plain.matchAll(/\{([^{}/]+)\}/g)].map((match) => (match[1] ?? '').replace(/\+$/, '')))]
}

/** A path item with everything that is shared given to its operations. `variables` is undefined where the key is no path. */
export function pathItem(context: Context, value: Json, place: Place, variables: readonly string[] | undefined): JsonObject {
  const resolved = resolve(context, value, place)
  if (!resolved) return {}
  const { item, placeOf } = resolved
  const inherited: Inherited = {
    item: pathItem,
    variables,
    parameters: own(item, 'parameters'),
    parametersPlace: placeOf('parameters'),
    servers: own(item, 'servers'),
    serversPlace: placeOf('servers'),
  }
  const edit = draft(item)
  edit.remove('parameters')
  edit.remove('servers')
  for (const key of Object.keys(item)) {
    if (methodOf(key) === undefined) continue
    const decided = likely(context, item[key] as Json, placeOf(key))
    if (decided.value === undefined) edit.remove(key)
    else edit.set(key, operation(context, decided.value, decided.place, inherited))
  }
  return edit.finish()
}

interface Resolved {
  readonly item: JsonObject
  placeOf(key: string): Place
}

/** Follows the `$ref` of a path item; members beside it win. */
function resolve(context: Context, value: Json, place: Place): Resolved | undefined {
  const layers: { readonly value: JsonObject; readonly place: Place }[] = []
  let current = value
  let here = place
  for (let hops = 0; hops <= 20; hops++) {
    if (!isObject(current)) {
      tell(context, 'normalize/wrong-shape', `A path item must be an object, but here it is ${describe(current)}.`, here)
      break
    }
    layers.push({ value: current, place: here })
    if (!isReference(current)) return combine(context, layers, place)
    const lead = lookUp(context, current.$ref, here.file)
    if (lead.kind === 'lost') {
      tell(context, lead.code, lead.message, child(here, '$ref'))
      break
    }
    current = lead.value
    here = { base: place.base, at: place.at, file: lead.file, from: lead.pointer }
    if (hops === 20)
      tell(context, 'normalize/ref-cycle', `The reference \`${String(own(layers[0]?.value ?? {}, '$ref'))}\` leads in a circle.`, place)
  }
  return layers.length > 0 ? combine(context, layers, place) : undefined
}

function combine(context: Context, layers: readonly { readonly value: JsonObject; readonly place: Place }[], place: Place): Resolved {
  const last = layers.at(-1)
  const [only] = layers
  if (layers.length === 1 && only && !Object.hasOwn(only.value, '$ref'))
    return { item: only.value, placeOf: (key) => child(only.place, key) }
  if (last) moved(context, place, last.place)
  const item: Record<string, Json> = {}
  const places = new Map<string, Place>()
  for (const layer of layers.toReversed()) {
    for (const key of Object.keys(layer.value)) {
      if (key === '$ref') continue
      put(item, key, layer.value[key] as Json)
      const at = child(place, key)
      const source = child(layer.place, key)
      places.set(key, layer === last ? source : moved(context, at, source))
    }
  }
  return { item, placeOf: (key) => places.get(key) ?? child(place, key) }
}
