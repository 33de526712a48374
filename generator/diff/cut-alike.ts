import { asString, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { isIntrinsic } from '../base/late-bound.ts'
import { methodOf } from '../base/methods.ts'
import type { Loaded } from '../model/document.ts'

/**
 * Two specs without what both say alike and nothing that differs is reached from: components, and what operations take and answer. They
 * have the same differences as the whole ones, and most of two revisions is alike. Names, places, security and integrations of all
 * operations stay. Specs of several files or of different versions, and references to anything but components, are left whole.
 */
export function cutAlike(base: Loaded, head: Loaded): readonly [Loaded, Loaded] {
  const [before, after] = [documentOf(base), documentOf(head)]
  if (!before || !after || own(before, 'openapi') !== own(after, 'openapi')) return [base, head]
  const graph = graphOf(before, after)
  if (!graph) return [base, head]
  const alike = alikePaths(before, after, graph)
  const kept = reachable(before, after, graph, alike)
  return [cut(base, before, graph, alike, kept), cut(head, after, graph, alike, kept)]
}

/** A component: `schemas/Pet`. */
type Key = string

interface Graph {
  /** Components that are not alike on both sides, and all that lead to one. */
  readonly affected: ReadonlySet<Key>
  readonly changed: ReadonlySet<Key>
  /** What each component of each side refers to. */
  readonly targets: ReadonlyMap<Key, ReadonlySet<Key>>
  readonly ofPaths: readonly [ReadonlyMap<string, ReadonlySet<Key>>, ReadonlyMap<string, ReadonlySet<Key>>]
}

/** Sections of `components` whose members are cut; security schemes are few, and compared by themselves. */
const SECTIONS = ['schemas', 'responses', 'parameters', 'examples', 'requestBodies', 'headers', 'links', 'callbacks', 'pathItems']

function documentOf(loaded: Loaded): JsonObject | undefined {
  const files = Object.keys(loaded.files)
  const value = loaded.files[loaded.entry]?.value
  if (files.length !== 1 || loaded.pointer !== '' || !isObject(value)) return undefined
  return asString(own(value, 'openapi'))?.startsWith('3.') ? value : undefined
}

function membersOf(document: JsonObject, ...path: readonly string[]): JsonObject {
  let value: Json | undefined = document
  for (const key of path) value = isObject(value) ? own(value, key) : undefined
  return isObject(value) ? value : {}
}

/** Undefined where a reference leads to anything but a component. */
function graphOf(before: JsonObject, after: JsonObject): Graph | undefined {
  const targets = new Map<Key, Set<Key>>()
  const changed = new Set<Key>()
  for (const section of SECTIONS) {
    const [old, now] = [membersOf(before, 'components', section), membersOf(after, 'components', section)]
    for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
      const key = `${section}/${name}`
      const isAlike = Object.hasOwn(old, name) && Object.hasOwn(now, name) && saysAlike(old[name] as Json, now[name] as Json)
      if (!isAlike) changed.add(key)
      const found = new Set<Key>()
      if (!collect(own(old, name), found) || (!isAlike && !collect(own(now, name), found))) return undefined
      targets.set(key, found)
    }
  }
  const ofPaths = [new Map<string, Set<Key>>(), new Map<string, Set<Key>>()] as const
  for (const [index, document] of [before, after].entries()) {
    const paths = membersOf(document, 'paths')
    for (const path of Object.keys(paths)) {
      const found = new Set<Key>()
      if (!collect(paths[path], found)) return undefined
      ofPaths[index as 0 | 1].set(path, found)
    }
  }
  return { changed, affected: leadingTo(changed, targets), targets, ofPaths }
}

function leadingTo(changed: ReadonlySet<Key>, targets: ReadonlyMap<Key, ReadonlySet<Key>>): ReadonlySet<Key> {
  const sources = new Map<Key, Key[]>()
  for (const [key, found] of targets)
    for (const target of found) {
      const known = sources.get(target)
      if (known) known.push(key)
      else sources.set(target, [key])
    }
  return closure(changed, (key) => sources.get(key) ?? [])
}

function closure(start: Iterable<Key>, next: (key: Key) => Iterable<Key>): Set<Key> {
  const seen = new Set(start)
  const queue = [...seen]
  for (let key = queue.pop(); key !== undefined; key = queue.pop())
    for (const other of next(key))
      if (!seen.has(other)) {
        seen.add(other)
        queue.push(other)
      }
  return seen
}

/** Adds the components that a value refers to; false where it refers to anything else. */
function collect(value: Json | undefined, found: Set<Key>): boolean {
  const queue: Json[] = value === undefined ? [] : [value]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (Array.isArray(next)) {
      for (const item of next as readonly Json[]) if (typeof item === 'object' && item !== null) queue.push(item)
    } else if (isObject(next))
      for (const key of Object.keys(next)) {
        const inner = next[key] as Json
        if (typeof inner === 'object' && inner !== null) queue.push(inner)
        else if (key === '$id' || key === '$dynamicRef') return false
        else if (typeof inner === 'string') {
          // Almost every text is a word for people: only what begins like a reference is worth a pattern.
          const target = inner.startsWith('#/') ? /^#\/components\/([^/]+)\/([^/]+)/.exec(inner) : null
          if (target) found.add(`${target[1]}/${decode(target[2] ?? '')}`)
          else if (key === '$ref') return false
        }
      }
  }
  return true
}

/** A name as a fragment writes it: percent-encoded, then escaped as in a JSON pointer. */
function decode(token: string): string {
  let text = token
  try {
    text = decodeURIComponent(token)
  } catch {
    // A stray percent sign stands for itself.
  }
  return text.replaceAll('~1', '/').replaceAll('~0', '~')
}

/** Path → its item without what operations take and answer, for those that are alike and lead to nothing that differs. */
function alikePaths(before: JsonObject, after: JsonObject, { affected, ofPaths }: Graph): ReadonlyMap<string, JsonObject> {
  const [old, now] = [membersOf(before, 'paths'), membersOf(after, 'paths')]
  const found = new Map<string, JsonObject>()
  for (const path of Object.keys(old)) {
    const item = old[path] as Json
    if (!isObject(item) || Object.hasOwn(item, '$ref') || !Object.hasOwn(now, path) || !saysAlike(item, now[path] as Json)) continue
    if ([...(ofPaths[0].get(path) ?? [])].some((key) => affected.has(key))) continue
    // An intrinsic stands for what only a deployment knows.
    if ([item, ...Object.values(item)].some(isIntrinsic)) continue
    found.set(path, Object.fromEntries(Object.entries(item).map(([key, value]) => [key, methodOf(key) ? surfaceOf(value) : value])))
  }
  return found
}

/** Callbacks, parameters and bodies are alike on both sides, so neither is compared. */
const CONTENTS = new Set(['parameters', 'requestBody', 'responses', 'callbacks'])

function surfaceOf(operation: Json): Json {
  if (!isObject(operation)) return operation
  const kept = Object.entries(operation).filter(([key]) => !CONTENTS.has(key))
  return { ...Object.fromEntries(kept), responses: {} }
}

/** Components that what is left refers to, over any number of steps, and those that differ. */
function reachable(before: JsonObject, after: JsonObject, graph: Graph, alike: ReadonlyMap<string, JsonObject>): ReadonlySet<Key> {
  const start = new Set(graph.changed)
  for (const item of alike.values()) collect(item, start)
  for (const side of graph.ofPaths) for (const [path, found] of side) if (!alike.has(path)) for (const key of found) start.add(key)
  for (const document of [before, after])
    for (const key of Object.keys(document)) if (key !== 'paths' && key !== 'components') collect(document[key], start)
  return closure(start, (key) => graph.targets.get(key) ?? [])
}

function cut(
  loaded: Loaded,
  document: JsonObject,
  { targets }: Graph,
  alike: ReadonlyMap<string, JsonObject>,
  kept: ReadonlySet<Key>,
): Loaded {
  const file = loaded.files[loaded.entry]
  if (!file) return loaded
  const value: Record<string, Json> = { ...document }
  const paths = membersOf(document, 'paths')
  if (isObject(own(document, 'paths')))
    value.paths = Object.fromEntries(Object.keys(paths).map((path) => [path, alike.get(path) ?? (paths[path] as Json)]))
  const components = own(document, 'components')
  if (isObject(components))
    value.components = Object.fromEntries(
      Object.entries(components).map(([section, members]) => [
        section,
        isObject(members)
          ? Object.fromEntries(
              Object.entries(members).filter(([name]) => !targets.has(`${section}/${name}`) || kept.has(`${section}/${name}`)),
            )
          : members,
      ]),
    )
  return { ...loaded, files: { [loaded.entry]: { ...file, value } } }
}

/** Equality of all that a comparison reads: what is written for people may differ. */
function saysAlike(a: Json, b: Json): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    for (let index = 0; index < a.length; index++) if (!saysAlike(a[index] as Json, b[index] as Json)) return false
    return true
  }
  const [one, other] = [a as JsonObject, b as JsonObject]
  for (const key in one) {
    const value = one[key] as Json
    if (!isForPeople(key, value) && (!Object.hasOwn(other, key) || !saysAlike(value, other[key] as Json))) return false
  }
  for (const key in other) if (!Object.hasOwn(one, key) && !isForPeople(key, other[key] as Json)) return false
  return true
}

/** Texts and links that no rule reads. A member of the same name has a schema, which is neither. */
function isForPeople(key: string, value: Json): boolean {
  if (key === 'description' || key === 'summary') return typeof value === 'string'
  return key === 'externalDocs' && isObject(value) && typeof own(value, 'url') === 'string'
}
