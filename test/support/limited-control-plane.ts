import type { SdkHandler } from '../../generator/cli/local-gateway.ts'

/** A rate of calls: what it is of, the milliseconds in which one more may come, and how many may come at once. */
interface Limit {
  readonly of: RegExp
  readonly every: number
  readonly burst: number
}

/** Rates for an account (docs.aws.amazon.com: Amazon API Gateway quotas; Lambda quotas), a bucket of tokens each. A call takes one of every bucket that is of it. */
const LIMITS: readonly Limit[] = [
  { of: /^POST \/restapis\/\w+\/deployments$/, every: 5000, burst: 1 },
  { of: /^POST \/restapis$/, every: 3000, burst: 1 },
  { of: /^DELETE \/restapis\/\w+$/, every: 30_000, burst: 1 },
  { of: /^GET \/restapis\/\w+\/resources$/, every: 400, burst: 5 },
  { of: /^PUT \/restapis\/\w+$/, every: 1000, burst: 1 },
  { of: /^PATCH \/usageplans\/\w+$/, every: 20_000, burst: 1 },
  { of: /^\w+ \/(restapis|tags|usageplans|apikeys)\b/, every: 100, burst: 40 },
  { of: /^GET \/2015-03-31\/functions\/[^/]+\/policy$/, every: 1000 / 15, burst: 15 },
  { of: /^(?!GET \/2015-03-31\/functions\/[^/]+(\/policy)?$)\w+ \/2015-03-31\//, every: 1000 / 15, burst: 15 },
]

/** A control plane that refuses calls beyond its rates. */
export interface LimitedControlPlane {
  readonly handler: SdkHandler
  readonly calls: number
  /** Calls that were refused. */
  readonly refused: readonly string[]
}

/** Puts the rates of AWS in front of a handler. */
export function limitedControlPlane(inner: SdkHandler, now: () => number): LimitedControlPlane {
  const buckets = LIMITS.map((limit) => ({ ...limit, tokens: limit.burst, since: now() }))
  const refused: string[] = []
  let calls = 0
  return {
    refused,
    get calls() {
      return calls
    },
    handler: {
      async handle(request) {
        const call = `${request.method} ${request.path}`
        calls++
        const asked = buckets.filter(({ of }) => of.test(call))
        for (const bucket of asked) {
          bucket.tokens = Math.min(bucket.burst, bucket.tokens + (now() - bucket.since) / bucket.every)
          bucket.since = now()
        }
        // Thirds of milliseconds do not add up to whole tokens.
        if (asked.some(({ tokens }) => tokens < 1 - 1e-9)) {
          refused.push(call)
          const headers = { 'content-type': 'application/json', 'x-amzn-errortype': 'TooManyRequestsException' }
          return { response: { statusCode: 429, headers, body: new TextEncoder().encode('{"message":"Too Many Requests"}') } }
        }
        for (const bucket of asked) bucket.tokens -= 1
        return inner.handle(request)
      },
      destroy() {},
    },
  }
}
