import type { Clock } from './retry.ts'

/** How often a call may be made: milliseconds between two, and how many may come at once. */
interface Rate {
  readonly every: number
  readonly burst: number
}

/** We take four fifths of what there is: others share the account. */
const SHARE = 0.8

/** Rates of a service by its operations; `''` is that of all calls together. */
export type Rates = Readonly<Record<string, Rate>>

/** Rates of API Gateway's control plane, fixed for an account (docs.aws.amazon.com: Amazon API Gateway quotas, 2026). */
export const API_GATEWAY_RATES: Rates = {
  CreateDeployment: { every: 5000, burst: 1 },
  CreateRestApi: { every: 3000, burst: 1 },
  DeleteRestApi: { every: 30_000, burst: 1 },
  GetResources: { every: 400, burst: 5 },
  PutRestApi: { every: 1000, burst: 1 },
  UpdateUsagePlan: { every: 20_000, burst: 1 },
  '': { every: 100, burst: 40 },
}

/** Rates of Lambda's control plane: fifteen calls a second (docs.aws.amazon.com: Lambda quotas). Its bursts are nowhere said. */
export const LAMBDA_RATES: Rates = { '': { every: 1000 / 15, burst: 5 } }

/** Waits until a call of this name may be made. */
export type Turn = (operation: string) => Promise<void>

/** Where there are no rates. */
export const atOnce: Turn = async () => {}

/** A bucket of tokens for each call that has a rate of its own, and one for all. */
export function turns(clock: Clock, rates: Rates): Turn {
  const buckets = new Map<string, Bucket>(Object.entries(rates).map(([name, rate]) => [name, bucket(rate)]))
  return async (operation) => {
    const now = clock.now()
    // One token of each: a call without a rate of its own is of the bucket for all only.
    const waits = [...new Set(['', operation])].map((name) => buckets.get(name)?.(now) ?? 0)
    const wait = Math.max(...waits)
    if (wait > 0) await clock.sleep(wait)
  }
}

/** Takes a token at a time, and says how long to wait for it. */
type Bucket = (now: number) => number

/** The generic cell rate algorithm (ITU-T I.371): one number is the whole state. */
function bucket({ every, burst }: Rate): Bucket {
  const interval = every / SHARE
  const slack = interval * (Math.max(1, Math.floor(burst * SHARE)) - 1)
  let due = 0
  return (now) => {
    const at = Math.max(due, now)
    due = at + interval
    return Math.max(0, at - slack - now)
  }
}
