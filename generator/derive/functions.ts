import { asObject, asString, own } from '../base/json.ts'
import { allocateNames, cut, kebabCase, type NameWish } from '../base/names.ts'
import { join } from '../base/pointer.ts'
import type { Authorizer, FunctionModel, OperationSurface, Permission } from '../model/api-model.ts'
import type { FunctionSettings } from '../model/settings.ts'
import { oneOf } from './contents.ts'
import type { Context } from './context.ts'
import type { DerivedEvent } from './events.ts'
import { type FunctionLayers, readFunctionSettings, warnOfTimeout } from './function-settings.ts'
import { type LambdaTarget, lambdaTarget } from './lambda-uri.ts'
import type { DerivedOperation } from './operations.ts'

/** The functions of an API, and which one serves what. */
export interface DerivedFunctions {
  readonly functions: readonly FunctionModel[]
  /** `Operation.id` → `FunctionModel.id`. */
  readonly byOperation: ReadonlyMap<string, string>
  /** `Authorizer.name` → `FunctionModel.id`. */
  readonly byAuthorizer: ReadonlyMap<string, string>
  /** `EventFunction.id` → `FunctionModel.id`. */
  readonly byEvent: ReadonlyMap<string, string>
}

interface Group {
  readonly key: string
  /** The whole name where it is written out, else what stands behind the API's name. */
  readonly name: { readonly kind: 'written'; readonly text: string } | { readonly kind: 'made'; readonly from: string }
  readonly operations: DerivedOperation<OperationSurface>[]
  readonly authorizers: Authorizer[]
  readonly events: DerivedEvent[]
  lateBound?: string
}

interface Input {
  readonly api: string
  readonly operations: readonly DerivedOperation<OperationSurface>[]
  readonly authorizers: readonly Authorizer[]
  readonly events: readonly DerivedEvent[]
  readonly settings: Pick<FunctionLayers, 'general' | 'stage'>
}

/**
 * Forms functions: what an integration's URI names is one function; else what `x-apigen-function` names; else one for each operation,
 * tag or API. A function whose name is written out keeps that name, because API Gateway will call it by that.
 */
export function deriveFunctions(context: Context, input: Input): DerivedFunctions {
  const groups = new Map<string, Group>()
  const grouping = groupingOf(context, input.settings.general)
  for (const derived of input.operations) {
    if (!isServed(derived.operation)) continue
    groupOf(groups, identify(derived, grouping), derived.target).operations.push(derived)
  }
  const accounts = new Set(input.operations.flatMap(({ target }) => (target?.account ? [target.account] : [])))
  for (const authorizer of input.authorizers) {
    const target = lambdaTarget(authorizer.uri, 'a-function')
    // A function of an account that serves no operation is shared by several APIs; it is not this project's to write.
    if (!target || (target.account !== undefined && !accounts.has(target.account))) continue
    groupOf(groups, fromTarget(target), target).authorizers.push(authorizer)
  }
  for (const derived of input.events) {
    const { id } = derived.event
    groupOf(groups, { key: `event ${id}`, name: { kind: 'made', from: id } }, undefined).events.push(derived)
  }
  const ids = nameGroups(input.api, [...groups.values()])
  const idOf = (group: Group): string => ids.get(group.key) ?? group.key
  return {
    functions: [...groups.values()].map((group) => functionModel(context, group, idOf(group), input.settings)),
    byOperation: new Map(
      [...groups.values()].flatMap((group) => group.operations.map(({ operation }) => [operation.id, idOf(group)] as const)),
    ),
    byEvent: new Map([...groups.values()].flatMap((group) => group.events.map(({ event }) => [event.id, idOf(group)] as const))),
    byAuthorizer: new Map([...groups.values()].flatMap((group) => group.authorizers.map(({ name }) => [name, idOf(group)] as const))),
  }
}

function isServed({ integration, method }: OperationSurface): boolean {
  if (method === 'TRACE' && !integration.raw) return false
  return integration.kind === 'lambda-proxy' || integration.kind === 'lambda-custom' || integration.kind === 'lambda-async'
}

function groupingOf(context: Context, settings: FunctionSettings): NonNullable<FunctionSettings['grouping']> {
  const said = own(asObject(own(context.root, 'x-apigen')), 'grouping')
  return oneOf(said, ['operation', 'tag', 'api'] as const) ?? settings.grouping ?? 'operation'
}

type Identity = Pick<Group, 'key' | 'name'>

function identify(
  { operation, target, functionWish }: DerivedOperation<OperationSurface>,
  grouping: NonNullable<FunctionSettings['grouping']>,
): Identity {
  if (target?.name !== undefined) return fromTarget(target)
  const named = asString(functionWish) ?? asString(own(asObject(functionWish), 'name'))
  if (named !== undefined && kebabCase(named) !== '') return { key: `name ${named}`, name: { kind: 'made', from: named } }
  if (target) return fromTarget(target)
  const [tag] = operation.tags
  if (grouping === 'api') return { key: 'api', name: { kind: 'made', from: '' } }
  if (grouping === 'tag' && tag !== undefined && kebabCase(tag) !== '') return { key: `tag ${tag}`, name: { kind: 'made', from: tag } }
  return { key: `operation ${operation.id}`, name: { kind: 'made', from: operation.id } }
}

function fromTarget(target: LambdaTarget): Identity {
  if (target.name !== undefined) return { key: `target ${target.name}`, name: { kind: 'written', text: target.name } }
  return { key: `target ${target.key}`, name: { kind: 'made', from: target.wish } }
}

function groupOf(groups: Map<string, Group>, identity: Identity, target: LambdaTarget | undefined): Group {
  const known = groups.get(identity.key)
  const group = known ?? { ...identity, operations: [], authorizers: [], events: [] }
  if (!known) groups.set(identity.key, group)
  if (group.lateBound === undefined && target?.lateBound !== undefined) group.lateBound = target.lateBound
  return group
}

/** Names of at most 64 characters, told apart without case and punctuation; a written-out one is never another's. */
function nameGroups(api: string, groups: readonly Group[]): Map<string, string> {
  const wishes = groups.map(({ key, name }): NameWish & { readonly key: string; readonly group: string } => {
    if (name.kind === 'written') return { key: name.text, wish: name.text, group: key }
    const rest = kebabCase(name.from)
    return { key, wish: cut(rest === '' ? api : `${api}-${rest}`, 56), group: key }
  })
  const written = wishes.filter(({ key, group }) => key !== group)
  const names = new Map<string, string>()
  const first = allocateNames(written)
  for (const { key, group } of written) names.set(group, first.get(key) ?? key)
  const made = allocateNames(
    wishes.filter(({ key, group }) => key === group),
    new Set(first.values()),
  )
  for (const [key, name] of made) names.set(key, name)
  return names
}

function functionModel(context: Context, group: Group, id: string, settings: Input['settings']): FunctionModel {
  const [first] = group.operations
  const wishes = [
    ...group.operations.map(({ operation, functionWish }) => ({
      wish: functionWish,
      pointer: join(operation.pointer, 'x-apigen-function'),
    })),
    ...group.events.map(({ event, functionWish }) => ({ wish: functionWish, pointer: join(event.pointer, 'function') })),
  ]
  const read = readFunctionSettings(context, { ...settings, wishes })
  const fn: FunctionModel = {
    id,
    role: group.events.length > 0 ? 'event' : group.operations.length > 0 ? 'api' : 'authorizer',
    operations: group.operations.map(({ operation }) => operation.id),
    permissions: permissionsOf([...group.operations.map(({ operation }) => operation), ...group.events]),
    ...read,
    ...(group.lateBound !== undefined && { lateBound: group.lateBound }),
    ...(first && { origin: first.operation.origin }),
  }
  if (fn.role === 'api') warnOfTimeout(context, fn, [settings.stage, settings.general])
  return fn
}

function permissionsOf(needing: readonly { readonly permissions: readonly Permission[] }[]): Permission[] {
  const found = new Map<string, Permission>()
  for (const permission of needing.flatMap(({ permissions }) => permissions)) {
    const key = JSON.stringify([permission.service, permission.verb, permission.resource])
    if (!found.has(key)) found.set(key, permission)
  }
  return [...found.values()]
}
