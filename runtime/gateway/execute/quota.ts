import { dayOf, periodStart } from '../definition/quota-period.ts'
import type { UsageBook } from '../store/usage.ts'
import type { Caller, Exchange } from './exchange.ts'
import { Rejection } from './rejection.ts'

/** Counts a request of an API key, and refuses it where the quota of its usage plan is used up. What is refused does not count. */
export function countUsage({ ports, trace }: Exchange, { usagePlan, apiKeyId }: Caller, usage: UsageBook): void {
  if (usagePlan === undefined || apiKeyId === undefined) return
  const { id, quota } = usagePlan
  const now = ports.now()
  const today = dayOf(now)
  if (quota !== undefined) {
    const { used, granted } = usage.total(id, apiKeyId, periodStart(quota, now), today)
    const limit = quota.limit + granted
    trace?.({ kind: 'quota', usagePlanId: id, used, limit, outcome: used < limit ? 'passed' : 'refused' })
    if (used >= limit)
      throw new Rejection('QUOTA_EXCEEDED', {
        log: `The API key ${apiKeyId} has used its ${limit} requests a ${quota.period.toLowerCase()} of ${id}`,
      })
  }
  usage.add(id, apiKeyId, today, { used: 1 })
}
