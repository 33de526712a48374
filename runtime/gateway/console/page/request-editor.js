// A request as text, to be changed and run again.
import { h } from './dom.js'
import { headersOf, headerText } from './headers.js'

/** @import { SentRequest } from './types.d.ts' */

/**
 * @param {SentRequest} request
 * @param {(edited: SentRequest) => Promise<void>} send
 */
export function requestEditor(request, send) {
  const method = h('input', { value: request.method, 'aria-label': 'Method', spellcheck: 'false' })
  const path = h('input', { value: request.path, 'aria-label': 'Path and query', spellcheck: 'false' })
  const headers = h('textarea', { 'aria-label': 'Headers, one a line', rows: '5', spellcheck: 'false' }, headerText(request.headers))
  const isText = request.body === null || request.body.encoding === 'utf-8'
  const body = h(
    'textarea',
    { 'aria-label': 'Body', rows: '8', spellcheck: 'false', disabled: !isText },
    isText ? (request.body?.text ?? '') : 'Bytes that are no text; they are sent as they were.',
  )
  queueMicrotask(() => path.focus())
  return h(
    'form',
    {
      class: 'card',
      'aria-label': 'Edit the request',
      async onsubmit(/** @type {SubmitEvent} */ event) {
        event.preventDefault()
        const edited = body.value === '' ? null : /** @type {const} */ ({ encoding: 'utf-8', text: body.value })
        await send({
          stage: request.stage,
          method: method.value.trim().toUpperCase(),
          path: path.value.trim(),
          headers: headersOf(headers.value),
          body: isText ? edited : request.body,
        })
      },
    },
    h('h3', {}, 'Edit the request'),
    h('div', { class: 'field' }, method, path),
    h('h3', {}, 'Headers'),
    headers,
    h('h3', {}, 'Body'),
    body,
    h('div', { class: 'buttons' }, h('button', { type: 'submit', class: 'primary', 'data-key': 'send' }, 'Send')),
  )
}
