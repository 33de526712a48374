import { PATCH_OPERATIONS } from '../facts.ts'
import { asArray, asString, isObject, type JsonObject, own, withEntry, withoutEntry } from '../json.ts'
import { badRequest, notFound, type ServiceError } from './errors.ts'

/** One step of an update. */
export interface PatchOperation {
  readonly op: (typeof PATCH_OPERATIONS)[number]
  readonly path: string
  readonly value: string | undefined
  readonly from: string | undefined
}

/** The steps in the body of an update; that each `op` is one was checked before. */
export function patchOperations(body: JsonObject): PatchOperation[] {
  return asArray(own(body, 'patchOperations')).flatMap((item) => {
    if (!isObject(item)) return []
    const op = PATCH_OPERATIONS.find((known) => known === own(item, 'op'))
    const path = asString(own(item, 'path'))
    if (op === undefined || path === undefined) throw badRequest(`Invalid patch path ${path ?? 'null'}`)
    return [{ op, path, value: asString(own(item, 'value')), from: asString(own(item, 'from')) }]
  })
}

/** Refuses paths in the words of the newer kinds of resource: `allowed` names the paths of each operation that there is (recorded). */
export function allowPaths(
  operations: readonly PatchOperation[],
  allowed: Readonly<Partial<Record<PatchOperation['op'], readonly string[]>>>,
): void {
  for (const { op, path } of operations) {
    const paths = allowed[op]
    if (paths?.includes(path)) continue
    const hint = paths === undefined ? 'Please choose supported operations' : `Must be one of: [${paths.join(', ')}]`
    throw badRequest(`Invalid patch path  '${path}' specified for op '${op}'. ${hint}`)
  }
}

/** Refuses all but `replace`, in the words of the older kinds of resource (recorded). */
export function onlyReplace({ op }: PatchOperation): void {
  if (op !== 'replace') throw badRequest('Invalid patch operation specified. Must be one of: [replace]')
}

export function invalidPath(path: string): ServiceError {
  return badRequest(`Invalid patch path ${path}`)
}

/** What stands in a path below a member: `/requestModels/application~1json` names `application/json`; undefined for other paths. */
export function entryOf(path: string, member: string): string | undefined {
  const [, first, name, ...more] = path.split('/')
  return first === member && name !== undefined && name !== '' && more.length === 0 ? unescapeToken(name) : undefined
}

/**
 * A map after one step of an update: what is replaced or removed must be there (recorded), and a map that became empty is gone.
 */
function patchEntry<T>(
  map: Readonly<Record<string, T>> | undefined,
  { op, path }: PatchOperation,
  name: string,
  change: { readonly value: () => T; readonly missing: string },
): Readonly<Record<string, T>> | undefined {
  if (op === 'add') return withEntry(map ?? {}, name, change.value())
  if (op !== 'replace' && op !== 'remove') throw invalidPath(path)
  if (map === undefined || !Object.hasOwn(map, name)) throw notFound(change.missing)
  if (op === 'replace') return withEntry(map, name, change.value())
  const left = withoutEntry(map, name)
  return Object.keys(left).length > 0 ? left : undefined
}

/** What the service says of an entry that is not there, by kind (recorded). */
const NO_PARAMETER = 'Invalid parameter name specified'
const NO_CONTENT_TYPE = 'Content-Type specified was not found'

/**
 * What becomes of an object whose path names an entry of one of these maps, each with the value that the step writes; undefined where it
 * names none of them.
 */
export function patchMaps<T extends object>(
  object: T,
  operation: PatchOperation,
  maps: { readonly [K in keyof T & string]?: () => NonNullable<T[K]> extends Readonly<Record<string, infer V>> ? V : never },
): T | undefined {
  for (const key of Object.keys(maps) as (keyof T & string)[]) {
    const [name, value] = [entryOf(operation.path, key), maps[key]]
    if (name === undefined || value === undefined) continue
    const missing = key.endsWith('Parameters') ? NO_PARAMETER : NO_CONTENT_TYPE
    const map = object[key] as Readonly<Record<string, unknown>> | undefined
    return withMember(object, key, patchEntry(map, operation, name, { value, missing }) as T[typeof key] | undefined)
  }
  return undefined
}

/** Flags are texts in updates; anything but `true` is false (recorded). */
export function isTrue(value: string | undefined): boolean {
  return value?.toLowerCase() === 'true'
}

/** A value of an enumeration; undefined where it is taken away. */
export function oneOf<T extends string>(path: string, value: string | undefined, allowed: readonly T[]): T | undefined {
  if (value === undefined) return undefined
  const known = allowed.find((item) => item === value)
  if (known === undefined) throw badRequest(`Invalid value specified for ${path}. Valid options are ${allowed.join(',')}`)
  return known
}

/** An object with a member set, or without it where the value is undefined. */
export function withMember<T extends object, K extends keyof T>(object: T, key: K, value: T[K] | undefined): T {
  const { [key]: _, ...rest } = object
  return (value === undefined ? rest : { ...rest, [key]: value }) as T
}

/** One reference token of a patch path, read back. */
export function unescapeToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~')
}
