import { DOCUMENTATION_TYPES } from '../../facts.ts'
import { asArray, asObject, asString, isObject, type Json, type JsonObject, own } from '../../json.ts'
import type { DocumentationLocation, DocumentationPart, IdSource } from '../rest-api.ts'
import type { ImportContext } from './context.ts'

/** Documentation parts by id. */
export type DocumentationParts = Readonly<Record<string, DocumentationPart>>

/** The documentation parts after an import: those of the extension, unless the caller ignores them. */
export function importDocumentation(context: ImportContext, base: DocumentationParts): DocumentationParts {
  return context.options.ignoreDocumentation === true ? base : documentationPartsOf(context.root, base, context.options.ids).parts
}

/** The parts of a document's extension beside those of `base`, and the ids of the former; one of the same place keeps its id. */
export function documentationPartsOf(
  root: JsonObject,
  base: DocumentationParts,
  idSource: IdSource,
): { readonly parts: DocumentationParts; readonly ids: string[] } {
  const parts: Record<string, DocumentationPart> = { ...base }
  const byPlace = new Map(Object.values(base).map((part) => [placeOf(part.location), part.id]))
  const ids: string[] = []
  const extension = asObject(own(root, 'x-amazon-apigateway-documentation'))
  for (const item of asArray(own(extension, 'documentationParts'))) {
    if (!isObject(item)) continue
    const location = locationOf(asObject(own(item, 'location')))
    if (location === undefined) continue
    const id = byPlace.get(placeOf(location)) ?? idSource.next(6)
    byPlace.set(placeOf(location), id)
    ids.push(id)
    parts[id] = { id, location, properties: propertiesOf(own(item, 'properties')) }
  }
  return { parts, ids }
}

function propertiesOf(value: Json | undefined): string {
  return JSON.stringify(value ?? {})
}

const OF_THE_API: ReadonlySet<string> = new Set(['API', 'AUTHORIZER', 'MODEL'])
const RESPONSES: ReadonlySet<string> = new Set(['RESPONSE', 'RESPONSE_HEADER', 'RESPONSE_BODY'])

/** A location with what it leaves out: the root's path (recorded), every method and every status (guide); undefined without a type. */
export function locationOf(value: JsonObject): DocumentationLocation | undefined {
  const type = DOCUMENTATION_TYPES.find((item) => item === own(value, 'type'))
  if (type === undefined) return undefined
  const hasPath = !OF_THE_API.has(type)
  const path = asString(own(value, 'path')) ?? (hasPath ? '/' : undefined)
  const method = asString(own(value, 'method')) ?? (hasPath && type !== 'RESOURCE' ? '*' : undefined)
  const statusCode = asString(own(value, 'statusCode')) ?? (RESPONSES.has(type) ? '*' : undefined)
  const name = asString(own(value, 'name'))
  return {
    type,
    ...(path !== undefined && { path }),
    ...(method !== undefined && { method }),
    ...(statusCode !== undefined && { statusCode }),
    ...(name !== undefined && { name }),
  }
}

/** Equal for equal locations. */
export function placeOf(location: DocumentationLocation): string {
  return [location.type, location.path ?? '', location.method ?? '', location.statusCode ?? '', location.name ?? ''].join('\0')
}
