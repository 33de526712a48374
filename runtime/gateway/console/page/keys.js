// The keyboard: everything on the page can be reached without a mouse.
import { byId, fill, h } from './dom.js'

const SHOWN = [
  ['/', 'filter operations'],
  ['j or ↓, k or ↑', 'next, previous in the list'],
  ['Enter', 'open'],
  ['o, q', 'go to operations, to the last requests'],
  ['s', 'calls of AWS services that were recorded'],
  ['Ctrl+Enter', 'send the request'],
  ['r', 'run the request again'],
  ['e', 'edit the request and run it again'],
  ['c', 'clear the last requests'],
  ['Esc', 'leave a field'],
  ['?', 'these keys'],
]

/** Listens for keys, and for the button that shows them. */
export function listenForKeys() {
  const dialog = /** @type {HTMLDialogElement} */ (byId('keys'))
  const close = h('button', { type: 'button', class: 'primary', onclick: () => dialog.close() }, 'Close')
  const keys = SHOWN.flatMap(([key = '', what]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, what)])
  fill(dialog, h('h1', { id: 'keys-title' }, 'Keys'), h('dl', { class: 'pairs' }, ...keys), close)
  byId('help').addEventListener('click', () => dialog.showModal())
  document.addEventListener('keydown', (event) => {
    if (dialog.open) return
    const field = event.target instanceof HTMLElement && event.target.matches('input, textarea, select') ? event.target : undefined
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return press('[data-key="send"]', event)
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (field?.id === 'filter' && (event.key === 'Enter' || event.key === 'ArrowDown')) return go('#operation-list', 0, event)
    if (field !== undefined) {
      if (event.key === 'Escape') field.blur()
      return
    }
    act(event, dialog)
  })
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLDialogElement} dialog
 */
function act(event, dialog) {
  switch (event.key) {
    case '/':
      event.preventDefault()
      return byId('filter').focus()
    case 'j':
    case 'ArrowDown':
      return go(undefined, 1, event)
    case 'k':
    case 'ArrowUp':
      return go(undefined, -1, event)
    case 'o':
      return go('#operation-list', 0, event)
    case 'q':
      return go('#request-list', 0, event)
    case 's':
      return press('[href="#/service-calls"]', event)
    case 'r':
      return press('[data-key="run"]', event)
    case 'e':
      return press('[data-key="edit"]', event)
    case 'c':
      return press('#clear', event)
    case '?':
      return dialog.showModal()
  }
}

/**
 * @param {string} selector
 * @param {KeyboardEvent} event
 */
function press(selector, event) {
  const button = /** @type {HTMLElement | null} */ (document.querySelector(selector))
  if (button === null) return
  event.preventDefault()
  button.click()
}

/**
 * Moves the focus within a list: to its current item, or by some items from where the focus is. Arrows that scroll something else are left alone.
 * @param {string | undefined} list the list that has the focus where absent, else that of operations
 * @param {number} by
 * @param {KeyboardEvent} event
 */
function go(list, by, event) {
  const active = document.activeElement
  const around = list === undefined ? active?.closest('.list') : document.querySelector(list)
  if (around == null && event.key.startsWith('Arrow')) return
  const items = [...(around ?? byId('operation-list')).querySelectorAll('a')]
  const at = items.findIndex((item) => item.matches(':focus'))
  const current = Math.max(
    0,
    items.findIndex((item) => item.hasAttribute('aria-current')),
  )
  event.preventDefault()
  items[Math.min(items.length - 1, Math.max(0, at === -1 ? current : at + by))]?.focus()
}
