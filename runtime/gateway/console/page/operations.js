// The list of operations, by group.
import { fill, h } from './dom.js'
import { methodLabel } from './parts.js'

/** @import { ApiDocumentation, DocumentedOperation } from './types.d.ts' */

/**
 * @param {Element} list
 * @param {ApiDocumentation | null} documentation
 * @param {string} filter words that all have to occur
 * @param {string} address what is looked at
 */
export function showOperations(list, documentation, filter, address) {
  if (documentation === null) return fill(list, h('p', { class: 'empty' }, 'Nothing is served yet. The terminal says why.'))
  const found = documentation.operations.filter((operation) => fits(operation, filter))
  if (found.length === 0) return fill(list, h('p', { class: 'empty' }, nothing(documentation, filter)))
  const focused = list.contains(document.activeElement) ? document.activeElement?.getAttribute('href') : undefined
  const groups = Map.groupBy(found, ({ group }) => group)
  fill(
    list,
    ...[...groups].map(([group, operations]) =>
      h('section', { 'aria-label': group }, h('h3', { class: 'group' }, group), ...operations.map((one) => item(one, address))),
    ),
  )
  if (focused) [...list.querySelectorAll('a')].find((link) => link.getAttribute('href') === focused)?.focus()
}

/**
 * @param {DocumentedOperation} operation
 * @param {string} address
 */
function item({ id, method, path, summary, deprecated }, address) {
  const href = `#/operation/${encodeURIComponent(id)}`
  return h(
    'a',
    { class: deprecated ? 'item deprecated' : 'item', href, title: summary ?? id, ...(href === address && { 'aria-current': 'page' }) },
    methodLabel(method),
    h('span', { class: 'path' }, path),
  )
}

/**
 * @param {DocumentedOperation} operation
 * @param {string} filter
 */
function fits({ id, method, path, group, summary = '' }, filter) {
  const text = `${method} ${path} ${id} ${group} ${summary}`.toLowerCase()
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/**
 * @param {ApiDocumentation} documentation
 * @param {string} filter
 */
function nothing({ operations, empty }, filter) {
  if (operations.length === 0) return empty
  return `None of ${operations.length} operations has “${filter}” in its method, path, name or summary.`
}
