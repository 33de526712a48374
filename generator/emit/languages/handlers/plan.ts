import { asObject, asString, isObject, own } from '../../../base/json.ts'
import { allocateNames, camelCase } from '../../../base/names.ts'
import type { ApiModel, Authorizer, FunctionModel, Operation } from '../../../model/api-model.ts'
import type { EventFunction } from '../../../model/event-source.ts'
import { statusCode, successOf } from '../vtl-responses.ts'

/** An operation with a handler, and how its function is called. */
export interface PlannedOperation {
  readonly operation: Operation
  /** `templated`: the author's mapping templates make an event of their own. */
  readonly event: 'proxy' | 'custom' | 'async' | 'templated'
  /** The status of a custom integration's default response. */
  readonly success: number
}

/** An authorizer's module: the authorizers of one function are one piece of code. */
export interface PlannedAuthorizer {
  /** The module's name: camelCase, apart from all operations. */
  readonly module: string
  readonly function: string
  readonly authorizers: readonly Authorizer[]
}

/** What a function runs: `Operation.id`s, and modules of authorizers. */
export interface PlannedFunction {
  readonly id: string
  readonly modules: readonly string[]
}

/** What is generated for a model in a language. */
export interface HandlerPlan {
  readonly operations: readonly PlannedOperation[]
  readonly authorizers: readonly PlannedAuthorizer[]
  /** Functions of other events; their modules are called by their ids. */
  readonly events: readonly EventFunction[]
  readonly functions: readonly PlannedFunction[]
}

/** The languages in which handlers are generated. */
export type HandlerLanguage = 'typescript' | 'python' | 'java'

/** Decides which handlers there are in a language and what they are called. */
export function planHandlers(model: ApiModel, language: HandlerLanguage): HandlerPlan {
  const written = new Set(model.functions.filter((fn) => languageOf(fn) === language).map(({ id }) => id))
  const isWritten = (id: string | undefined): id is string => id !== undefined && written.has(id)
  const operations = model.operations.filter((operation) => isWritten(operation.function))
  const authorizers = planAuthorizers(
    model,
    model.authorizers.filter((authorizer) => isWritten(authorizer.function)),
  )
  const functions = model.functions
    .filter(({ id }) => isWritten(id))
    .map(({ id, operations }) => ({
      id,
      modules: [...operations, ...authorizers.filter((authorizer) => authorizer.function === id).map(({ module }) => module)],
    }))
  return {
    operations: operations.map((operation) => ({ operation, event: eventOf(operation), success: successStatus(operation) })),
    authorizers,
    events: model.events.filter((event) => isWritten(event.function)),
    functions: functions.filter(({ modules }) => modules.length > 0),
  }
}

/** The language that a function's runtime asks for; none for a runtime without generated handlers, and for code of the user's own there. */
function languageOf({ runtime = 'nodejs', handler, code }: FunctionModel): HandlerLanguage | undefined {
  if (runtime.startsWith('nodejs')) return 'typescript'
  if (handler !== undefined || code !== undefined) return undefined
  if (runtime.startsWith('python')) return 'python'
  return runtime.startsWith('java') ? 'java' : undefined
}

function planAuthorizers(model: ApiModel, wanted: readonly Authorizer[]): PlannedAuthorizer[] {
  const taken = new Set([...model.operations, ...model.events].map(({ id }) => id))
  const byFunction = new Map<string, Authorizer[]>()
  for (const authorizer of wanted) {
    if (authorizer.function === undefined) continue
    const list = byFunction.get(authorizer.function)
    if (list) list.push(authorizer)
    else byFunction.set(authorizer.function, [authorizer])
  }
  const modules = allocateNames(
    [...byFunction.keys()].map((id) => ({ key: id, wish: moduleName(id, model.name) })),
    taken,
  )
  return [...byFunction].map(([id, authorizers]) => ({ module: modules.get(id) ?? id, function: id, authorizers }))
}

/** `staffAuthorizer` of `petstore-staff`. */
function moduleName(functionId: string, api: string): string {
  const rest = functionId.startsWith(`${api}-`) ? functionId.slice(api.length + 1) : functionId
  const name = camelCase(rest)
  const started = /^[a-z]/.test(name) ? name : camelCase(`authorizer ${rest}`)
  return /authori[sz]er$/i.test(started) ? started : `${started}Authorizer`
}

function eventOf({ integration }: Operation): PlannedOperation['event'] {
  if (integration.kind !== 'lambda-custom' && integration.kind !== 'lambda-async') return 'proxy'
  if (integration.event) return 'templated'
  return integration.kind === 'lambda-async' ? 'async' : 'custom'
}

function successStatus(operation: Operation): number {
  const { integration } = operation
  if (integration.kind === 'lambda-custom' && integration.templates === 'written' && integration.raw) {
    const fallback = own(asObject(own(integration.raw, 'responses')), 'default')
    const status = isObject(fallback) ? own(fallback, 'statusCode') : undefined
    const code = statusCode(asString(status) ?? String(status ?? ''), [])
    if (code !== undefined) return Number(code)
  }
  return Number(successOf(operation, integration.kind === 'lambda-async' ? '202' : '200').status)
}
