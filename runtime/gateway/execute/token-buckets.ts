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
  const filled = ({ key, limit }: Demand, now: number): Bucket => {
    const bucket = buckets.get(key) ?? { tokens: limit.burst, time: now }
    buckets.set(key, bucket)
    const seconds = Math.max(0, now - bucket.time) / 1000
    bucket.tokens = Math.min(limit.burst, bucket.tokens + seconds * limit.rate)
    bucket.time = now
    return bucket
  }
  return {
    take(demands, now) {
      const found = demands.map((demand) => filled(demand, now))
      const empty = found.findIndex(({ tokens }) => tokens < 1)
      if (empty !== -1) return demands[empty]
      for (const bucket of found) bucket.tokens -= 1
      return undefined
    },
  }
}
