import type { AuthorizerAnswer } from './authorize/authorizer-answer.ts'
import { createExpiringCache, type ExpiringCache } from './expiring-cache.ts'

/** What the data plane remembers of requests, by stage. */
export interface Caches {
  readonly authorizers: ExpiringCache<AuthorizerAnswer>
}

/** Answers of authorizers that a stage remembers. */
const mostAnswers = 10_000

/** Empty caches. */
export function createCaches(): Caches {
  return { authorizers: createExpiringCache(mostAnswers, () => 1) }
}

/** The scope of a stage's caches. */
export function stageScope(apiId: string, stageName: string): string {
  return `${apiId}/${stageName}`
}
