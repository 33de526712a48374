// Everything that is known of a step.
import { bodyBlock, code } from './code.js'
import { h } from './dom.js'
import { more, pairList, problem } from './parts.js'
import { templateView } from './template.js'

/** @import { TimedStep, Trace } from './types.d.ts' */

/**
 * @param {Trace} trace
 * @param {number} index of the step
 * @param {TimedStep} step
 * @returns {import('./dom.js').Child[]}
 */
export function stepDetail(trace, index, step) {
  switch (step.kind) {
    case 'method-request':
      return [
        pairList([['path', step.path], ['resource', step.resourcePath], ...Object.entries(step.pathParameters)]),
        ...section('Query', pairList(flat(step.query))),
        ...section('Headers', pairList(flat(step.headers))),
        ...section('Body', bodyBlock(step.body, undefined)),
      ]
    case 'authorizer':
      return [
        step.event === undefined
          ? h('p', { class: 'soft' }, 'No function was asked.')
          : more('What it was asked', code(JSON.stringify(step.event))),
        ...(step.answer === undefined ? [] : section('What it answered', code(JSON.stringify(step.answer)))),
      ]
    case 'validation':
      return [
        pairList([
          ['validator', step.validator],
          ...(step.model === undefined ? [] : [/** @type {[string, string]} */ (['model', step.model])]),
        ]),
        ...step.problems.map(problem),
      ]
    case 'template':
      return [templateView(trace, index, step)]
    case 'integration-request':
      return [
        pairList([
          ['type', step.type],
          ['method', step.method],
          ['uri', step.uri],
        ]),
        ...(step.headers.length === 0 ? [] : section('Headers', pairList(step.headers))),
        ...section('Body', bodyBlock(step.body, undefined)),
      ]
    case 'integration-response':
    case 'method-response':
      return [
        more('Headers', pairList(step.headers)),
        bodyBlock(step.body, step.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1]),
      ]
    case 'rejected':
      return [
        step.log === undefined ? h('p', {}, 'The client sees the whole reason.') : problem(step.log),
        step.validationError === undefined ? undefined : problem(step.validationError),
      ]
    default: {
      const { kind, at, ...members } = step
      return [pairList(Object.entries(members).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]))]
    }
  }
}

/**
 * @param {string} title
 * @param {Node} content
 */
function section(title, content) {
  return [h('h3', {}, title), content]
}

/**
 * @param {Readonly<Record<string, readonly string[]>>} groups
 * @returns {[string, string][]}
 */
function flat(groups) {
  return Object.entries(groups).flatMap(([name, values]) => values.map((value) => /** @type {[string, string]} */ ([name, value])))
}
