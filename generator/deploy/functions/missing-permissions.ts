import { canonicalJson, type Json, sha256 } from '../../base/json.ts'
import type { FunctionPermission } from './function-cloud.ts'

/**
 * The rights that are wanted and not there. Rights are told apart by what they say, not by their names: one that says something else than before
 * gets another name, so that the new one stands before the old one goes (DataBiosphere/azul#8301: 500s while one was replaced).
 */
export function missingPermissions(wanted: readonly FunctionPermission[], found: readonly FunctionPermission[]): FunctionPermission[] {
  const said = new Set(found.map(contentOf))
  const taken = new Set(found.map(({ id }) => id))
  return wanted
    .filter((permission) => !said.has(contentOf(permission)))
    .map((permission) => (taken.has(permission.id) ? { ...permission, id: otherName(permission) } : permission))
}

/** All but the name, which decides nothing. */
export function contentOf({ id: _, ...permission }: FunctionPermission): string {
  return canonicalJson(permission as unknown as Json)
}

function otherName(permission: FunctionPermission): string {
  return `${permission.id.slice(0, 90)}-${sha256(contentOf(permission)).slice(0, 8)}`
}
