import { asString, isObject, type Json, type JsonObject, own, pointer } from '../../json.ts'
import type { EndpointType, IdSource, RestApi } from '../rest-api.ts'

/** One thing that the service would say of an import; `pointer` leads into the imported document. */
export interface ImportIssue {
  readonly severity: 'error' | 'warning'
  /** AWS's own text where it is known. */
  readonly message: string
  readonly pointer: string
}

/** How a document is imported. */
export interface ImportOptions {
  readonly mode: 'create' | 'merge' | 'overwrite'
  /** The API that is merged into or overwritten. */
  readonly base?: RestApi
  /** What becomes of the document's base path; `ignore` unless given. */
  readonly basePath?: 'ignore' | 'prepend' | 'split'
  readonly ignoreDocumentation?: boolean
  /** For a new API; EDGE unless given. */
  readonly endpointType?: EndpointType
  readonly ids: IdSource
  readonly region: string
  readonly accountId: string
  readonly partition: string
  /** Seconds since the epoch: the creation date of a new API. */
  readonly now?: number
}

/** What every part of an import is handed. */
export interface ImportContext {
  readonly root: JsonObject
  readonly dialect: 'swagger' | 'oas3'
  readonly options: ImportOptions
  readonly apiId: string
  /** Names of the models that exist after this import. */
  readonly modelNames: Set<string>
  readonly warn: (message: string, pointer: string) => void
  readonly fail: (message: string, pointer: string) => void
}

/** A value and where it stands in the document. */
export interface Located {
  readonly value: Json | undefined
  readonly pointer: string
}

/** More hops than this are a circle. */
const MAXIMUM_HOPS = 32

/** Follows local references from a value to what they name; undefined where one leads nowhere, out of the document or in a circle. */
export function resolve(context: ImportContext, located: Located): Located | undefined {
  let current = located
  for (let hop = 0; hop < MAXIMUM_HOPS; hop += 1) {
    const reference = isObject(current.value) ? asString(own(current.value, '$ref')) : undefined
    if (reference === undefined) return current
    if (!reference.startsWith('#/')) return undefined
    const found = follow(context.root, reference.slice(1))
    if (found === undefined) return undefined
    current = { value: found, pointer: reference.slice(1) }
  }
  return undefined
}

function follow(root: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = root
  for (const token of path.slice(1).split('/')) {
    if (typeof value !== 'object' || value === null) return undefined
    const key = decode(token).replaceAll('~1', '/').replaceAll('~0', '~')
    value = Object.hasOwn(value, key) ? (value as JsonObject)[key] : undefined
  }
  return value
}

function decode(token: string): string {
  if (!token.includes('%')) return token
  try {
    return decodeURIComponent(token)
  } catch {
    return token
  }
}

/** The entries of an object with their pointers; none for anything else. */
export function entries(value: Json | undefined, at: string): { key: string; value: Json; pointer: string }[] {
  if (!isObject(value)) return []
  return Object.entries(value).map(([key, item]) => ({ key, value: item, pointer: pointer(at, key) }))
}

/** The strings of a map; `onOther` hears of every value that is none. */
export function textMap(
  value: Json | undefined,
  at: string,
  onOther: (key: string, value: Json, pointer: string) => void,
): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const entry of entries(value, at)) {
    if (typeof entry.value === 'string') {
      if (entry.key === '__proto__')
        Object.defineProperty(texts, entry.key, { value: entry.value, enumerable: true, configurable: true, writable: true })
      else texts[entry.key] = entry.value
    } else onOther(entry.key, entry.value, entry.pointer)
  }
  return texts
}

/** True for a map that holds anything. */
export function filled(map: object): boolean {
  return Object.keys(map).length > 0
}

/** A value that documents spell in any case, as the service stores it. */
export function member<T extends string>(value: Json | undefined, allowed: readonly T[]): T | undefined {
  const text = asString(value)?.toUpperCase()
  return allowed.find((item) => item === text)
}
