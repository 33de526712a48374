// The list of the last requests, the newest first.
import { fill, h } from './dom.js'
import { statusLabel } from './parts.js'

/** @import { RecentRequest } from './types.d.ts' */

/**
 * @param {Element} list
 * @param {readonly RecentRequest[]} requests
 * @param {string} address what is looked at
 */
export function showRequests(list, requests, address) {
  if (requests.length === 0)
    return fill(
      list,
      h(
        'p',
        { class: 'empty' },
        'None yet. Send one from an operation, or with any client to this port: each appears here with every step.',
      ),
    )
  const focused = list.contains(document.activeElement) ? document.activeElement?.getAttribute('href') : undefined
  fill(list, ...requests.map((request) => item(request, address)))
  if (focused) [...list.querySelectorAll('a')].find((link) => link.getAttribute('href') === focused)?.focus()
}

/**
 * @param {RecentRequest} request
 * @param {string} address
 */
function item({ requestId, status, verb, path, operation, milliseconds, time }, address) {
  const href = `#/request/${requestId}`
  const title = `${operation ?? 'no such operation'}, ${new Date(time).toLocaleTimeString()}`
  return h(
    'a',
    { class: 'item', href, title, ...(href === address && { 'aria-current': 'page' }) },
    h('span', {}, statusLabel(status)),
    h('span', { class: 'path' }, `${verb} ${path}`),
    h('span', { class: 'soft small' }, `${milliseconds} ms`),
  )
}
