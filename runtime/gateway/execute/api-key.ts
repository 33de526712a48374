import type { ApiKey, UsagePlan } from '../definition/rest-api.ts'
import { type Caller, headerValues, type RoutedExchange } from './exchange.ts'
import { Rejection } from './rejection.ts'

/**
 * Checks the API key of a method that wants one. Missing, unknown, disabled, or in no usage plan with this API and stage: 403
 * Forbidden, and nobody is told which.
 */
export function checkApiKey(exchange: RoutedExchange, caller: Caller): Caller {
  if (!exchange.method.apiKeyRequired) return caller
  const fromHeader = exchange.target.api.apiKeySource === 'HEADER'
  const value = fromHeader ? headerValues(exchange, 'x-api-key')?.at(-1) : caller.usageIdentifierKey
  const key = value === undefined ? undefined : exchange.target.apiKeys.find((candidate) => candidate.value === value)
  const usagePlan = key?.enabled === true ? planOf(exchange, key) : undefined
  if (value === undefined || key === undefined || usagePlan === undefined) {
    throw new Rejection('INVALID_API_KEY', { log: reasonOf(exchange, value, key) })
  }
  exchange.trace?.({ kind: 'api-key', apiKeyId: key.id, usagePlanId: usagePlan.id })
  return { ...caller, apiKey: value, apiKeyId: key.id, usagePlan }
}

/** A key is in one plan of a stage at most. */
function planOf(exchange: RoutedExchange, key: ApiKey): UsagePlan | undefined {
  const { api, stage, usagePlans } = exchange.target
  return usagePlans.find(
    (plan) => plan.keyIds.includes(key.id) && plan.apiStages.some((served) => served.apiId === api.id && served.stage === stage.stageName),
  )
}

function reasonOf(exchange: RoutedExchange, value: string | undefined, key: ApiKey | undefined): string {
  const { api, stage } = exchange.target
  if (value === undefined)
    return api.apiKeySource === 'HEADER' ? 'The request has no x-api-key header' : 'The authorizer gave no usageIdentifierKey'
  if (key === undefined) return 'No API key has the value that was sent'
  return key.enabled ? `The API key ${key.id} is in no usage plan with ${api.id}/${stage.stageName}` : `The API key ${key.id} is disabled`
}
