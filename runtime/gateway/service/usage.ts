import { dayOf, daysBetween, periodStart } from '../definition/quota-period.ts'
import type { UsagePlan } from '../definition/rest-api.ts'
import { type Json, type JsonObject, own, withEntry } from '../json.ts'
import type { Call, Operation } from './call.ts'
import { badRequest, notFound } from './errors.ts'
import { page, param } from './input.ts'
import { patchOperations } from './patch.ts'

/** Most days of one answer: usage is kept for 90 days (guide). */
const mostDays = 90

function planOf(call: Call): UsagePlan {
  const plan = own(call.state.usagePlans, param(call, 'usagePlanId'))
  if (plan === undefined) throw notFound('Invalid Usage Plan ID specified')
  return plan
}

function dayOfQuery(call: Call, name: string): string {
  const value = call.query.get(name) ?? ''
  if (!/^\d{4}-\d\d-\d\d$/.test(value) || Number.isNaN(Date.parse(value))) throw badRequest(`Invalid ${name}: ${value}. Use YYYY-MM-DD.`)
  return value
}

/** What a key used on a day, and what was left of its quota that evening. A plan without a quota leaves nothing to count down. */
function entryOf(call: Call, { id, quota }: UsagePlan, keyId: string, day: string): Json {
  const usage = call.world.traffic?.usage
  const used = usage?.total(id, keyId, day, day).used ?? 0
  if (quota === undefined) return [used, 0]
  const sum = usage?.total(id, keyId, periodStart(quota, Date.parse(day)), day) ?? { used: 0, granted: 0 }
  return [used, quota.limit + sum.granted - sum.used]
}

function viewUsage(call: Call, plan: UsagePlan, keyIds: readonly string[], first: string, last: string): JsonObject {
  const days = daysBetween(first, last)
  let values: Record<string, Json> = {}
  for (const keyId of keyIds)
    values = withEntry<Json>(
      values,
      keyId,
      days.map((day) => entryOf(call, plan, keyId, day)),
    )
  return { usagePlanId: plan.id, startDate: first, endDate: last, values }
}

export const getUsage: Operation = (call) => {
  const plan = planOf(call)
  const [first, last] = [dayOfQuery(call, 'startDate'), dayOfQuery(call, 'endDate')]
  if (first > last) throw badRequest('Usage start date cannot be after the end date')
  if (daysBetween(first, last).length > mostDays) throw badRequest(`Usage can be requested for ${mostDays} days at most`)
  const asked = call.query.get('keyId')
  const keyIds = (call.world.traffic?.usage.keysOf(plan.id) ?? []).filter((keyId) => asked === null || keyId === asked)
  const { item, position } = page(call, keyIds)
  const body = viewUsage(call, plan, item as readonly string[], first, last)
  return { body: { ...body, ...(position !== undefined && { position }) } }
}

/** Grants a key more, or less, for the rest of the period: `/remaining` is what it may still use. */
export const updateUsage: Operation = (call) => {
  const plan = planOf(call)
  const keyId = param(call, 'keyId')
  if (!plan.keyIds.includes(keyId)) throw notFound('Invalid Usage Plan Key identifier specified')
  if (plan.quota === undefined) throw badRequest('Usage Plan has no quota')
  const { quota } = plan
  const now = call.world.now()
  const today = dayOf(now)
  for (const { op, path, value = '' } of patchOperations(call.body)) {
    const remaining = Number(value)
    if (op !== 'replace' || path !== '/remaining')
      throw badRequest(`Invalid patch path  '${path}' specified for op '${op}'. Must be one of: [/remaining]`)
    if (value === '' || !Number.isInteger(remaining) || remaining < 0) throw badRequest(`Invalid number: ${value}`)
    const usage = call.world.traffic?.usage
    const { used, granted } = usage?.total(plan.id, keyId, periodStart(quota, now), today) ?? { used: 0, granted: 0 }
    usage?.add(plan.id, keyId, today, { granted: remaining - (quota.limit + granted - used) })
  }
  return { body: viewUsage(call, plan, [keyId], today, today) }
}
