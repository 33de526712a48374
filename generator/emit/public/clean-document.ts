import { isObject, type Json, type JsonObject, own, put } from '../../base/json.ts'
import { isIntrinsic, likelyBranch } from '../../base/late-bound.ts'
import type { ApiModel } from '../../model/api-model.ts'

/** What the members of an object are: names of the author's, where nothing may be dropped, or keywords of OpenAPI. */
type Kind = 'keywords' | 'names' | 'data' | 'paths' | 'pathItem'

/** Keywords whose members are names of the author's. */
const NAMED: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
  'dependentRequired',
  '$defs',
  'definitions',
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
  'content',
  'encoding',
  'variables',
  'mapping',
  'scopes',
])

/** Keywords whose value is data of the author's: it stays to the last character. */
const DATA: ReadonlySet<string> = new Set(['default', 'example', 'examples', 'enum', 'const', 'value'])

/** Keywords that hold one value; an intrinsic there is replaced by nothing. */
const MAXIMUM_DEPTH = 256

/**
 * The normalized document without vendor extensions, its order kept. Where a late-bound value stands in place of structure, the
 * branch that the model was made of stands here; one that has none is left out, so that every reader of JSON understands the rest.
 * `any` methods of API Gateway have no counterpart in OpenAPI and are left out, too.
 */
export function cleanDocument(root: JsonObject, model: ApiModel): JsonObject {
  const cleaned: Record<string, Json> = {}
  for (const [key, value] of Object.entries(root)) {
    if (isVendor(key)) continue
    const kept = clean(value, key === 'paths' || key === 'webhooks' ? 'paths' : 'keywords', 0, key)
    if (kept !== undefined) put(cleaned, key, kept)
  }
  const info = isObject(cleaned.info) ? cleaned.info : {}
  // What OpenAPI requires is there whatever the author left to a deployment tool.
  cleaned.info = {
    ...info,
    title: own(info, 'title') ?? model.title,
    version: own(info, 'version') ?? model.version,
  }
  if (!isObject(cleaned.paths)) cleaned.paths = {}
  return cleaned
}

function clean(value: Json, kind: Kind, depth: number, key: string): Json | undefined {
  if (kind === 'data' || depth > MAXIMUM_DEPTH) return value
  if (isIntrinsic(value)) {
    const branch = likelyBranch(value)
    return branch === undefined || isIntrinsic(branch) ? undefined : clean(branch, kind, depth + 1, key)
  }
  if (Array.isArray(value)) {
    const items: Json[] = []
    for (const item of value as readonly Json[]) {
      const kept = clean(item, 'keywords', depth + 1, key)
      if (kept !== undefined) items.push(kept)
    }
    return items
  }
  if (!isObject(value)) return value
  const cleaned: Record<string, Json> = {}
  for (const [name, member] of Object.entries(value)) {
    if (kind !== 'names' && isVendor(name)) continue
    const kept = clean(member, kindOf(kind, name, member), depth + 1, name)
    if (kept !== undefined) put(cleaned, name, kept)
  }
  return cleaned
}

function kindOf(parent: Kind, name: string, member: Json): Kind {
  if (parent === 'paths') return 'pathItem'
  if (parent === 'names') return 'keywords'
  if (DATA.has(name) && !(name === 'examples' && isObject(member))) return 'data'
  return NAMED.has(name) && isObject(member) ? 'names' : 'keywords'
}

function isVendor(key: string): boolean {
  return key.startsWith('x-') || key.startsWith('Fn::')
}
