import type { DomainName } from '../definition/account.ts'
import { own } from '../json.ts'

/** The stage that a path of a custom domain leads to, and what of the path is left for it. */
export interface MappedPath {
  readonly apiId: string
  readonly stageName: string
  /** Below the base path, with its first slash. */
  readonly path: string
}

/**
 * Where a path of a custom domain leads: the mapping of its first part, else the one for all other paths. A mapping without a stage takes
 * the next part for it. Undefined: no mapping takes the path.
 */
export function mappedPath({ mappings }: DomainName, path: string): MappedPath | undefined {
  const parts = path.replace(/^\/+/, '').split('/')
  const [first = ''] = parts
  const named = first === '' || first === '(none)' ? undefined : own(mappings, first)
  const mapping = named ?? own(mappings, '(none)')
  if (mapping === undefined) return undefined
  const rest = named === undefined ? parts : parts.slice(1)
  const [stageName = ''] = rest
  const left = mapping.stage === undefined ? rest.slice(1) : rest
  return { apiId: mapping.restApiId, stageName: mapping.stage ?? stageName, path: `/${left.join('/')}` }
}
