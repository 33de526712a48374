import { documentationPartsOf, locationOf, placeOf } from '../definition/import/documentation.ts'
import { parseBody } from '../definition/parse.ts'
import type { DocumentationPart, RestApi } from '../definition/rest-api.ts'
import { LIMITS } from '../facts.ts'
import { toText } from '../http.ts'
import { asObject, isObject, type JsonObject, own, withEntry, withoutEntry } from '../json.ts'
import type { Call, Operation } from './call.ts'
import { badRequest, conflict, notFound, unsupportedOperation } from './errors.ts'
import { findApi, withApi } from './find.ts'
import { page, param, text } from './input.ts'
import { allowPaths, patchOperations } from './patch.ts'

function viewPart(part: DocumentationPart): JsonObject {
  return { id: part.id, location: { ...part.location }, properties: part.properties }
}

/** The part that the call names; of an API that is not there the service misses the part (recorded), except when it deletes. */
function findPart(call: Call): { readonly api: RestApi; readonly part: DocumentationPart } {
  const api = own(call.state.restApis, param(call, 'restApiId'))
  const part = api === undefined ? undefined : own(api.documentationParts, param(call, 'documentationPartId'))
  if (api === undefined || part === undefined) throw notFound('Invalid Documentation part identifier specified')
  return { api, part }
}

function withPart(call: Call, api: RestApi, part: DocumentationPart): Call['state'] {
  return withApi(call.state, { ...api, documentationParts: withEntry(api.documentationParts, part.id, part) })
}

/** Properties are the text of a JSON object. */
function checkProperties(properties: string): string {
  try {
    if (isObject(JSON.parse(properties))) return properties
  } catch {
    // Refused below, as a value of another kind is.
  }
  throw badRequest('Documentation part properties must be a valid JSON object')
}

export const createDocumentationPart: Operation = (call) => {
  const api = findApi(call)
  const location = locationOf(asObject(own(call.body, 'location')))
  if (location === undefined) throw badRequest('Invalid documentation part location specified')
  const properties = checkProperties(text(call.body, 'properties') ?? '')
  const parts = Object.values(api.documentationParts)
  if (parts.length >= LIMITS.documentationParts) throw badRequest(`Documentation parts are limited to ${LIMITS.documentationParts}`)
  if (parts.some((other) => placeOf(other.location) === placeOf(location))) {
    const words = Object.entries(location).map(([key, value]) => `${key} '${value}'`)
    throw conflict(`Documentation part already exists for the specified location: ${words.join(', ')}.`)
  }
  const part: DocumentationPart = { id: call.world.ids.next(6), location, properties }
  return { body: viewPart(part), next: withPart(call, api, part) }
}

export const getDocumentationParts: Operation = (call) => {
  const { query } = call
  if (query.get('locationStatus') === 'UNDOCUMENTED') throw unsupportedOperation('GetDocumentationParts with locationStatus UNDOCUMENTED')
  const asked = (['type', 'name', 'path'] as const).filter((key) => query.has(key))
  const parts = Object.values(findApi(call).documentationParts).filter(({ location }) =>
    // A path that is asked for stands for all below it too (guide).
    asked.every((key) => (key === 'path' ? location.path?.startsWith(query.get(key) ?? '') : location[key] === query.get(key))),
  )
  return { body: page(call, parts.map(viewPart)) }
}

export const getDocumentationPart: Operation = (call) => ({ body: viewPart(findPart(call).part) })

export const updateDocumentationPart: Operation = (call) => {
  const { api, part: before } = findPart(call)
  const operations = patchOperations(call.body)
  allowPaths(operations, { replace: ['/properties'] })
  const properties = operations.at(-1)?.value
  const part = operations.length === 0 ? before : { ...before, properties: checkProperties(properties ?? '') }
  return { body: viewPart(part), next: withPart(call, api, part) }
}

export const deleteDocumentationPart: Operation = (call) => {
  const api = findApi(call)
  const { part } = findPart(call)
  return { next: withApi(call.state, { ...api, documentationParts: withoutEntry(api.documentationParts, part.id) }) }
}

/** `merge` keeps the parts of other locations, `overwrite` drops all that the document does not have. */
export const importDocumentationParts: Operation = (call) => {
  const api = findApi(call)
  const parsed = parseBody(toText(call.bytes))
  if (parsed.kind === 'invalid' || !isObject(parsed.document)) throw badRequest('Unable to build importer with provided input.')
  const base = call.query.get('mode') === 'overwrite' ? {} : api.documentationParts
  const imported = documentationPartsOf(parsed.document, base, call.world.ids)
  return { body: { ids: imported.ids }, next: withApi(call.state, { ...api, documentationParts: imported.parts }) }
}
