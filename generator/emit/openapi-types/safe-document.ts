import { isObject, type Json, type JsonObject, own, put } from '../../base/json.ts'
import { isIntrinsic } from '../../base/late-bound.ts'

/** Members whose values openapi-typescript prints into comments, as it finds them. */
const COMMENTS = new Set(['title', 'description', 'summary', 'default', 'example', 'examples', 'format', 'pattern'])

const PRINTED = new Set(['title', 'description', 'summary', 'format'])

/** Members that hold a value by any name, so their keys are names and no keywords. */
const MAPS = new Set(
  'paths schemas responses parameters requestBodies headers securitySchemes links callbacks pathItems properties patternProperties $defs content examples mapping'.split(
    ' ',
  ),
)

/** Deeper than this nothing is printed; the document was checked for depth when it was loaded. */
const DEEPEST = 400

/**
 * A copy of a document that openapi-typescript can be given: text that it would print into comments is made inert, extensions and
 * examples are gone, and what stands late-bound in place of a structure is gone too, because it would be taken for one.
 */
export function safeDocument(root: JsonObject): JsonObject {
  return copyObject(root, 'keywords', 0)
}

function copyObject(object: JsonObject, keys: 'keywords' | 'names', depth: number): JsonObject {
  const copy: Record<string, Json> = {}
  for (const key of Object.keys(object)) {
    if (key.startsWith('x-') && (keys === 'keywords' || key.startsWith('x-amazon-apigateway-'))) continue
    const value = object[key] as Json
    if (keys === 'names') {
      const inner = copyValue(value, 'keywords', depth + 1)
      if (inner !== undefined) put(copy, key, inner)
    } else if (COMMENTS.has(key)) {
      // Of these, only a default may be anything but text.
      if (key === 'default') put(copy, key, inert(value, 0))
      else if (typeof value === 'string' && PRINTED.has(key)) put(copy, key, inertText(value))
    } else if (key === 'enum' || key === 'const') put(copy, key, value)
    else {
      const inner = copyValue(value, MAPS.has(key) ? 'names' : 'keywords', depth + 1)
      if (inner !== undefined) put(copy, key, inner)
    }
  }
  return copy
}

function copyValue(value: Json, keys: 'keywords' | 'names', depth: number): Json | undefined {
  if (depth > DEEPEST || isIntrinsic(value)) return undefined
  if (Array.isArray(value)) return value.flatMap((item) => copyValue(item as Json, 'keywords', depth + 1) ?? [])
  return isObject(value) ? copyObject(value, keys, depth) : value
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
  return text
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, (char) => (char === '\n' || char === '\t' ? char : ' '))
    .replaceAll('*/', '* /')
    .replaceAll('/*', '/ *')
    .replace(/@(?=ts-|internal|preserve|license|jsx|__PURE__)/gi, '@ ')
    .replace(/([#@])(?=\s*source(Mapping)?URL)/gi, '$1 ')
    .replace(/<(?=(reference|amd)\b)/gi, '< ')
}
