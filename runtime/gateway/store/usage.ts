import { isObject, own, put } from '../json.ts'
import type { Store } from './state.ts'

/** What a key used of a plan on one day, and what it was granted besides the quota. */
interface UsageOfDay {
  readonly used: number
  readonly granted: number
}

/** Counts the requests of API keys by usage plan and day. Days are `2026-01-31`, in UTC; both ends are included. */
export interface UsageBook {
  /** What was used and granted from a day to a day. */
  total(planId: string, keyId: string, first: string, last: string): UsageOfDay
  /** The keys that ever used a plan. */
  keysOf(planId: string): readonly string[]
  add(planId: string, keyId: string, day: string, change: Partial<UsageOfDay>): void
}

/** A book that is kept. */
export interface Usage extends UsageBook {
  /** Resolves when all that was counted is kept. */
  close(): Promise<void>
}

/** The blob that holds it. */
const name = 'usage'
/** Every request counts something: what is counted is written together. */
const delayMs = 1000

type Days = Record<string, UsageOfDay>
type Plans = Map<string, Map<string, Days>>

/** A book of what is counted from now on; `changed` is called after every change. */
export function createUsageBook(plans: Plans = new Map(), changed: () => void = () => undefined): UsageBook {
  return {
    total(planId, keyId, first, last) {
      const sum = { used: 0, granted: 0 }
      for (const [day, { used, granted }] of Object.entries(plans.get(planId)?.get(keyId) ?? {})) {
        if (day < first || day > last) continue
        sum.used += used
        sum.granted += granted
      }
      return sum
    },
    keysOf: (planId) => [...(plans.get(planId)?.keys() ?? [])],
    add(planId, keyId, day, { used = 0, granted = 0 }) {
      const keys = plans.get(planId) ?? new Map<string, Days>()
      plans.set(planId, keys)
      const days = keys.get(keyId) ?? {}
      keys.set(keyId, days)
      const before = own(days, day)
      put(days, day, { used: (before?.used ?? 0) + used, granted: (before?.granted ?? 0) + granted })
      changed()
    },
  }
}

/**
 * The usage that a store keeps. It survives the gateway, as API Gateway's does; what was counted in the last second may be lost where
 * the process is killed.
 */
export async function openUsage(store: Pick<Store, 'readBlob' | 'writeBlob'>, log: (line: string) => void): Promise<Usage> {
  const plans: Plans = new Map(read(await store.readBlob(name)))
  let timer: NodeJS.Timeout | undefined
  let written: Promise<void> = Promise.resolve()
  const write = (): void => {
    timer = undefined
    const entries = [...plans].map(([planId, keys]) => [planId, [...keys]] as const)
    const bytes = new TextEncoder().encode(JSON.stringify(entries))
    written = written
      .then(() => store.writeBlob(name, bytes))
      .catch((error: unknown) => log(`The usage of API keys could not be kept: ${error instanceof Error ? error.message : String(error)}`))
  }
  const book = createUsageBook(plans, () => {
    timer ??= setTimeout(write, delayMs).unref()
  })
  return {
    ...book,
    async close() {
      if (timer !== undefined) {
        clearTimeout(timer)
        write()
      }
      await written
    },
  }
}

function read(bytes: Uint8Array | undefined): [string, Map<string, Days>][] {
  if (bytes === undefined) return []
  const entries = JSON.parse(new TextDecoder().decode(bytes)) as [string, [string, unknown][]][]
  return entries.map(([planId, keys]) => [planId, new Map(keys.filter((entry): entry is [string, Days] => isObject(entry[1])))])
}
