import { asArray, asObject, asString, isObject, type Json, type JsonObject, own, put } from '../../base/json.ts'
import { isIntrinsic } from '../../base/late-bound.ts'
import { follow, localPointer } from '../../base/pointer.ts'
import { replaceUnseen } from '../../base/unseen.ts'
import { inertInComment } from '../languages/comment-text.ts'
import { cutCircles } from './cut-circles.ts'

/** Members that are printed into comments as they are found. */
const TEXTS = new Set(['title', 'description', 'summary', 'format'])

/** Members that no type needs. */
const DROPPED = new Set([
  'example',
  'examples',
  'pattern',
  'externalDocs',
  'xml',
  'contact',
  'license',
  'tags',
  'servers',
  'security',
  'links',
])

/** Members that hold values by any name, so that their keys are no keywords. */
const MAPS = new Set(
  'paths schemas responses parameters requestBodies headers securitySchemes callbacks pathItems properties patternProperties $defs content'.split(
    ' ',
  ),
)

/** Members that hold a list of schemas. */
const LISTS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])

/** Deeper than this nothing is printed; no real document comes near. */
const DEEPEST = 400

interface Copying {
  readonly root: JsonObject
  readonly schemas: JsonObject
  /** Operation ids that several operations have. */
  readonly repeated: ReadonlySet<string>
}

/**
 * A copy of a document that openapi-typescript can be given. Text that it prints into comments is inert; extensions and examples are
 * gone, and so is what it takes for a structure and fails over: late-bound values in place of one, members of a wrong shape, ids that
 * operations share, discriminators that lead nowhere, schemas that are nothing but themselves.
 */
export function safeDocument(root: JsonObject): JsonObject {
  const copying: Copying = { root, schemas: asObject(own(asObject(own(root, 'components')), 'schemas')), repeated: repeatedIds(root) }
  const copy = copyKeywords(root, copying, 0)
  cutCircles(asObject(own(asObject(own(copy, 'components')), 'schemas')))
  return copy
}

function repeatedIds(root: JsonObject): Set<string> {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const item of Object.values(asObject(own(root, 'paths')))) {
    for (const operation of Object.values(asObject(item))) {
      const id = asString(own(asObject(operation), 'operationId'))
      if (id !== undefined && seen.has(id)) repeated.add(id)
      if (id !== undefined) seen.add(id)
    }
  }
  return repeated
}

function copyKeywords(object: JsonObject, copying: Copying, depth: number): JsonObject {
  const copy: Record<string, Json> = {}
  for (const key of Object.keys(object)) {
    if (key.startsWith('x-') || DROPPED.has(key)) continue
    const value = copyMember(key, object[key] as Json, copying, depth + 1)
    if (value !== undefined) put(copy, key, value)
  }
  // It would take the values of an enum of objects for schemas.
  if (Array.isArray(copy.enum) && copy.type === 'object') delete copy.type
  return copy
}

function copyMember(key: string, value: Json, copying: Copying, depth: number): Json | undefined {
  if (depth > DEEPEST || isIntrinsic(value)) return undefined
  if (TEXTS.has(key)) return typeof value === 'string' ? inertText(value) : undefined
  if (MAPS.has(key) && isObject(value)) return copyNames(value, copying, depth)
  // Before 3.0 a parameter's list stood where a map stands in components.
  if (LISTS.has(key) || key === 'parameters') return asArray(value).flatMap((item) => copyStructure(item, copying, depth + 1) ?? [])
  switch (key) {
    case 'enum':
    case 'const':
      return value
    case 'default':
      return inert(value, 0)
    case 'operationId':
      return typeof value === 'string' && !copying.repeated.has(value) ? value : undefined
    case 'discriminator':
      return copyDiscriminator(value, copying)
    case '$ref':
      return typeof value === 'string' && leads(value, copying) ? value : undefined
    default:
      if (Array.isArray(value)) return value.filter((item) => !isIntrinsic(item))
      return isObject(value) ? copyKeywords(value, copying, depth) : value
  }
}

/** Values by name; each has to be a structure. Path items and the like begin with no `x-`, extensions of AWS do. */
function copyNames(object: JsonObject, copying: Copying, depth: number): JsonObject {
  const copy: Record<string, Json> = {}
  for (const name of Object.keys(object)) {
    const value = name.startsWith('x-amazon-apigateway-') ? undefined : copyStructure(object[name] as Json, copying, depth + 1)
    if (value !== undefined) put(copy, name, value)
  }
  return copy
}

function copyStructure(value: Json, copying: Copying, depth: number): Json | undefined {
  if (typeof value === 'boolean') return value
  return isObject(value) && !isIntrinsic(value) && depth <= DEEPEST ? copyKeywords(value, copying, depth) : undefined
}

function copyDiscriminator(value: Json, copying: Copying): Json | undefined {
  const property = asString(own(asObject(value), 'propertyName'))
  if (property === undefined) return undefined
  const mapping: Record<string, Json> = {}
  for (const [name, target] of Object.entries(asObject(own(asObject(value), 'mapping')))) {
    if (typeof target !== 'string') continue
    const ref = Object.hasOwn(copying.schemas, target)
      ? `#/components/schemas/${target.replaceAll('~', '~0').replaceAll('/', '~1')}`
      : target
    if (leads(ref, copying)) put(mapping, name, ref)
  }
  return { propertyName: property, ...(Object.keys(mapping).length > 0 && { mapping }) }
}

function leads(ref: string, { root }: Copying): boolean {
  const pointer = localPointer(ref)
  return pointer !== undefined && isObject(follow(root, pointer))
}

/** A value with all its texts inert inside a comment of TypeScript. */
function inert(value: Json, depth: number): Json {
  if (depth > 20) return null
  if (typeof value === 'string') return inertText(value)
  if (Array.isArray(value)) return value.map((item) => inert(item as Json, depth + 1))
  if (!isObject(value)) return value
  const copy: Record<string, Json> = {}
  for (const key of Object.keys(value)) put(copy, inertText(key), inert(own(value, key) ?? null, depth + 1))
  return copy
}

function inertText(text: string): string {
  const lines = text.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
  return inertInComment(replaceUnseen(lines, (char) => (char === '\n' ? char : ' ')))
}
