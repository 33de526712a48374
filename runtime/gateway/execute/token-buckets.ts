/** How much may come: requests a second in the long run, and at once. */
export interface Limit {
  readonly rate: number
  readonly burst: number
}

/** A limit and whom it counts. */
export interface Demand {
  readonly key: string
  readonly limit: Limit
}

/** Token buckets by key. They live as long as the gateway: API Gateway keeps none of them either. */
export interface TokenBuckets {
  /** Takes a token out of every bucket, or out of none: then it hands back the first that is empty. */
  take(demands: readonly Demand[], now: number): Demand | undefined
}

interface Bucket {
  tokens: number
  time: number
}

/** Buckets that begin full. */
export function createTokenBuckets(): TokenBuckets {
  const buckets = new Map<string, Bucket>()
  const bucketOf = ({ key, limit }: Demand, now: number): Bucket => {
    const known = buckets.get(key)
    if (known !== undefined) return known
    const bucket = { tokens: limit.burst, time: now }
    buckets.set(key, bucket)
    return bucket
  }
  const filled = (demand: Demand, now: number): Bucket => {
    const { limit } = demand
    const bucket = bucketOf(demand, now)
    const seconds = Math.max(0, now - bucket.time) / 1000
    bucket.tokens = Math.min(limit.burst, bucket.tokens + seconds * limit.rate)
    bucket.time = now
    return bucket
  }
  return {
    take(demands, now) {
      for (const demand of demands) if (filled(demand, now).tokens < 1) return demand
      for (const demand of demands) bucketOf(demand, now).tokens -= 1
      return undefined
    },
  }
}
