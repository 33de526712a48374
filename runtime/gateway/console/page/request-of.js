// The request of a trace, as a client would send it again.

/** @import { RecentRequest, SentRequest, Trace } from './types.d.ts' */

/** What API Gateway adds, or the connection. */
const ADDED = new Set([
  'host',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
  'content-length',
  'connection',
])

/**
 * @param {Trace} trace
 * @param {RecentRequest | undefined} listed
 * @returns {SentRequest}
 */
export function requestOf(trace, listed) {
  const stage = { apiId: trace.apiId, stageName: trace.stage }
  const step = trace.steps.find(({ kind }) => kind === 'method-request')
  // No method was found: nothing but the first line is known.
  if (step?.kind !== 'method-request') return { stage, method: listed?.verb ?? 'GET', path: listed?.path ?? '/', headers: [], body: null }
  const query = Object.entries(step.query).flatMap(([name, values]) =>
    values.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  )
  const headers = Object.entries(step.headers).flatMap(([name, values]) =>
    ADDED.has(name.toLowerCase()) ? [] : values.map((value) => /** @type {const} */ ([name, value])),
  )
  return {
    stage,
    method: step.verb,
    path: query.length === 0 ? step.path : `${step.path}?${query.join('&')}`,
    headers,
    body: step.body.text === '' ? null : step.body,
  }
}
