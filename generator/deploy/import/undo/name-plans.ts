import { equal, type Json } from '../../../base/json.ts'
import { observeUsagePlans } from '../../usage-plans.ts'
import type { ImportStep } from '../work.ts'

/** Usage plans and keys are of the whole account, and others may use them by now: they stay as they are, and are named. */
export const namePlans: ImportStep = {
  name: 'name-plans',
  doing: () => 'looking at usage plans',
  async look({ cloud, record, begun }, reached) {
    const { desired, before } = record
    const { usagePlans: wanted, name } = desired.stage
    if (wanted === undefined || reached.apiId === undefined || !begun('subscribe')) return reached
    const now = await observeUsagePlans(cloud, { apiId: reached.apiId, stage: name }, wanted)
    const old = before.usagePlans ?? { plans: [], keys: [] }
    const changed = (kind: 'plans' | 'keys'): string[] => {
      const known = new Map<string, unknown>(old[kind].map((one) => [one.name, one]))
      const seen = new Map<string, unknown>(now[kind].map((one) => [one.name, one]))
      return [...new Set([...known.keys(), ...seen.keys()])].filter((one) => !equal(known.get(one) as Json, seen.get(one) as Json))
    }
    const left = [
      ...changed('plans').map((plan) => `the usage plan \`${plan}\` is as the import left it`),
      ...changed('keys').map((key) => `the API key \`${key}\` is as the import left it`),
    ]
    return { ...reached, left: [...(reached.left ?? []), ...left] }
  },
  run: async (_, reached) => reached,
}
