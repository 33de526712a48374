import type { ApiKey, Throttle, UsagePlan } from '../definition/rest-api.ts'
import { asArray, asString, isObject, type Json, type JsonObject, own, withEntry, withoutEntry } from '../json.ts'
import { findKey } from './api-keys.ts'
import type { Call, Operation } from './call.ts'
import { badRequest, conflict, notFound } from './errors.ts'
import { integer, page, param, text, texts } from './input.ts'
import { invalidPath, type PatchOperation, patchOperations } from './patch.ts'

function viewPlan(plan: UsagePlan, shown: 'created' | 'whole'): JsonObject {
  const { keyIds: _, tags, ...rest } = plan
  return { ...(rest as unknown as JsonObject), ...(shown === 'whole' ? { tags: tags ?? {} } : tags !== undefined && { tags }) }
}

function findPlan(call: Call): UsagePlan {
  const plan = own(call.state.usagePlans, param(call, 'usagePlanId'))
  if (plan === undefined) throw notFound('Invalid Usage Plan ID specified')
  return plan
}

function withPlan(call: Call, plan: UsagePlan): Call['state'] {
  return { ...call.state, usagePlans: withEntry(call.state.usagePlans, plan.id, plan) }
}

export const createUsagePlan: Operation = (call) => {
  const { body } = call
  const name = text(body, 'name')
  if (name === undefined || name === '') throw badRequest('Usage Plan name cannot be blank')
  const id = call.world.ids.next(6)
  const description = text(body, 'description')
  const throttle = throttleOf(own(body, 'throttle'))
  const quota = quotaOf(own(body, 'quota'))
  const tags = texts(body, 'tags')
  const apiStages = asArray(own(body, 'apiStages')).map((item) => ({
    ...apiStageOf(call, id, asText(item, 'apiId'), asText(item, 'stage')),
    ...methodThrottlesOf(isObject(item) ? own(item, 'throttle') : undefined),
  }))
  const plan: UsagePlan = {
    id,
    name,
    ...(description !== undefined && { description }),
    apiStages,
    ...(throttle !== undefined && { throttle }),
    ...(quota !== undefined && { quota }),
    ...(tags !== undefined && { tags }),
    keyIds: [],
  }
  return { body: viewPlan(plan, 'created'), next: withPlan(call, plan) }
}

function asText(value: Json, key: string): string {
  return isObject(value) ? (asString(own(value, key)) ?? '') : ''
}

function apiStageOf(call: Call, planId: string, apiId: string, stage: string): { apiId: string; stage: string } {
  if (apiId === '' || stage === '') throw badRequest('Invalid API Stage specified')
  const api = own(call.state.restApis, apiId)
  if (api === undefined || own(api.stages, stage) === undefined) {
    throw notFound(`Invalid API Stage {api: ${apiId}, stage: ${stage}} specified for usageplan ${planId}`)
  }
  return { apiId, stage }
}

/** Throttles of single methods: `/pets/GET` → its limits. */
function methodThrottlesOf(value: Json | undefined): { readonly throttle?: Readonly<Record<string, Throttle>> } {
  if (!isObject(value)) return {}
  let throttle: Readonly<Record<string, Throttle>> = {}
  for (const [method, limits] of Object.entries(value)) throttle = withEntry(throttle, method, throttleOf(limits) ?? {})
  return { throttle }
}

function throttleOf(value: Json | undefined): Throttle | undefined {
  if (!isObject(value)) return undefined
  const burstLimit = integer(value, 'burstLimit')
  const rateLimit = integer(value, 'rateLimit')
  return { ...(burstLimit !== undefined && { burstLimit }), ...(rateLimit !== undefined && { rateLimit }) }
}

const PERIODS = ['DAY', 'WEEK', 'MONTH'] as const

function quotaOf(value: Json | undefined): UsagePlan['quota'] | undefined {
  if (!isObject(value)) return undefined
  const period = PERIODS.find((item) => item === own(value, 'period'))
  const limit = integer(value, 'limit')
  if (period === undefined || limit === undefined) throw badRequest('Usage Plan quota must have a limit and a period of DAY, WEEK or MONTH')
  return { limit, offset: integer(value, 'offset') ?? 0, period }
}

export const getUsagePlans: Operation = (call) => {
  const keyId = call.query.get('keyId')
  const plans = Object.values(call.state.usagePlans).filter((plan) => keyId === null || plan.keyIds.includes(keyId))
  return {
    body: page(
      call,
      plans.map((plan) => viewPlan(plan, 'created')),
    ),
  }
}

export const getUsagePlan: Operation = (call) => ({ body: viewPlan(findPlan(call), 'whole') })

/** Stages leave a plan before it goes (quoted text: an issue of the SDK). */
export const deleteUsagePlan: Operation = (call) => {
  const { id, apiStages } = findPlan(call)
  const used = apiStages[0]
  if (used !== undefined) {
    const including = `${used.apiId}:${used.stage}`
    throw badRequest(`Cannot delete Usage Plan ${id} because there are API Stages associated with it, including ${including}`)
  }
  return { next: { ...call.state, usagePlans: withoutEntry(call.state.usagePlans, id) } }
}

export const updateUsagePlan: Operation = (call) => {
  let plan = findPlan(call)
  for (const operation of patchOperations(call.body)) plan = patchPlan(call, plan, operation)
  return { body: viewPlan(plan, 'whole'), next: withPlan(call, plan) }
}

function patchPlan(call: Call, plan: UsagePlan, { op, path, value = '' }: PatchOperation): UsagePlan {
  const number = (): number => {
    const parsed = Number(value)
    if (value === '' || !Number.isFinite(parsed)) throw badRequest(`Invalid number: ${value}`)
    return parsed
  }
  switch (path) {
    case '/name':
      return { ...plan, name: value }
    case '/description':
      return { ...plan, description: value }
    case '/productCode':
      return { ...plan, productCode: value }
    case '/throttle': {
      const { throttle: _, ...rest } = plan
      return rest
    }
    case '/throttle/burstLimit':
      return { ...plan, throttle: { ...plan.throttle, burstLimit: number() } }
    case '/throttle/rateLimit':
      return { ...plan, throttle: { ...plan.throttle, rateLimit: number() } }
    case '/quota': {
      const { quota: _, ...rest } = plan
      return rest
    }
    case '/quota/limit':
    case '/quota/offset':
      return { ...plan, quota: { limit: 0, offset: 0, period: 'MONTH', ...plan.quota, [path.slice('/quota/'.length)]: number() } }
    case '/quota/period': {
      const period = PERIODS.find((item) => item === value)
      if (period === undefined) throw badRequest(`Invalid quota period: ${value}`)
      return { ...plan, quota: { limit: 0, offset: 0, ...plan.quota, period } }
    }
    case '/apiStages': {
      const parts = value.split(':')
      if (parts.length !== 2) throw badRequest('Invalid API Stage specified')
      const [apiId = '', stage = ''] = parts
      // The stage must be there even where it is taken away (recorded).
      const apiStage = apiStageOf(call, plan.id, apiId, stage)
      const others = plan.apiStages.filter((item) => item.apiId !== apiId || item.stage !== stage)
      return { ...plan, apiStages: op === 'remove' ? others : [...others, apiStage] }
    }
    default:
      return patchMethodThrottle(plan, op, path, value)
  }
}

/** `/apiStages/{api}:{stage}/throttle/{path}/{verb}/{burstLimit|rateLimit}`. */
function patchMethodThrottle(plan: UsagePlan, op: string, path: string, value: string): UsagePlan {
  const match = /^\/apiStages\/([^/:]+):([^/]+)\/throttle\/(.+\/[A-Z*]+)\/(burstLimit|rateLimit)$/.exec(path)
  const [, apiId, stage, method, key] = match ?? []
  if (op === 'remove' || method === undefined || key === undefined) throw invalidPath(path)
  const limit = Number(value)
  if (!Number.isFinite(limit)) throw badRequest(`Invalid number: ${value}`)
  return {
    ...plan,
    apiStages: plan.apiStages.map((item) =>
      item.apiId === apiId && item.stage === stage
        ? { ...item, throttle: withEntry(item.throttle ?? {}, method, { ...own(item.throttle ?? {}, method), [key]: limit }) }
        : item,
    ),
  }
}

function viewPlanKey(key: ApiKey): JsonObject {
  return { id: key.id, type: 'API_KEY', value: key.value, ...(key.name !== undefined && { name: key.name }) }
}

export const createUsagePlanKey: Operation = (call) => {
  const plan = findPlan(call)
  if (text(call.body, 'keyType') !== 'API_KEY') throw badRequest('Invalid key type specified. Valid options are API_KEY')
  const key = findKey(call, text(call.body, 'keyId') ?? '')
  if (plan.keyIds.includes(key.id)) throw conflict('Usage plan key already exists.')
  return { body: viewPlanKey(key), next: withPlan(call, { ...plan, keyIds: [...plan.keyIds, key.id] }) }
}

/** The newest first; an unknown plan has none (recorded). */
export const getUsagePlanKeys: Operation = (call) => {
  const plan = own(call.state.usagePlans, param(call, 'usagePlanId'))
  const prefix = call.query.get('name') ?? ''
  const keys = [...(plan?.keyIds ?? [])]
    .reverse()
    .map((id) => own(call.state.apiKeys, id))
    .filter((key) => key !== undefined)
    .filter((key) => (key.name ?? '').startsWith(prefix))
  return { body: page(call, keys.map(viewPlanKey)) }
}

function findPlanKey(call: Call, plan: UsagePlan): ApiKey {
  const id = param(call, 'keyId')
  const key = plan.keyIds.includes(id) ? own(call.state.apiKeys, id) : undefined
  if (key === undefined) throw notFound('Invalid Usage Plan Key identifier specified')
  return key
}

export const getUsagePlanKey: Operation = (call) => ({ body: viewPlanKey(findPlanKey(call, findPlan(call))) })

export const deleteUsagePlanKey: Operation = (call) => {
  const plan = findPlan(call)
  const { id } = findPlanKey(call, plan)
  return { next: withPlan(call, { ...plan, keyIds: plan.keyIds.filter((item) => item !== id) }) }
}
