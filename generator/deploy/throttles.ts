import { put } from '../base/json.ts'
import type { ApiModel } from '../model/api-model.ts'

/** How much a method takes on a stage: requests a second, and at once. */
export interface Throttle {
  readonly rate: number
  readonly burst: number
}

/** Throttles by method: `GET /pets/{id}`. */
export type Throttles = Readonly<Record<string, Throttle>>

/** What the operations of a model ask for (`x-apigen-throttle`). */
export function throttlesOf(operations: ApiModel['operations']): Throttles {
  const throttles: Record<string, Throttle> = {}
  for (const { method, path, throttle } of operations) if (throttle) put(throttles, `${method} ${path}`, throttle)
  return throttles
}

/** What API Gateway says of a stage's methods, as far as they are throttled one by one. */
export interface StageMethodSetting {
  readonly throttlingRateLimit?: number | undefined
  readonly throttlingBurstLimit?: number | undefined
}

/** The throttles of a stage's method settings, whose keys are the path without its first slash, escaped, and the method. */
export function throttlesOfStage(settings: Readonly<Record<string, StageMethodSetting>> | undefined): Throttles {
  const throttles: Record<string, Throttle> = {}
  for (const [key, { throttlingRateLimit: rate, throttlingBurstLimit: burst }] of Object.entries(settings ?? {})) {
    const [, path = '', method] = /^(.*)\/([^/]+)$/.exec(key) ?? []
    if (method === undefined || method === '*' || rate === undefined || burst === undefined) continue
    put(throttles, `${method} /${path.replaceAll('~1', '/').replaceAll('~0', '~').replace(/^\/+/, '')}`, { rate, burst })
  }
  return throttles
}

/** A step of an update of a stage. */
interface Patch {
  readonly op: 'replace'
  readonly path: string
  readonly value: string
}

/** The steps that set throttles on a stage. */
export function throttlePatches(throttles: Throttles): readonly Patch[] {
  return Object.entries(throttles).flatMap(([name, { rate, burst }]): Patch[] => {
    const [method = '', path = ''] = name.split(' ')
    const part = path === '/' ? '~1' : path.slice(1).replaceAll('~', '~0').replaceAll('/', '~1')
    return [
      { op: 'replace', path: `/${part}/${method}/throttling/rateLimit`, value: String(rate) },
      { op: 'replace', path: `/${part}/${method}/throttling/burstLimit`, value: String(burst) },
    ]
  })
}
