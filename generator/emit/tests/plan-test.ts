import type { Operation } from '../../model/api-model.ts'
import type { LookUp } from './sample.ts'
import { type SampleRequest, sampleRequest } from './sample-request.ts'

/** What the test of an operation says, in every language. */
export interface PlannedTest {
  readonly id: string
  /** `` `POST /pets`: Adds a pet. `` */
  readonly about: string
  readonly request: SampleRequest
  /** Statuses that are declared for a success, and for a sample that nobody has stored, or that is stored already. */
  readonly statuses: readonly number[]
  /** Statuses that say that the test cannot tell anything yet, and why. */
  readonly unready: readonly number[]
  readonly reason: string
}

/** What a range such as `2XX`, or a default, may stand for. */
const SUCCESSES = [200, 201, 202, 203, 204, 205, 206]

/** What a request that is right may get, since its names are made up. */
const UNKNOWN = [404, 409, 410]

/** Plans the test of an operation. */
export function planTest(operation: Operation, lookUp: LookUp): PlannedTest {
  const { id, method, path, summary, auth, apiKeyRequired } = operation
  const isProtected = auth.kind !== 'none' || apiKeyRequired
  return {
    id,
    about: `\`${method} ${path}\`${summary === undefined ? '' : `: ${summary}`}`,
    request: sampleRequest(operation, lookUp),
    statuses: [
      ...successes(operation),
      ...UNKNOWN.filter((status) => operation.responses.some((response) => response.status === String(status))),
    ],
    unready: isProtected ? [401, 403, 501] : [501],
    reason: isProtected ? `${id} is not implemented yet, or its credentials are missing here` : `${id} is not implemented yet`,
  }
}

function successes({ responses }: Operation): readonly number[] {
  const named = responses.flatMap(({ status }) => (/^2\d\d$/.test(status) ? [Number(status)] : []))
  if (named.length > 0) return named
  const others = responses.flatMap(({ status }) => (/^3\d\d$/.test(status) ? [Number(status)] : []))
  return others.length > 0 && !responses.some(({ status }) => /^2XX$|^default$/i.test(status)) ? others : SUCCESSES
}
