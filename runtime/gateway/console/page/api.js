// What the page asks the gateway.

/** @import { ApiDocumentation, ConsoleAnswer, RecentRequest, RenderedAgain, SentRequest, ServiceCall, Trace } from './types.d.ts' */

/** @typedef {{ instance: string, revision: number, requests: RecentRequest[] }} News */

/** @returns {Promise<ApiDocumentation | null>} null: nothing is served yet */
export function getDocumentation() {
  return ask('documentation')
}

/**
 * What came after something; waits for it where there is nothing yet.
 * @param {News | undefined} before
 * @returns {Promise<News>}
 */
export function getNews(before) {
  const last = before?.requests[0]?.sequence ?? 0
  const query = before === undefined ? '' : `?instance=${before.instance}&revision=${before.revision}&after=${last}`
  return ask(`requests${query}`)
}

/**
 * @param {string} requestId
 * @returns {Promise<Trace>}
 */
export function getTrace(requestId) {
  return ask(`requests/${encodeURIComponent(requestId)}`)
}

/** @returns {Promise<ServiceCall[]>} the oldest first */
export function getServiceCalls() {
  return ask('service-calls')
}

/**
 * @param {SentRequest} request
 * @returns {Promise<ConsoleAnswer>}
 */
export function run(request) {
  return ask('run', request)
}

/**
 * @param {{ requestId: string, step: number, template: string }} edited
 * @returns {Promise<RenderedAgain>}
 */
export function render(edited) {
  return ask('render', edited)
}

/** @returns {Promise<unknown>} */
export function clear() {
  return ask('clear', {})
}

/**
 * @param {string} resource
 * @param {unknown} [body] makes it a POST
 */
async function ask(resource, body) {
  const init = body === undefined ? {} : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(`api/${resource}`, init)
  const value = await response.json()
  if (!response.ok) throw new Error(value?.message ?? `The gateway answered ${response.status}.`)
  return value
}
