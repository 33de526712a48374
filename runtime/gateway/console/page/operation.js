// An operation: what it is for, what it takes, and a form to try it.

import { showAnswer } from './answer.js'
import { run } from './api.js'
import { fill, h } from './dom.js'
import { requestForm } from './form.js'
import { methodLabel, more, problem } from './parts.js'

/** @import { ApiDocumentation, DocumentedOperation } from './types.d.ts' */

/**
 * @param {Element} main
 * @param {DocumentedOperation} operation
 * @param {ApiDocumentation['types']} types that it mentions
 */
export function showOperation(main, operation, types) {
  const answer = h('section', { class: 'card', 'aria-label': 'Answer', 'aria-live': 'polite' })
  fill(answer, h('h3', {}, 'Answer'), h('p', { class: 'soft' }, 'Send the request: the answer appears here.'))
  const form = requestForm(operation, async (request) => {
    try {
      showAnswer(answer, await run(request))
    } catch (error) {
      fill(answer, h('h3', {}, 'Answer'), problem(String(error instanceof Error ? error.message : error)))
    }
  })
  fill(
    main,
    h('h1', {}, methodLabel(operation.method), h('span', { class: 'path' }, operation.path)),
    operation.summary === undefined ? undefined : h('p', {}, operation.summary),
    operation.description === undefined ? undefined : h('p', { class: 'soft' }, operation.description),
    tags(operation),
    h('div', { class: 'columns' }, form, h('div', {}, answer, responses(operation, types))),
  )
}

/** @param {DocumentedOperation} operation */
function tags({ id, integration, security, deprecated }) {
  const words = [id, integration, ...(security.length === 0 ? ['open to everybody'] : security), ...(deprecated ? ['deprecated'] : [])]
  return h('div', { class: 'tags' }, ...words.map((word) => h('span', { class: 'tag' }, word)))
}

/**
 * @param {DocumentedOperation} operation
 * @param {ApiDocumentation['types']} types
 */
function responses(operation, types) {
  return h(
    'section',
    { class: 'card', 'aria-label': 'Documented answers' },
    h('h3', {}, 'Documented answers'),
    ...operation.responses.map(({ status, description, contents }) =>
      h(
        'div',
        { class: 'documented' },
        h('span', {}, h('span', { class: 'status' }, status)),
        h(
          'div',
          {},
          description,
          ...contents.map(({ mediaType, type }) => h('div', { class: 'soft small' }, `${mediaType} `, h('code', {}, type))),
        ),
      ),
    ),
    types.length > 0 && more('Types', ...types.map(({ text }) => h('pre', { class: 'type' }, text))),
  )
}

/**
 * The named types that an operation mentions, and those that they mention.
 * @param {DocumentedOperation} operation
 * @param {ApiDocumentation} documentation
 */
export function mentionedTypes(operation, { types }) {
  const texts = [
    ...operation.parameters.map(({ type }) => type),
    ...(operation.body?.contents ?? []).map(({ type }) => type),
    ...operation.responses.flatMap(({ contents }) => contents.map(({ type }) => type)),
  ]
  const byName = new Map([...types, ...(operation.types ?? [])].map((type) => [type.name, type]))
  /** @type {Set<ApiDocumentation['types'][number]>} */
  const found = new Set()
  for (const text of texts)
    for (const word of text.match(/[\p{L}\p{N}_$]+/gu) ?? []) {
      const type = byName.get(word)
      if (type === undefined || found.has(type)) continue
      found.add(type)
      texts.push(type.text)
    }
  return [...found]
}
