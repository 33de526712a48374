// Calls of AWS services that nobody carried out, the newest first.
import { getServiceCalls } from './api.js'
import { bodyBlock } from './code.js'
import { fill, h } from './dom.js'
import { more, pairList, statusLabel } from './parts.js'

/** @import { ServiceCall } from './types.d.ts' */

/** @param {Element} main */
export async function showServiceCalls(main) {
  const calls = await getServiceCalls()
  // Meanwhile somebody may look at something else.
  if (location.hash !== '#/service-calls') return
  const opened = new Set([...main.querySelectorAll('details[open]')].map(({ id }) => id))
  fill(
    main,
    h('h1', {}, 'Calls of AWS services'),
    h(
      'p',
      { class: 'soft' },
      'What APIs, and destinations of functions, sent to services where nobody says where they are. Nothing was carried out; --forward NAME=URL says where a service is.',
    ),
    calls.length === 0
      ? h('p', {}, 'None yet.')
      : h('ol', { class: 'steps', 'aria-label': 'Calls' }, ...calls.map((call, index) => item(call, `call-${index}`, opened)).reverse()),
  )
}

/**
 * @param {ServiceCall} call
 * @param {string} id
 * @param {Set<string>} opened those that were open before
 */
function item({ service, action, method, path, query, headers, body, status, time, requestId, functionArn }, id, opened) {
  const target = query === '' ? path : `${path}?${query}`
  return h(
    'li',
    { class: status === undefined && functionArn === undefined ? 'step bad' : 'step' },
    h(
      'details',
      { id, open: opened.has(id) },
      h(
        'summary',
        {},
        h('span', {}, h('h2', {}, `${service} ${action}`), h('span', { class: 'soft' }, new Date(time).toLocaleTimeString())),
        h('span', {}),
        h('span', { class: 'took' }, status !== undefined ? statusLabel(status) : functionArn === undefined ? 'unknown' : ''),
      ),
      h(
        'div',
        { class: 'detail' },
        h(
          'p',
          {},
          h('code', {}, `${method} ${target}`),
          ' for ',
          functionArn ?? h('a', { href: `#/request/${requestId}` }, `request ${requestId}`),
        ),
        bodyBlock(body, undefined, 'Body of the call'),
        more('Headers', pairList(headers)),
      ),
    ),
  )
}
