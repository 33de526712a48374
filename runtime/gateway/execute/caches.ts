import type { HttpResponse } from '../http.ts'
import type { AuthorizerAnswer } from './authorize/authorizer-answer.ts'
import { createExpiringCache, type ExpiringCache } from './expiring-cache.ts'
import type { KeySet } from './ports.ts'

/** What the data plane remembers of requests, by stage unless it says otherwise. */
export interface Caches {
  readonly authorizers: ExpiringCache<AuthorizerAnswer>
  readonly responses: ExpiringCache<HttpResponse>
  /** The keys by which tokens of user pools were verified, by the ARN of their pool: verifying costs more than all other steps together. */
  readonly signatures: ExpiringCache<KeySet>
}

/** Verified tokens that a pool remembers. */
const mostTokens = 1000
/** Answers of authorizers that a stage remembers. */
const mostAnswers = 10_000
/** Bytes of responses that a stage remembers: less than the smallest cluster of API Gateway, which has half a gigabyte. */
const mostBytes = 128 * 1024 * 1024

/** Empty caches. */
export function createCaches(): Caches {
  return {
    authorizers: createExpiringCache(mostAnswers, () => 1),
    signatures: createExpiringCache(mostTokens, () => 1),
    responses: createExpiringCache(mostBytes, ({ body }) => body.length + 1024),
  }
}

/** The scope of a stage's caches. */
export function stageScope(apiId: string, stageName: string): string {
  return `${apiId}/${stageName}`
}
