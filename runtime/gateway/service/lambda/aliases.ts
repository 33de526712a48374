import { asObject, type JsonObject, own, put, withEntry, withoutEntry } from '../../json.ts'
import type { FunctionAlias, LambdaFunction } from '../../store/state.ts'
import type { Call, Operation } from '../call.ts'
import { ServiceError } from '../errors.ts'
import { param, text } from '../input.ts'
import { findFunction, findVersion, functionArn, withFunction } from './find.ts'
import { checkRevision, page } from './input.ts'

function viewAlias(call: Call, name: string, alias: FunctionAlias): JsonObject {
  return {
    AliasArn: functionArn(call, name, alias.name),
    Name: alias.name,
    FunctionVersion: alias.functionVersion,
    ...(alias.weights !== undefined && { RoutingConfig: { AdditionalVersionWeights: alias.weights } }),
    Description: alias.description,
    RevisionId: alias.revisionId,
  }
}

function findAlias(call: Call, found: LambdaFunction): FunctionAlias {
  const alias = own(found.aliases, param(call, 'Name'))
  if (alias === undefined) {
    throw new ServiceError('ResourceNotFoundException', `Cannot find alias arn: ${functionArn(call, found.name, param(call, 'Name'))}`, 404)
  }
  return alias
}

/** The shares of other versions; an empty map takes them away, and nothing keeps them. */
function weights(call: Call, found: LambdaFunction, before: FunctionAlias['weights']): Pick<FunctionAlias, 'weights'> {
  const written = own(asObject(own(call.body, 'RoutingConfig')), 'AdditionalVersionWeights')
  if (written === undefined || written === null) return before === undefined ? {} : { weights: before }
  const shares: Record<string, number> = {}
  for (const [version, share] of Object.entries(asObject(written))) {
    if (typeof share !== 'number' || share < 0 || share > 1) {
      throw new ServiceError('InvalidParameterValueException', `Invalid weight ${String(share)}: a number from 0 to 1 is needed`, 400)
    }
    if (version === '$LATEST') {
      throw new ServiceError('InvalidParameterValueException', '$LATEST is not supported for an alias pointing to more than 1 version', 400)
    }
    put(shares, findVersion(call, found, version).version, share)
  }
  return Object.keys(shares).length === 0 ? {} : { weights: shares }
}

const ALIAS = /^(?!^[0-9]+$)[a-zA-Z0-9-_]{1,128}$/

export const createAlias: Operation = (call) => {
  const { found } = findFunction(call)
  const name = text(call.body, 'Name') ?? ''
  if (!ALIAS.test(name)) throw new ServiceError('InvalidParameterValueException', `Invalid alias name: ${name}`, 400)
  if (own(found.aliases, name) !== undefined) {
    throw new ServiceError('ResourceConflictException', `Alias already exists: ${functionArn(call, found.name, name)}`, 409)
  }
  const functionVersion = findVersion(call, found, text(call.body, 'FunctionVersion')).version
  const alias: FunctionAlias = {
    name,
    functionVersion,
    ...weights(call, found, undefined),
    description: text(call.body, 'Description') ?? '',
    revisionId: call.world.ids.next(32),
  }
  const next = withFunction(call.state, { ...found, aliases: withEntry(found.aliases, name, alias) })
  return { body: viewAlias(call, found.name, alias), next }
}

export const getAlias: Operation = (call) => {
  const { found } = findFunction(call)
  return { body: viewAlias(call, found.name, findAlias(call, found)) }
}

export const updateAlias: Operation = (call) => {
  const { found } = findFunction(call)
  const before = findAlias(call, found)
  checkRevision(call, before.revisionId)
  const wanted = text(call.body, 'FunctionVersion')
  const { weights: shares, ...kept } = before
  const alias: FunctionAlias = {
    ...kept,
    ...weights(call, found, shares),
    functionVersion: wanted === undefined ? before.functionVersion : findVersion(call, found, wanted).version,
    description: text(call.body, 'Description') ?? before.description,
    revisionId: call.world.ids.next(32),
  }
  const next = withFunction(call.state, { ...found, aliases: withEntry(found.aliases, alias.name, alias) })
  return { body: viewAlias(call, found.name, alias), next }
}

export const deleteAlias: Operation = (call) => {
  const { found } = findFunction(call)
  return { next: withFunction(call.state, { ...found, aliases: withoutEntry(found.aliases, param(call, 'Name')) }) }
}

export const listAliases: Operation = (call) => {
  const { found } = findFunction(call)
  const version = call.query.get('FunctionVersion')
  const aliases = Object.values(found.aliases).filter(({ functionVersion }) => version === null || functionVersion === version)
  return {
    body: page(
      call,
      'Aliases',
      aliases.map((alias) => viewAlias(call, found.name, alias)),
    ),
  }
}
