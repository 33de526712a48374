import { type Draft, draft } from '../../base/draft.ts'
import { isObject, type Json, type JsonObject, own, put } from '../../base/json.ts'
import { isIntrinsic, likelyBranch } from '../../base/late-bound.ts'
import type { ApiModel } from '../../model/api-model.ts'

/**
 * What the members of an object are: keywords of OpenAPI, names of the author's (nothing may be dropped), statuses and paths (neither
 * begins with `x-`), or data of the author's.
 */
type Kind = 'keywords' | 'names' | 'statuses' | 'components' | 'data'

/** Keywords whose members are names of the author's. */
const NAMED: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
  'dependentRequired',
  '$defs',
  'definitions',
  'parameters',
  'examples',
  'headers',
  'links',
  'callbacks',
  'content',
  'encoding',
  'variables',
  'mapping',
  'scopes',
])

/** Keywords whose value is data of the author's: it stays to the last character. */
const DATA: ReadonlySet<string> = new Set(['default', 'example', 'examples', 'enum', 'const', 'value'])

const MAXIMUM_DEPTH = 256

/**
 * The normalized document without vendor extensions, its order kept; what holds none is shared. Where a late-bound value stands in
 * place of structure, the branch that the model was made of stands here; one that has none is left out, so that every reader of JSON
 * understands the rest. `any` methods of API Gateway have no counterpart in OpenAPI and are left out, too.
 */
export function cleanDocument(root: JsonObject, model: ApiModel): JsonObject {
  const cleaned: Record<string, Json> = {}
  for (const [key, value] of Object.entries(root)) {
    if (isVendor(key)) continue
    const kept = clean(value, kindOf('keywords', key, value), 0, key)
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
  if (typeof value !== 'object' || value === null || kind === 'data' || depth > MAXIMUM_DEPTH) return value
  if (isIntrinsic(value)) {
    const branch = likelyBranch(value)
    return branch === undefined || isIntrinsic(branch) ? undefined : clean(branch, kind, depth + 1, key)
  }
  if (!isObject(value)) return cleanList(value, depth, key)
  let edit: Draft | undefined
  for (const name of Object.keys(value)) {
    const member = value[name] as Json
    const kept = kind !== 'names' && isVendor(name) ? undefined : clean(member, kindOf(kind, name, member), depth + 1, name)
    if (kept === member) continue
    edit ??= draft(value)
    if (kept === undefined) edit.remove(name)
    else edit.set(name, kept)
  }
  return edit?.finish() ?? value
}

function cleanList(list: readonly Json[], depth: number, key: string): readonly Json[] {
  let copy: Json[] | undefined
  for (const [index, item] of list.entries()) {
    const kept = clean(item, key === 'security' ? 'names' : 'keywords', depth + 1, key)
    if (kept !== item) copy ??= list.slice(0, index)
    if (copy && kept !== undefined) copy.push(kept)
  }
  return copy ?? list
}

function kindOf(parent: Kind, name: string, member: Json): Kind {
  if (parent === 'names' || parent === 'statuses') return 'keywords'
  if (parent === 'components') return 'names'
  if (DATA.has(name) && !(name === 'examples' && isObject(member))) return 'data'
  if (!isObject(member)) return 'keywords'
  if (name === 'components') return 'components'
  if (name === 'responses' || name === 'paths') return 'statuses'
  return NAMED.has(name) ? 'names' : 'keywords'
}

function isVendor(key: string): boolean {
  return key.startsWith('x-') || key.startsWith('Fn::')
}
