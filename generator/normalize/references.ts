import { asObject, isObject, type Json, type JsonObject, own, put } from '../base/json.ts'
import { follow, join, localPointer, tokens } from '../base/pointer.ts'
import { type Context, child, type Place, type Section, type Target, tell } from './context.ts'

/** Where a `$ref` leads in the author's files, or why it leads nowhere. */
export type Lead =
  | { readonly kind: 'found'; readonly file: string; readonly pointer: string; readonly value: Json }
  | {
      readonly kind: 'lost'
      readonly code: 'normalize/dangling-ref' | 'normalize/ref-cycle' | 'load/unresolved-ref' | 'load/outside-root' | 'load/remote-ref'
      readonly message: string
    }

/** Follows a `$ref` that stands in a file, one step. */
export function lookUp(context: Context, ref: Json | undefined, file: string): Lead {
  if (typeof ref !== 'string') return lost(`A \`$ref\` must be text, but here it is ${describe(ref)}.`)
  const hash = ref.indexOf('#')
  const path = hash === -1 ? ref : ref.slice(0, hash)
  const fragment = hash === -1 ? '' : ref.slice(hash)
  if (path === '') return find(context, file, fragment, ref)
  const links = own(context.loaded.links as unknown as JsonObject, file)
  const key = own(asObject(links), path)
  if (typeof key === 'string') return find(context, key, fragment, ref)
  const byId = anchorsOf(context, file).get(path)
  if (byId !== undefined) return find(context, file, `#${byId}${localPointer(fragment) ?? ''}`, ref)
  const failures = Object.hasOwn(context.loaded.failures, file) ? context.loaded.failures[file] : undefined
  const failure = failures && Object.hasOwn(failures, path) ? failures[path] : undefined
  if (failure)
    return {
      kind: 'lost',
      code: failure.code,
      message: `The reference \`${ref}\` could not be followed: ${failure.message}${slashes(ref)}`,
    }
  return findByName(context, path) ?? lost(`The reference \`${ref}\` leads nowhere.`)
}

/** What to write in place of a path of Windows; nothing for any other reference. */
function slashes(ref: string): string {
  if (!ref.includes('\\')) return ''
  const path = ref.replaceAll('\\', '/')
  const instead = /^([A-Za-z]:)?\//.test(path) ? 'the path from this file, as in `schemas/pet.yaml`' : `\`${path}\``
  return ` References are URLs, with slashes: write ${instead}.`
}

function lost(message: string): Lead {
  return { kind: 'lost', code: 'normalize/dangling-ref', message }
}

/** `$ref: Pet` is an old way to name a definition of the same document. */
function findByName(context: Context, name: string): Lead | undefined {
  for (const pointer of [join('/definitions', name), join('/components/schemas', name)]) {
    const value = follow(context.source, pointer)
    if (value !== undefined) return { kind: 'found', file: context.root.file, pointer: context.root.from + pointer, value: value as Json }
  }
  return undefined
}

function find(context: Context, file: string, fragment: string, ref: string): Lead {
  const loaded = Object.hasOwn(context.loaded.files, file) ? context.loaded.files[file] : undefined
  if (!loaded) return lost(`The reference \`${ref}\` leads to a file that was not read.`)
  // In a template the document is not the whole file: its references begin at the document.
  const start = file === context.root.file ? context.root.from : ''
  if (fragment === '' || fragment === '#') return { kind: 'found', file, pointer: start, value: follow(loaded.value, start) as Json }
  if (!fragment.startsWith('#/')) {
    const pointer = anchorsOf(context, file).get(fragment)
    if (pointer === undefined) return lost(`The reference \`${ref}\` leads nowhere: there is no \`$anchor\` of that name.${slashes(ref)}`)
    return { kind: 'found', file, pointer, value: follow(loaded.value, pointer) as Json }
  }
  for (const pointer of new Set([localPointer(fragment) ?? '', fragment.slice(1)])) {
    for (const base of new Set([start, ''])) {
      const value = follow(loaded.value, base + pointer)
      if (value !== undefined) return { kind: 'found', file, pointer: base + pointer, value: value as Json }
    }
  }
  return lost(`The reference \`${ref}\` leads nowhere${hint(loaded.value, start, fragment.slice(1))}.`)
}

/** How far the pointer can be followed. */
function hint(root: Json, start: string, pointer: string): string {
  let reached = start
  for (const token of tokens(pointer)) {
    const next = join(reached, token)
    if (follow(root, next) === undefined)
      return `: there is no \`${token}\` in ${reached === start ? 'the document' : `\`${reached.slice(start.length)}\``}`
    reached = next
  }
  return ''
}

/** `#name` of each `$anchor`, and the text of each `$id`, to the pointer of its schema. */
function anchorsOf(context: Context, file: string): ReadonlyMap<string, string> {
  const known = context.anchors.get(file)
  if (known) return known
  const found = new Map<string, string>()
  context.anchors.set(file, found)
  const loaded = Object.hasOwn(context.loaded.files, file) ? context.loaded.files[file] : undefined
  if (!loaded || !/\$(anchor|dynamicAnchor|id)\b/.test(loaded.text)) return found
  const stack: [Json, string][] = [[loaded.value, '']]
  const seen = new Set<object>()
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const [value, pointer] = item
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    if (isObject(value)) {
      for (const name of ['$anchor', '$dynamicAnchor']) {
        const anchor = own(value, name)
        if (typeof anchor === 'string' && !found.has(`#${anchor}`)) found.set(`#${anchor}`, pointer)
      }
      const id = own(value, '$id')
      if (typeof id === 'string' && !found.has(id)) found.set(id, pointer)
    }
    for (const [key, inner] of Object.entries(value)) stack.push([inner as Json, join(pointer, key)])
  }
  return found
}

/** Follows a `$ref` through further ones to a value that is none; lost in a circle of them. */
export function lookUpFully(context: Context, ref: Json | undefined, file: string): Lead {
  let lead = lookUp(context, ref, file)
  for (let hops = 0; lead.kind === 'found' && isReference(lead.value); hops++) {
    if (hops > 100) return { kind: 'lost', code: 'normalize/ref-cycle', message: `The reference \`${String(ref)}\` leads in a circle.` }
    lead = lookUp(context, own(lead.value, '$ref'), lead.file)
  }
  return lead
}

/** An object that stands for another. */
export type Reference = JsonObject & { readonly $ref: Json }

/** True for an object whose `$ref` is meant as a reference: a property may be named `$ref` too, but its value is an object. */
export function isReference(value: Json | undefined): value is Reference {
  return isObject(value) && Object.hasOwn(value, '$ref') && !isObject(value.$ref)
}

const OLD_SECTIONS: Readonly<Record<string, Section>> = {
  definitions: 'schemas',
  parameters: 'parameters',
  responses: 'responses',
  securityDefinitions: 'securitySchemes',
}

/** Section and name of the component of the document that a pointer of its file means, if it means one. */
export function componentAt(
  context: Context,
  file: string,
  pointer: string,
): { readonly section: string; readonly name: string } | undefined {
  if (file !== context.root.file || !pointer.startsWith(`${context.root.from}/`)) return undefined
  const [first = '', second = '', third, ...more] = tokens(pointer.slice(context.root.from.length))
  if (first === 'components' && third !== undefined && more.length === 0) return { section: second, name: third }
  const section = Object.hasOwn(OLD_SECTIONS, first) ? OLD_SECTIONS[first] : undefined
  return section !== undefined && second !== '' && third === undefined ? { section, name: second } : undefined
}

/**
 * Makes `object[key]` the text of a reference to what `ref` means, as a component of the normalized document: one of the author's own
 * where it is one, else a new one. False when it leads nowhere, which was reported then.
 */
export function refer(
  context: Context,
  object: Record<string, Json>,
  key: string,
  ref: Json | undefined,
  section: Section,
  place: Place,
): boolean {
  const known = `${section} ${String(ref)}`
  const text = place.file === context.root.file ? context.ownReferences.get(known) : undefined
  if (text !== undefined) {
    put(object, key, text)
    return true
  }
  const lead = lookUp(context, ref, place.file)
  const at = key === '$ref' ? child(place, key) : place
  if (lead.kind === 'lost') {
    tell(context, lead.code, lead.message, at)
    return false
  }
  if (section === 'schemas' && isObject(lead.value) && (Object.hasOwn(lead.value, 'openapi') || Object.hasOwn(lead.value, 'swagger'))) {
    tell(context, 'normalize/dangling-ref', `The reference \`${String(ref)}\` leads to a whole OpenAPI document, not to a schema.`, at)
    return false
  }
  const component = componentAt(context, lead.file, lead.pointer)
  if (component?.section === section) {
    const own = refText(section, component.name)
    if (place.file === context.root.file && typeof ref === 'string') context.ownReferences.set(known, own)
    put(object, key, own)
    return true
  }
  const alias = context.aliases.get(`${section} ${lead.file}#${lead.pointer}`)
  if (alias) {
    put(object, key, refText(section, alias.name))
    return true
  }
  context.patches.push({ object, key, target: targetAt(context, section, lead.file, lead.pointer) })
  // Holds the place of the member, so that the order stays.
  put(object, key, '')
  return true
}

/** The text of a `$ref` to a component. */
export function refText(section: Section, name: string): string {
  return `#${join(`/components/${section}`, name).replaceAll('%', '%25')}`
}

function targetAt(context: Context, section: Section, file: string, pointer: string): Target {
  const key = `${section} ${file}#${pointer}`
  const known = context.targets.get(key)
  if (known) return known
  const target: Target = { section, file, pointer, base: { prefix: '' }, wish: wishFor(file, pointer) }
  context.targets.set(key, target)
  context.pending.push(target)
  return target
}

const STRUCTURE = new Set(
  (
    'paths components definitions schemas parameters responses requestBodies headers examples links callbacks pathItems content schema ' +
    'properties items requestBody $defs application/json'
  ).split(' '),
)

/** A name made of the telling parts of a pointer, or of the file's own name. */
function wishFor(file: string, pointer: string): string {
  const parts = tokens(pointer).filter((token) => !STRUCTURE.has(token))
  const base = (file.split('/').at(-1) ?? '').replace(/\.(ya?ml|json)$/i, '')
  const text = parts.length > 0 ? parts.join('_') : base
  return text.replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^[_-]+|[_-]+$/g, '') || 'Part'
}

/** What a value is, in words. */
export function describe(value: Json | undefined): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  return typeof value === 'string' ? 'text' : `a ${typeof value}`
}
