// What is there before anything is chosen.
import { code } from './code.js'
import { fill, h } from './dom.js'

/** @import { ApiDocumentation } from './types.d.ts' */

/**
 * @param {Element} main
 * @param {ApiDocumentation | null} documentation
 */
export function showWelcome(main, documentation) {
  if (documentation === null)
    return fill(
      main,
      h('h1', {}, 'Nothing is served yet'),
      h(
        'p',
        {},
        'The spec is being read, or API Gateway would refuse it. The terminal in which apigen runs says which; this page follows.',
      ),
    )
  const { title, version, description, operations, empty } = documentation
  const first = operations.find(({ method }) => method === 'GET') ?? operations[0]
  const here = `curl -i ${location.origin}${first?.base ?? ''}${first?.path ?? '/'}`
  fill(
    main,
    h('h1', {}, version === undefined ? title : `${title} ${version}`),
    description === undefined ? undefined : h('p', {}, description),
    h(
      'section',
      { class: 'card' },
      h('h3', {}, 'See what API Gateway does with a request'),
      operations.length === 0
        ? h('p', {}, empty)
        : h('p', {}, 'Choose an operation at the left and send a request, or call the API with any client:'),
      operations.length > 0 && code(here),
      h(
        'p',
        { class: 'soft' },
        'Every request is listed at the left below. Open one to see each step: authorizer, validation, the mapping templates with what went in and came out, the integration, and the answer. Templates can be edited there and are rendered as you type.',
      ),
      h(
        'p',
        { class: 'soft' },
        h('kbd', {}, '/'),
        ' filters, ',
        h('kbd', {}, 'j'),
        ' and ',
        h('kbd', {}, 'k'),
        ' move, ',
        h('kbd', {}, '?'),
        ' shows all keys.',
      ),
    ),
  )
}
