import { LIMITS } from '../../runtime/gateway/facts.ts'
import { diagnose } from '../base/diagnostic.ts'
import { asObject, isObject, type Json, type JsonObject, own, put } from '../base/json.ts'
import { join } from '../base/pointer.ts'
import type { FunctionModel } from '../model/api-model.ts'
import type { FunctionSettings } from '../model/settings.ts'
import { type Context, tell } from './context.ts'

/** Who has a say in the settings of a function, beside the root of the document. */
export interface FunctionLayers {
  /** The config's `functions`: heard last. */
  readonly general: FunctionSettings
  /** The config's `stages.S.functions`: heard first, since a stage is where something has to be otherwise than the spec says. */
  readonly stage: FunctionSettings
  /** What those say that the function serves, as written, and where. */
  readonly wishes: readonly { readonly wish: Json | undefined; readonly pointer: string }[]
}

const KEYS = ['runtime', 'handler', 'code', 'memory', 'timeout', 'ephemeralStorage', 'architecture', 'role', 'keepWarm'] as const
type Key = (typeof KEYS)[number]

type Settings = Pick<FunctionModel, 'environment'> & Partial<Pick<FunctionModel, Exclude<Key, 'role'> | 'executionRole'>>

/** The settings of a function: the stage's word stands above an operation's, that above the document's, and that above the config's. */
export function readFunctionSettings(context: Context, { general, stage, wishes: all }: FunctionLayers): Settings {
  const wishes = all.flatMap(({ wish, pointer }) => (isObject(wish) ? [{ wish, pointer }] : []))
  for (const [index, { wish, pointer }] of wishes.entries()) {
    for (const earlier of wishes.slice(0, index)) warnOfConflict(context, earlier.wish, wish, pointer)
  }
  const root = asObject(own(asObject(own(context.root, 'x-apigen')), 'function'))
  const layers = [asObject(stage), ...wishes.map(({ wish }) => wish), root, asObject(general)]
  const runtime = first(layers, 'runtime', isText)
  const handler = first(layers, 'handler', isText)
  const code = first(layers, 'code', isText)
  const memory = first(layers, 'memory', isPositive)
  const timeout = first(layers, 'timeout', isPositive)
  const ephemeralStorage = first(layers, 'ephemeralStorage', isPositive)
  const architecture = first(layers, 'architecture', isArchitecture)
  const executionRole = first(layers, 'role', isText)
  const keepWarm = minutesOf(first(layers, 'keepWarm', isKeepWarm))
  return {
    environment: environmentOf(layers),
    ...(runtime !== undefined && { runtime }),
    ...(handler !== undefined && { handler }),
    ...(code !== undefined && { code }),
    ...(memory !== undefined && { memory }),
    ...(timeout !== undefined && { timeout }),
    ...(ephemeralStorage !== undefined && { ephemeralStorage }),
    ...(architecture !== undefined && { architecture }),
    ...(executionRole !== undefined && { executionRole }),
    ...(keepWarm !== undefined && { keepWarm }),
  }
}

/** Every layer adds its variables, and of one variable the first layer that has it decides. */
function environmentOf(layers: readonly JsonObject[]): Record<string, Json> {
  const environment: Record<string, Json> = {}
  for (const layer of [...layers].reverse()) {
    const variables = asObject(own(layer, 'environment'))
    for (const name of Object.keys(variables)) put(environment, name, variables[name] as Json)
  }
  return environment
}

function first<T extends Json>(layers: readonly JsonObject[], key: Key, is: (value: Json) => value is T): T | undefined {
  for (const layer of layers) {
    const value = own(layer, key)
    if (value !== undefined && is(value)) return value
  }
  return undefined
}

const isText = (value: Json): value is string => typeof value === 'string' && value !== ''
const isPositive = (value: Json): value is number => typeof value === 'number' && value > 0
const isArchitecture = (value: Json): value is 'x86_64' | 'arm64' => value === 'x86_64' || value === 'arm64'
const isKeepWarm = (value: Json): value is boolean | number => typeof value === 'boolean' || isPositive(value)

/** What `keepWarm: true` means. */
const KEEP_WARM_MINUTES = 9

function minutesOf(keepWarm: boolean | number | undefined): number | undefined {
  return typeof keepWarm === 'number' ? keepWarm : keepWarm === true ? KEEP_WARM_MINUTES : undefined
}

function warnOfConflict(context: Context, earlier: JsonObject, later: JsonObject, pointer: string): void {
  for (const key of KEYS) {
    const [before, after] = [own(earlier, key), own(later, key)]
    if (before === undefined || after === undefined || before === after) continue
    const message = `\`${key}\` is already ${JSON.stringify(before)} for this function.`
    tell(context, 'derive/function-conflict', message, join(pointer, key))
  }
}

const PATIENCE = LIMITS.maximumTimeoutMs / 1000

/** A timeout of the config is no part of the document, so no rule of the document sees that API Gateway does not wait for it. */
export function warnOfTimeout(context: Context, fn: FunctionModel, layers: readonly FunctionSettings[]): void {
  const { timeout = 0, id, origin } = fn
  if (timeout <= PATIENCE || !layers.some((layer) => layer.timeout === timeout)) return
  const message = `The config lets \`${id}\` run ${timeout} s, but API Gateway answers 504 after ${PATIENCE} s.`
  context.report({ ...diagnose('lambda/timeout', message, origin), severity: 'warning' })
}
