import { own, withEntry } from '../../json.ts'
import type { FunctionVersion, GatewayState, LambdaFunction } from '../../store/state.ts'
import type { Call } from '../call.ts'
import { ServiceError } from '../errors.ts'
import { param } from '../input.ts'

/** A function named in a call, and the version or alias that is meant. */
export interface FunctionName {
  readonly name: string
  readonly qualifier: string | undefined
}

/** Reads `name`, `name:qualifier`, `account:function:name` and ARNs. */
export function parseFunctionName(written: string): FunctionName {
  const parts = written.split(':')
  const start = parts.lastIndexOf('function')
  const [name = '', qualifier] = start >= 0 ? parts.slice(start + 1) : parts
  return { name, qualifier }
}

/** The function that the path names; the query's `Qualifier` counts where the name has none. */
export function functionName(call: Call): FunctionName {
  const { name, qualifier = call.query.get('Qualifier') ?? undefined } = parseFunctionName(param(call, 'FunctionName'))
  return { name, qualifier }
}

export function functionArn(call: Call, name: string, qualifier?: string): string {
  const { partition, region, accountId } = call.world
  return `arn:${partition}:lambda:${region}:${accountId}:function:${name}${qualifier === undefined ? '' : `:${qualifier}`}`
}

/** The function that the call names, or Lambda's refusal. */
export function findFunction(call: Call): { readonly found: LambdaFunction; readonly qualifier: string | undefined } {
  const { name, qualifier } = functionName(call)
  const found = own(call.state.functions, name)
  if (found === undefined) throw functionNotFound(functionArn(call, name, qualifier))
  return { found, qualifier }
}

export function functionNotFound(arn: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', `Function not found: ${arn}`, 404)
}

/** The version that a qualifier means: a version, an alias, or `$LATEST` where there is none. */
export function findVersion(call: Call, found: LambdaFunction, qualifier: string | undefined): FunctionVersion {
  const alias = qualifier === undefined ? undefined : own(found.aliases, qualifier)
  const version = own(found.versions, alias?.functionVersion ?? qualifier ?? '$LATEST')
  if (version === undefined) throw functionNotFound(functionArn(call, found.name, qualifier))
  return version
}

export function withFunction(state: GatewayState, changed: LambdaFunction): GatewayState {
  return { ...state, functions: withEntry(state.functions, changed.name, changed) }
}
