// Small parts that several views have.
import { h } from './dom.js'

/** @param {string} method */
export function methodLabel(method) {
  return h('span', { class: `method ${method.toLowerCase()}` }, method === 'DELETE' ? 'DEL' : method.slice(0, 7))
}

/**
 * Good, a mistake of the client's, or one of the API's.
 * @param {number} status
 */
export function statusLabel(status) {
  const kind = status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'good'
  return h('span', { class: `status ${kind}` }, String(status))
}

/**
 * Names and values.
 * @param {readonly (readonly [string, string])[]} pairs
 */
export function pairList(pairs) {
  if (pairs.length === 0) return h('p', { class: 'soft' }, 'None.')
  return h('dl', { class: 'pairs' }, ...pairs.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]))
}

/** @param {string} text */
export function problem(text) {
  return h('p', { class: 'problem', role: 'alert' }, text)
}

/**
 * Something that is there for who wants to know.
 * @param {string} title
 * @param {...import('./dom.js').Child} children
 */
export function more(title, ...children) {
  return h('details', { class: 'more' }, h('summary', {}, title), ...children)
}
