import { canonicalJson, type Json, put } from '../base/json.ts'
import type { MethodThrottles, PlannedStage, UsagePlanPatch } from './usage-plan-cloud.ts'

type Stored = Readonly<Record<string, { readonly rateLimit?: number | undefined; readonly burstLimit?: number | undefined }>>

/** The throttles of a stage in a plan, whose keys are the path and the method: `/pets/{id}/GET`. */
export function throttlesOfStage(stored: Stored | undefined): MethodThrottles {
  const found: Record<string, MethodThrottles[string]> = {}
  for (const [key, { rateLimit = 0, burstLimit = 0 }] of Object.entries(stored ?? {})) {
    const [, path = '', method] = /^(.*)\/([^/]+)$/.exec(key) ?? []
    if (method !== undefined) put(found, `${method} /${path.replaceAll('~1', '/').replace(/^\/+/, '')}`, { rateLimit, burstLimit })
  }
  return found
}

/** The way back, for a plan that is created. */
export function storedThrottles(throttles: MethodThrottles): Record<string, MethodThrottles[string]> {
  return Object.fromEntries(Object.entries(throttles).map(([method, limits]) => [keyOf(method), limits]))
}

/**
 * The steps that make the throttles of a stage what is wanted. One alone cannot be taken away: the stage leaves and comes back without any, in
 * the same call (as hashicorp/terraform-provider-aws does).
 */
export function throttlePatches(wanted: MethodThrottles, found: MethodThrottles, { apiId, stage }: PlannedStage): UsagePlanPatch[] {
  const at = `${apiId}:${stage}`
  const fresh = Object.keys(found).some((method) => !Object.hasOwn(wanted, method))
  const changed = Object.entries(wanted).filter(([method, limits]) => fresh || !isSame(limits, found[method]))
  const again: UsagePlanPatch[] = [
    { op: 'remove', path: '/apiStages', value: at },
    { op: 'add', path: '/apiStages', value: at },
  ]
  return [
    ...(fresh ? again : []),
    ...changed.flatMap(([method, limits]) =>
      (['rateLimit', 'burstLimit'] as const).map((name): UsagePlanPatch => {
        const path = `/apiStages/${at}/throttle/${keyOf(method)}/${name}`
        return { op: 'replace', path, value: String(limits[name]) }
      }),
    ),
  ]
}

function isSame(a: MethodThrottles[string], b: MethodThrottles[string] | undefined): boolean {
  return b !== undefined && canonicalJson(a as unknown as Json) === canonicalJson(b as unknown as Json)
}

function keyOf(name: string): string {
  const [method = '', path = ''] = name.split(' ')
  return `${path}/${method}`
}
