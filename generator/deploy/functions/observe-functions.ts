import { canonicalJson, type Json, sha256 } from '../../base/json.ts'
import type { CloudFunction, CloudVersion, FunctionCloud, FunctionPermission } from './function-cloud.ts'

/** What there is of one function. Everything is undefined or empty as long as it does not exist. */
export interface ObservedFunction {
  readonly function?: CloudFunction
  /** The version that the alias serves. */
  readonly live?: CloudVersion
  readonly permissions: readonly FunctionPermission[]
}

/** What there is now, by the functions' names. */
export interface ObservedFunctions {
  readonly functions: ReadonlyMap<string, ObservedFunction>
  /** SHA-256 of all of it. */
  readonly digest: string
}

/** Looks at functions and at what an alias of them serves. */
export async function observeFunctions(cloud: FunctionCloud, names: readonly string[], alias: string): Promise<ObservedFunctions> {
  const functions = new Map<string, ObservedFunction>()
  for (const name of names) functions.set(name, await observeFunction(cloud, name, alias))
  return { functions, digest: sha256(canonicalJson([...functions] as unknown as Json)) }
}

async function observeFunction(cloud: FunctionCloud, name: string, alias: string): Promise<ObservedFunction> {
  const found = await cloud.getFunction(name)
  const live = found && (await cloud.getAlias(name, alias))
  const permissions = live ? await cloud.listPermissions(name, alias) : []
  return { ...(found && { function: found }), ...(live && { live }), permissions }
}
