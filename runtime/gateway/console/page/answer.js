// What came back.
import { bodyBlock } from './code.js'
import { fill, h } from './dom.js'
import { more, pairList, statusLabel } from './parts.js'

/** @import { ConsoleAnswer } from './types.d.ts' */

/**
 * @param {Element} place
 * @param {ConsoleAnswer} answer
 */
export function showAnswer(place, { requestId, status, headers, body }) {
  const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  fill(
    place,
    h('h3', {}, 'Answer'),
    h(
      'div',
      { class: 'buttons' },
      statusLabel(status),
      h('span', { class: 'soft' }, contentType ?? 'no content type'),
      h('a', { href: `#/request/${requestId}` }, 'See every step'),
    ),
    bodyBlock(body, contentType, 'Body of the answer'),
    more('Headers', pairList(headers)),
  )
}
