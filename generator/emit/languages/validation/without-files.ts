import { asObject, isObject, type Json, type JsonObject, own } from '../../../base/json.ts'
import type { Part, Parts } from '../../../model/api-model.ts'
import { isFile } from '../handlers/parts.ts'
import type { SchemaContext } from './schema-context.ts'

/** As deep as parts are looked for. */
const DEEPEST = 16

/**
 * The schema of a multipart body as its handler is given it: a file is an object there, which keywords for texts say nothing about, so it
 * only has to be there where it is required, and a list of them has to be as long as it is declared. What holds no file stays as it is.
 */
export function withoutFiles(schema: Json, parts: Parts, context: SchemaContext): Json {
  const files = new Map(parts.named.filter(isFile).map((part) => [part.name, part]))
  const others = parts.others && isFile(parts.others) ? parts.others : undefined
  if (files.size === 0 && !others) return schema
  return rewritten(schema, { files, others, context }, 0)
}

interface Rewriting {
  readonly files: ReadonlyMap<string, Part>
  readonly others: Part | undefined
  readonly context: SchemaContext
}

function rewritten(schema: Json, rewriting: Rewriting, depth: number): Json {
  if (!isObject(schema) || depth > DEEPEST) return schema
  const { $ref: ref, ...rest } = schema
  const target = typeof ref === 'string' ? rewriting.context.resolve(ref) : undefined
  if (target) {
    const inner = rewritten(target.schema, rewriting, depth + 1)
    return Object.keys(rest).length === 0 ? inner : { allOf: [inner, rewritten(rest, rewriting, depth + 1)] }
  }
  const { properties, additionalProperties } = schema
  const found: Record<string, Json> = { ...schema } as Record<string, Json>
  if (isObject(properties)) found.properties = withoutFileMembers(properties, rewriting)
  for (const keyword of ['allOf', 'oneOf', 'anyOf']) {
    const members = schema[keyword]
    if (Array.isArray(members)) found[keyword] = members.map((member) => rewritten(member as Json, rewriting, depth + 1))
  }
  if (rewriting.others && isObject(additionalProperties))
    found.additionalProperties = fileSchema(additionalProperties, rewriting.others, rewriting)
  return found
}

function withoutFileMembers(properties: JsonObject, rewriting: Rewriting): JsonObject {
  const members = Object.entries(properties).map(([name, schema]) => {
    const part = rewriting.files.get(name)
    return [name, part ? fileSchema(schema as Json, part, rewriting) : schema] as const
  })
  return Object.fromEntries(members) as JsonObject
}

/** How many there may be is said of the list; the rest is about texts. */
function fileSchema(schema: Json, { isList }: Part, { context }: Rewriting): Json {
  const ref = own(asObject(schema), '$ref')
  const list = asObject(typeof ref === 'string' ? context.resolve(ref)?.schema : schema)
  const counts = ['minItems', 'maxItems'].flatMap((keyword) => {
    const count = own(list, keyword)
    return count === undefined ? [] : [[keyword, count] as const]
  })
  return isList && counts.length > 0 ? (Object.fromEntries(counts) as JsonObject) : true
}
