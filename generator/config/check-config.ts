import { isObject, type Json } from '../base/json.ts'
import { join } from '../base/pointer.ts'
import { suggest } from '../base/suggest.ts'

/** What is wrong with a config file, and where. */
export interface ConfigProblem {
  readonly pointer: string
  readonly on: 'key' | 'value'
  readonly message: string
  readonly help?: string
}

/** The shape of a value: what the config may hold, in the words of its messages. */
type Shape =
  | { readonly kind: 'text' }
  /** `2027-01-31`. */
  | { readonly kind: 'day' }
  | { readonly kind: 'text-or'; readonly other: Shape }
  | { readonly kind: 'anything' }
  | { readonly kind: 'boolean' }
  /** `any`: not only a whole one. */
  | { readonly kind: 'number'; readonly from: number; readonly to: number; readonly any?: true }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'map'; readonly of: Shape }
  | { readonly kind: 'object'; readonly keys: Readonly<Record<string, Shape>>; readonly required?: readonly string[] }

const text: Shape = { kind: 'text' }
const bind: Shape = { kind: 'map', of: { kind: 'anything' } }
const functionKeys: Readonly<Record<string, Shape>> = {
  runtime: text,
  memory: { kind: 'number', from: 128, to: 10_240 },
  timeout: { kind: 'number', from: 1, to: 900 },
  ephemeralStorage: { kind: 'number', from: 512, to: 10_240 },
  architecture: { kind: 'choice', of: ['x86_64', 'arm64'] },
  role: text,
  environment: { kind: 'map', of: text },
}
const functions: Shape = {
  kind: 'object',
  keys: { grouping: { kind: 'choice', of: ['operation', 'tag', 'api'] }, ...functionKeys },
}
const whole: Shape = { kind: 'number', from: 0, to: Number.MAX_SAFE_INTEGER }
const methodSetting: Shape = {
  kind: 'object',
  keys: {
    metricsEnabled: { kind: 'boolean' },
    loggingLevel: { kind: 'choice', of: ['OFF', 'ERROR', 'INFO'] },
    dataTraceEnabled: { kind: 'boolean' },
    throttlingRateLimit: { ...whole, any: true },
    throttlingBurstLimit: whole,
    cachingEnabled: { kind: 'boolean' },
    cacheTtlInSeconds: { kind: 'number', from: 0, to: 3600 },
    cacheDataEncrypted: { kind: 'boolean' },
    requireAuthorizationForCacheControl: { kind: 'boolean' },
    unauthorizedCacheControlHeaderStrategy: {
      kind: 'choice',
      of: ['FAIL_WITH_403', 'SUCCEED_WITH_RESPONSE_HEADER', 'SUCCEED_WITHOUT_RESPONSE_HEADER'],
    },
  },
}
const canary: Shape = {
  kind: 'object',
  keys: {
    percentTraffic: { kind: 'number', from: 0, to: 100, any: true },
    stageVariableOverrides: { kind: 'map', of: text },
    useStageCache: { kind: 'boolean' },
  },
  required: ['percentTraffic'],
}
const throttle: Shape = {
  kind: 'object',
  keys: { rateLimit: { ...whole, any: true }, burstLimit: whole },
  required: ['rateLimit', 'burstLimit'],
}
const usagePlan: Shape = {
  kind: 'object',
  keys: {
    name: text,
    description: text,
    throttle,
    methodThrottles: { kind: 'map', of: throttle },
    quota: {
      kind: 'object',
      keys: { limit: whole, period: { kind: 'choice', of: ['DAY', 'WEEK', 'MONTH'] }, offset: whole },
      required: ['limit', 'period'],
    },
    keys: { kind: 'list', of: text },
  },
  required: ['name'],
}
const stage: Shape = {
  kind: 'object',
  keys: {
    apiId: text,
    region: text,
    profile: text,
    endpointUrl: text,
    alias: text,
    variables: { kind: 'map', of: text },
    bind,
    functions: { kind: 'object', keys: functionKeys },
    methodSettings: { kind: 'map', of: methodSetting },
    canary,
    bake: { kind: 'object', keys: { seconds: { kind: 'number', from: 0, to: 3000 }, check: text } },
    usagePlans: { kind: 'list', of: usagePlan },
  },
}

const keySet: Shape = {
  kind: 'object',
  keys: { keys: { kind: 'list', of: { kind: 'map', of: { kind: 'anything' } } } },
  required: ['keys'],
}
const local: Shape = {
  kind: 'object',
  keys: {
    environment: text,
    cognitoKeys: { kind: 'text-or', other: { kind: 'map', of: { kind: 'text-or', other: keySet } } },
    credentials: text,
  },
}

const ignored: Shape = { kind: 'object', keys: { rule: text, reason: text, until: { kind: 'day' } }, required: ['rule', 'reason'] }

/** The whole config file; `specs/schema/config.json` says the same to editors. */
const config: Shape = {
  kind: 'object',
  keys: {
    $schema: text,
    spec: text,
    output: text,
    targets: { kind: 'list', of: text },
    bind,
    functions,
    stages: { kind: 'map', of: stage },
    local,
    diff: {
      kind: 'object',
      keys: {
        failOn: { kind: 'choice', of: ['breaking', 'warning', 'any', 'none'] },
        severity: { kind: 'map', of: { kind: 'choice', of: ['error', 'warning', 'note'] } },
        ignore: { kind: 'list', of: { kind: 'text-or', other: ignored } },
        sunsetDays: { kind: 'number', from: 0, to: 3650 },
      },
    },
  },
}

/** Everything that is wrong with the value of a config file; empty when it can be used. */
export function checkConfig(value: Json): readonly ConfigProblem[] {
  const problems: ConfigProblem[] = []
  check(value, config, '', problems)
  return problems
}

/** The keys of the config's top level, for `APIGEN_*` and for messages. */
export const configKeys: readonly string[] = config.kind === 'object' ? Object.keys(config.keys) : []

function check(value: Json, shape: Shape, pointer: string, problems: ConfigProblem[]): void {
  const wrong = (wanted: string): void => {
    problems.push({ pointer, on: 'value', message: `${nameOf(pointer)} must be ${wanted}, not ${describe(value)}.` })
  }
  switch (shape.kind) {
    case 'anything':
      return
    case 'text':
      if (typeof value !== 'string') wrong('a text')
      return
    case 'day':
      if (typeof value !== 'string' || !isDay(value)) wrong('a day such as `2027-01-31`')
      return
    case 'text-or':
      if (typeof value !== 'string') check(value, shape.other, pointer, problems)
      return
    case 'boolean':
      if (typeof value !== 'boolean') wrong('`true` or `false`')
      return
    case 'number':
      if (typeof value !== 'number' || (shape.any !== true && !Number.isInteger(value)) || value < shape.from || value > shape.to) {
        const upTo = shape.to === Number.MAX_SAFE_INTEGER ? 'on' : `to ${shape.to}`
        wrong(`a ${shape.any === true ? '' : 'whole '}number from ${shape.from} ${upTo}`)
      }
      return
    case 'choice':
      if (typeof value !== 'string' || !shape.of.includes(value)) wrong(`one of ${shape.of.map((word) => `\`${word}\``).join(', ')}`)
      return
    case 'list':
      if (!Array.isArray(value)) wrong('a list')
      else for (const [index, item] of value.entries()) check(item as Json, shape.of, join(pointer, index), problems)
      return
    case 'map':
      if (!isObject(value)) wrong('a map')
      else for (const [key, item] of Object.entries(value)) check(item, shape.of, join(pointer, key), problems)
      return
    case 'object':
      if (!isObject(value)) wrong('a map')
      else {
        for (const [key, item] of Object.entries(value)) {
          const known = Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined
          if (known) check(item, known, join(pointer, key), problems)
          else problems.push(unknownKey(key, Object.keys(shape.keys), pointer))
        }
        for (const key of shape.required ?? [])
          if (!Object.hasOwn(value, key))
            problems.push({ pointer, on: 'value', message: `${nameOf(pointer)} needs \`${key}\`, and does not have it.` })
      }
  }
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text
}

function unknownKey(key: string, known: readonly string[], pointer: string): ConfigProblem {
  const near = suggest(key, known)
  const where = pointer === '' ? 'The config' : nameOf(pointer)
  const help = near ? `Did you mean \`${near}\`?` : `It has ${known.map((name) => `\`${name}\``).join(', ')}.`
  return { pointer: join(pointer, key), on: 'key', message: `${where} has no key \`${key}\`.`, help }
}

function nameOf(pointer: string): string {
  return pointer === '' ? 'The config' : `\`${pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')}\``
}

function describe(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return isObject(value) ? 'a map' : `${typeof value === 'string' ? 'the text' : 'the value'} ${JSON.stringify(value)}`
}
