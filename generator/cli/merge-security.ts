import { asArray, asObject, asString, isObject, type Json, type JsonObject, own, put } from '../base/json.ts'
import { follow, tokens } from '../base/pointer.ts'
import type { Edit } from '../merge/edit.ts'
import type { Spec } from '../pipeline.ts'

/** What exports call the API key and IAM, which have no name in API Gateway, and how a spec that has neither declares them. */
const NAMELESS: Readonly<Record<string, JsonObject>> = {
  api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
  sigv4: { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' },
}

/**
 * An edit with its security in the author's words. The compared form lists what a caller needs one by one, under the names of an export;
 * an author writes all of it as one requirement, under names of his own. Schemes that the spec lacks are declared by edits of their own.
 */
export function authoredSecurity(spec: Spec, edit: Edit): readonly Edit[] {
  const [paths, path, ...rest] = tokens(edit.pointer)
  if (paths !== 'paths' || path === undefined || rest.length > 2 || edit.kind === 'append') return [edit]
  const names = namesOf(spec)
  if (rest[1] !== undefined) {
    if (rest[1] !== 'security') return [edit]
    if (edit.kind === 'set') return withSchemes({ ...edit, value: requirement(edit.value, names) }, edit.value, names)
    // Without a word of its own the operation would have the security of the document.
    return [hasRootSecurity(spec) ? { kind: 'set', pointer: edit.pointer, value: [] } : edit]
  }
  if (edit.kind !== 'set') return [edit]
  const hasRoot = hasRootSecurity(spec)
  const change = (one: Json): Json => operation(one, names, hasRoot)
  const translated = rest[0] === undefined ? mapMembers(asObject(edit.value), change) : change(edit.value)
  const operations = rest[0] === undefined ? Object.values(asObject(edit.value)) : [edit.value]
  const security = operations.flatMap((one) => asArray(asObject(one).security))
  return withSchemes({ ...edit, value: translated }, security, names)
}

type Names = Readonly<Record<string, string | undefined>>

/** The author's names of what has none in API Gateway. */
function namesOf({ document }: Spec): Names {
  const schemes = Object.entries(asObject(asObject(document.root.components).securitySchemes))
  const named = (matches: (scheme: JsonObject) => boolean): string | undefined =>
    schemes.find(([, scheme]) => matches(asObject(scheme)))?.[0]
  return {
    api_key: named((scheme) => scheme.in === 'header' && asString(scheme.name)?.toLowerCase() === 'x-api-key' && isBare(scheme)),
    sigv4: named((scheme) => asString(own(scheme, 'x-amazon-apigateway-authtype'))?.toLowerCase() === 'awssigv4'),
  }
}

function isBare(scheme: JsonObject): boolean {
  return own(scheme, 'x-amazon-apigateway-authorizer') === undefined && own(scheme, 'x-amazon-apigateway-authtype') === undefined
}

function hasRootSecurity({ loaded }: Spec): boolean {
  return follow(loaded.files[loaded.entry]?.value, `${loaded.pointer}/security`) !== undefined
}

function withSchemes(edit: Edit, used: Json, names: Names): readonly Edit[] {
  const missing = asArray(used)
    .flatMap((one) => Object.keys(asObject(one)))
    .filter((name) => Object.hasOwn(NAMELESS, name) && names[name] === undefined)
  const schemes = [...new Set(missing)].map(
    (name): Edit => ({
      kind: 'set',
      pointer: `/components/securitySchemes/${name}`,
      value: NAMELESS[name] as JsonObject,
    }),
  )
  return [edit, ...schemes]
}

/** A new operation: where the document has a security of its own, it says that it has none. */
function operation(value: Json, names: Names, hasRoot: boolean): Json {
  const given = mapMembers(asObject(value), (member, key) => (key === 'security' ? requirement(member, names) : member))
  return hasRoot && !Object.hasOwn(given, 'security') ? { ...given, security: [] } : given
}

/** All that is needed, as one requirement. */
function requirement(list: Json, names: Names): Json {
  const all: Record<string, Json> = {}
  for (const one of asArray(list))
    if (isObject(one))
      for (const [name, scopes] of Object.entries(one)) put(all, (Object.hasOwn(NAMELESS, name) && names[name]) || name, scopes)
  return Object.keys(all).length === 0 ? [] : [all]
}

function mapMembers(object: JsonObject, change: (value: Json, key: string) => Json): JsonObject {
  const result: Record<string, Json> = {}
  for (const [key, value] of Object.entries(object)) put(result, key, change(value, key))
  return result
}
