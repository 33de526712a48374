import { DOCUMENTATION_TYPES } from '../../facts.ts'
import { asArray, asObject, asString, isObject, type JsonObject, own } from '../../json.ts'
import type { DocumentationLocation, DocumentationPart } from '../rest-api.ts'
import type { ImportContext } from './context.ts'

/** The documentation parts after an import, by id: those of the extension, unless the caller ignores them. */
export function importDocumentation(
  context: ImportContext,
  base: Readonly<Record<string, DocumentationPart>>,
): Readonly<Record<string, DocumentationPart>> {
  const parts: Record<string, DocumentationPart> = { ...base }
  if (context.options.ignoreDocumentation === true) return parts
  const byPlace = new Map(Object.values(base).map((part) => [placeOf(part.location), part.id]))
  const extension = asObject(own(context.root, 'x-amazon-apigateway-documentation'))
  for (const item of asArray(own(extension, 'documentationParts'))) {
    if (!isObject(item)) continue
    const location = locationOf(asObject(own(item, 'location')))
    if (location === undefined) continue
    const id = byPlace.get(placeOf(location)) ?? context.options.ids.next(6)
    byPlace.set(placeOf(location), id)
    parts[id] = { id, location, properties: JSON.stringify(own(item, 'properties') ?? {}) }
  }
  return parts
}

function locationOf(value: JsonObject): DocumentationLocation | undefined {
  const type = DOCUMENTATION_TYPES.find((item) => item === own(value, 'type'))
  if (type === undefined) return undefined
  const path = asString(own(value, 'path'))
  const method = asString(own(value, 'method'))
  const statusCode = asString(own(value, 'statusCode'))
  const name = asString(own(value, 'name'))
  return {
    type,
    ...(path !== undefined && { path }),
    ...(method !== undefined && { method }),
    ...(statusCode !== undefined && { statusCode }),
    ...(name !== undefined && { name }),
  }
}

function placeOf(location: DocumentationLocation): string {
  return [location.type, location.path ?? '', location.method ?? '', location.statusCode ?? '', location.name ?? ''].join('\0')
}
