import { draft } from '../base/draft.ts'
import { isObject, type Json, type JsonObject, own, put } from '../base/json.ts'
import { isIntrinsic } from '../base/late-bound.ts'
import { type Context, child, moved, type Place, type Section, type Target, tell } from './context.ts'
import { callback } from './operations.ts'
import { bodyFrom, parameter } from './parameters.ts'
import { header, orReference } from './parts.ts'
import { pathItem } from './paths.ts'
import { componentAt, describe, isReference, lookUp } from './references.ts'
import { requestBody, response } from './responses.ts'
import { schema } from './schema.ts'
import { securityScheme } from './security.ts'

/** The sections that normalize knows how to read. */
export const SECTIONS: readonly Section[] = [
  'schemas',
  'responses',
  'parameters',
  'examples',
  'requestBodies',
  'headers',
  'securitySchemes',
  'links',
  'callbacks',
  'pathItems',
]

/** The members of the root that are components under another name in Swagger 2.0. */
export const OLD_MEMBERS: Readonly<Record<string, Section>> = {
  definitions: 'schemas',
  parameters: 'parameters',
  responses: 'responses',
  securityDefinitions: 'securitySchemes',
}

/** Converts one component; undefined leaves it out. */
export function component(context: Context, section: Section, value: Json, place: Place): Json | undefined {
  const produces = typesOf(own(context.source, 'produces'))
  switch (section) {
    case 'schemas':
      return schema(context, value, place)
    case 'parameters':
      return orReference(context, value, 'parameters', place, (object, here) => parameter(context, object, here)) ?? undefined
    case 'responses':
      return (
        orReference(context, value, 'responses', place, (object, here) => response(context, object, here, produces)) ?? { description: '' }
      )
    case 'requestBodies':
      return orReference(context, value, 'requestBodies', place, (object, here) => requestBody(context, object, here)) ?? { content: {} }
    case 'headers':
      return orReference(context, value, 'headers', place, (object, here) => header(context, object, here)) ?? {}
    case 'examples':
      return isReference(value) ? orReference(context, value, 'examples', place, (example) => example) : value
    case 'links':
      return isReference(value) ? orReference(context, value, 'links', place, (link) => link) : value
    case 'callbacks':
      return orReference(context, value, 'callbacks', place, (object, here) => callback(context, object, here, pathItem))
    case 'securitySchemes':
      return securityScheme(context, value, place)
    case 'pathItems':
      return pathItem(context, value, place, undefined)
  }
}

function typesOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((type): type is string => typeof type === 'string') : []
}

/** The author's components, those of Swagger 2.0 included, by section. */
export function components(context: Context): JsonObject {
  const read: Record<string, Json> = {}
  const native = own(context.source, 'components')
  const place = child(context.root, 'components')
  if (isObject(native)) {
    for (const key of Object.keys(native)) {
      const section = SECTIONS.find((name) => name === key)
      put(read, key, section ? sectionOf(context, section, native[key] as Json, child(place, key)) : (native[key] as Json))
    }
  } else if (native !== undefined && native !== null) {
    tell(context, 'normalize/wrong-shape', `\`components\` must be an object, but here it is ${describe(native)}.`, place)
  }
  for (const [key, section] of Object.entries(OLD_MEMBERS)) {
    const old = own(context.source, key)
    if (old === undefined || old === null) continue
    if (context.version !== '2.0') {
      tell(
        context,
        'normalize/foreign-member',
        `\`${key}\` belongs into \`components/${section}\` since OpenAPI 3.0.`,
        child(context.root, key),
        'key',
      )
    }
    addOld(context, read, section, old, child(context.root, key))
  }
  return read
}

/** True when the place is a schema section whose members could be references to whole files. */
function sectionOf(context: Context, section: Section, value: Json, place: Place): JsonObject {
  if (!isObject(value)) {
    if (value !== null)
      tell(context, 'normalize/wrong-shape', `\`${section}\` must be an object, but here it is ${describe(value)}.`, place)
    return {}
  }
  const edit = draft(value)
  for (const key of Object.keys(value)) {
    if (key === '$ref' && typeof value[key] === 'string') {
      edit.remove(key)
      includeFile(context, section, value, place, edit)
      continue
    }
    if (key.startsWith('x-') && !isObject(value[key])) continue
    const inner = value[key] as Json
    if (isIntrinsic(inner)) continue
    const read = aliased(context, section, key, inner, child(place, key))
    if (read === undefined) edit.remove(key)
    else edit.set(key, read)
  }
  return edit.finish()
}

/** `schemas: { $ref: ./schemas.yaml }` takes in a whole file of them. */
function includeFile(context: Context, section: Section, value: JsonObject, place: Place, edit: ReturnType<typeof draft>): void {
  const lead = lookUp(context, value.$ref, place.file)
  if (lead.kind === 'lost') {
    tell(context, lead.code, lead.message, child(place, '$ref'))
    return
  }
  if (!isObject(lead.value)) return
  for (const key of Object.keys(lead.value)) {
    if (Object.hasOwn(value, key)) continue
    const at = child(place, key)
    const source = child({ ...at, file: lead.file, from: lead.pointer }, key)
    const read = component(context, section, lead.value[key] as Json, moved(context, at, source))
    if (read !== undefined) edit.set(key, read)
  }
}

/** A component that is only a `$ref` into another file takes that value in, under its own name. */
function aliased(context: Context, section: Section, key: string, value: Json, place: Place): Json | undefined {
  if (!isReference(value)) return component(context, section, value, place)
  const lead = lookUp(context, value.$ref, place.file)
  if (lead.kind === 'lost') return component(context, section, value, place)
  const alias = context.aliases.get(`${section} ${lead.file}#${lead.pointer}`)
  if (alias?.name !== key || alias.section !== section) return component(context, section, value, place)
  return component(context, section, lead.value, moved(context, place, { ...place, file: lead.file, from: lead.pointer }))
}

/** Notes which components are only a `$ref` to something that is no component itself. */
export function noteAliases(context: Context): void {
  const native = own(context.source, 'components')
  const sections: [Section, Json | undefined][] = SECTIONS.map((section) => [section, isObject(native) ? own(native, section) : undefined])
  for (const [key, section] of Object.entries(OLD_MEMBERS)) sections.push([section, own(context.source, key)])
  for (const [section, value] of sections) {
    if (!isObject(value) || section === 'securitySchemes' || section === 'pathItems') continue
    for (const [name, item] of Object.entries(value)) {
      if (!isReference(item) || typeof item.$ref !== 'string' || Object.keys(item).length > 1) continue
      const lead = lookUp(context, item.$ref, context.root.file)
      if (lead.kind === 'lost' || componentAt(context, lead.file, lead.pointer)) continue
      // A value that is a reference again stays one: taking it in could go round in a circle.
      if (isReference(lead.value) || isDocument(lead.value)) continue
      const key = `${section} ${lead.file}#${lead.pointer}`
      if (!context.aliases.has(key)) context.aliases.set(key, { section, name })
    }
  }
}

function isDocument(value: Json): boolean {
  return isObject(value) && (Object.hasOwn(value, 'openapi') || Object.hasOwn(value, 'swagger'))
}

function addOld(context: Context, read: Record<string, Json>, section: Section, value: Json, place: Place): void {
  if (!isObject(value)) {
    tell(context, 'normalize/wrong-shape', `This must be an object, but here it is ${describe(value)}.`, place)
    return
  }
  const existing = isObject(own(read, section)) ? (read[section] as JsonObject) : {}
  const added: Record<string, Json> = {}
  const at: Place = { ...context.root, at: `/components/${section}` }
  if (Object.keys(existing).length === 0) moved(context, at, place)
  for (const key of Object.keys(value)) {
    if (Object.hasOwn(existing, key) || (key.startsWith('x-') && !isObject(value[key]))) continue
    const inner = value[key] as Json
    const source = child(place, key)
    if (section === 'parameters' && isObject(inner) && isElsewhere(context, read, key, inner, source)) continue
    const here = Object.keys(existing).length === 0 ? { ...source, at: child(at, key).at } : moved(context, child(at, key), source)
    const converted = isIntrinsic(inner) ? inner : aliased(context, section, key, inner, here)
    if (converted !== undefined) put(added, key, converted)
  }
  put(read, section, { ...existing, ...added })
}

/** Body parameters become request bodies; form parameters are taken in where they are used. */
function isElsewhere(context: Context, read: Record<string, Json>, key: string, value: JsonObject, place: Place): boolean {
  const location = own(value, 'in')
  if (location === 'formData') return true
  if (location !== 'body') return false
  const at: Place = { ...context.root, at: child({ ...context.root, at: '/components/requestBodies' }, key).at }
  const found = { value, target: value, targetPlace: place, place, name: key, location: 'body' as const }
  const body = bodyFrom(context, found, at, typesOf(own(context.source, 'consumes')))
  const bodies = isObject(own(read, 'requestBodies')) ? (read.requestBodies as JsonObject) : {}
  const next: Record<string, Json> = { ...bodies }
  put(next, key, body)
  put(read, 'requestBodies', next)
  return true
}

/** Converts a value that became a component of its own. */
export function hoisted(context: Context, target: Target, value: Json): Json {
  const place: Place = { base: target.base, at: '', file: target.file, from: target.pointer }
  context.origins.push({ base: target.base, at: '', source: { file: target.file, pointer: target.pointer } })
  return component(context, target.section, value, place) ?? {}
}
