// A step in one line.

/** @import { TimedStep } from './types.d.ts' */

/**
 * @param {TimedStep} step
 * @returns {{ title: string, text: string, bad?: boolean }}
 */
export function summaryOf(step) {
  switch (step.kind) {
    case 'method-request':
      return { title: 'Method request', text: `${step.verb} ${step.resourcePath}` }
    case 'resource-policy':
      return { title: 'Resource policy', text: String(step.decision), bad: /deny/i.test(String(step.decision)) }
    case 'authorizer':
      return { title: 'Authorizer', text: `${step.name}, ${AUTHORIZERS[step.source]}` }
    case 'api-key':
      return { title: 'API key', text: `${step.apiKeyId}, usage plan ${step.usagePlanId}` }
    case 'throttle':
      return {
        title: 'Throttling',
        text: `${step.level}: ${step.rate} a second, ${step.burst} at once: ${step.outcome}`,
        bad: step.outcome === 'refused',
      }
    case 'quota':
      return { title: 'Quota', text: `${step.used} of ${step.limit} used`, bad: step.outcome === 'refused' }
    case 'validation':
      return {
        title: 'Validation',
        text: step.problems.length === 0 ? `${step.validator}: nothing wrong` : `${step.problems.length} wrong`,
        bad: step.problems.length > 0,
      }
    case 'cache':
      return { title: 'Cache', text: step.outcome }
    case 'template':
      return { title: step.side === 'request' ? 'Request template' : 'Response template', text: step.contentType }
    case 'integration-request':
      return { title: 'Integration request', text: `${step.type} ${functionOf(step.uri)}` }
    case 'integration-response':
      return {
        title: 'Integration response',
        text: step.recorded
          ? `${step.status}, made up: nobody carried the call out`
          : `${step.status} after ${Math.round(step.latency)} ms`,
      }
    case 'streamed':
      return { title: 'Stream', text: `${step.outcome}, ${step.length} bytes in ${step.pieces} pieces`, bad: step.outcome === 'broken' }
    case 'response-selected':
      return { title: 'Response selected', text: `${step.pattern} → ${step.statusCode}` }
    case 'rejected':
      return { title: 'Gateway response', text: step.responseType, bad: true }
    case 'method-response':
      return { title: 'Answer', text: String(step.status) }
  }
}

const AUTHORIZERS = {
  function: 'its function was asked',
  cache: 'from its cache',
  token: 'the token was checked',
  signature: 'the signature was checked',
}

/**
 * The function's name where the URI is one of a function.
 * @param {string} uri
 */
function functionOf(uri) {
  return /:function:([^/]+)/.exec(uri)?.[1] ?? uri
}
