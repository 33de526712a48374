import type { Throttle } from '../definition/rest-api.ts'
import { ACCOUNT_THROTTLE } from '../facts.ts'
import type { Caller, RoutedExchange } from './exchange.ts'
import { entryOfMethod, methodSetting } from './method-setting.ts'
import { Rejection } from './rejection.ts'
import type { Demand, Limit, TokenBuckets } from './token-buckets.ts'

interface Level extends Demand {
  readonly level: string
}

/** Refuses what comes too fast: for the key's usage plan (method, then all), for the method on the stage, for the account (guide). */
export function throttle(exchange: RoutedExchange, caller: Caller, buckets: TokenBuckets): void {
  const ofPlan = planLevels(exchange, caller)
  const ofStage = stageLevels(exchange)
  const levels = ofPlan.length === 0 ? ofStage : [...ofPlan, ...ofStage]
  const refused = buckets.take(levels.length === 0 ? accountAlone : [...levels, accountLevel], exchange.ports.now())
  if (exchange.trace !== undefined)
    for (const { level, key, limit } of levels)
      exchange.trace({ kind: 'throttle', level, ...limit, outcome: key === refused?.key ? 'refused' : 'passed' })
  if (refused === undefined) return
  const { rate, burst } = refused.limit
  const log = ofPlan.some(({ key }) => key === refused.key)
    ? keyThrottled(exchange, refused.limit)
    : `More than ${rate} requests a second, bursts of ${burst}, for ${refused.key}`
  throw new Rejection('THROTTLED', { log })
}

/** In the words of API Gateway (quoted logs). */
function keyThrottled({ target, resource, verb }: RoutedExchange, { rate, burst }: Limit): string {
  return `Key throttle limit exceeded for RestApi ${target.api.id}, Stage ${target.stage.stageName}, Resource ${resource.id}, HttpMethod ${verb}. Limit: ${rate.toFixed(2)} Burst: ${burst}`
}

const accountLevel: Level = { level: 'account', key: 'the account', limit: ACCOUNT_THROTTLE }

const accountAlone: readonly Level[] = [accountLevel]
const noLevels: readonly Level[] = []

function planLevels({ target, resource, method, verb }: RoutedExchange, { usagePlan, apiKeyId }: Caller): readonly Level[] {
  if (usagePlan === undefined || apiKeyId === undefined) return noLevels
  const served = usagePlan.apiStages.find(({ apiId, stage }) => apiId === target.api.id && stage === target.stage.stageName)
  const ofMethod = limitOf(entryOfMethod(served?.throttle ?? {}, resource, [verb, method.httpMethod]))
  const ofPlan = limitOf(usagePlan.throttle)
  const key = `the API key ${apiKeyId} in the usage plan ${usagePlan.id}`
  const name = `${target.api.id}/${target.stage.stageName}${resource.path} ${verb}`
  return [
    ...(ofMethod === undefined ? [] : [{ level: 'usage plan: method', key: `${key} on ${name}`, limit: ofMethod }]),
    ...(ofPlan === undefined ? [] : [{ level: 'usage plan', key, limit: ofPlan }]),
  ]
}

/** Each method of a stage has a bucket of its own, also where the settings are those of all methods. */
function stageLevels({ target, resource, method, verb }: RoutedExchange): readonly Level[] {
  const setting = methodSetting(target.stage, resource, method, verb)
  const limit = limitOf(setting && { rateLimit: setting.throttlingRateLimit, burstLimit: setting.throttlingBurstLimit })
  if (limit === undefined) return noLevels
  return [{ level: 'stage: method', key: `${method.httpMethod} ${target.api.id}/${target.stage.stageName}${resource.path}`, limit }]
}

/** A negative number turns a limit off; a missing one is as large as the other asks for. */
function limitOf(throttle: Throttle | undefined): Limit | undefined {
  const { rateLimit: rate, burstLimit: burst } = throttle ?? {}
  if (rate === undefined || rate < 0) return undefined
  return { rate, burst: burst === undefined || burst < 0 ? Math.max(1, rate) : burst }
}
