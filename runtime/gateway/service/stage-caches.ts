import type { Caches } from '../execute/caches.ts'
import type { Call, Operation } from './call.ts'
import { findApi, findStage } from './find.ts'

/** The same for every cache of a stage: it is empty when the answer is given. */
function flush(call: Call, cache: keyof Caches): { readonly status: 202 } {
  const api = findApi(call)
  call.world.traffic?.flush(cache, api.id, findStage(call, api).stageName)
  return { status: 202 }
}

export const flushStageCache: Operation = (call) => flush(call, 'responses')

export const flushStageAuthorizersCache: Operation = (call) => flush(call, 'authorizers')
