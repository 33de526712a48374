// A mapping template between what went in and what came out; edited, it is rendered again as one types.
import { render } from './api.js'
import { code } from './code.js'
import { fill, h } from './dom.js'
import { more, pairList, problem } from './parts.js'

/** @import { RenderedAgain, TimedStep, Trace, TemplateOverrides } from './types.d.ts' */
/** @typedef {Extract<TimedStep, { kind: 'template' }>} TemplateStep */

/** Milliseconds without a key before it is rendered. */
const QUIET = 150

/**
 * @param {Trace} trace
 * @param {number} index of the step
 * @param {TemplateStep} step
 */
export function templateView(trace, index, step) {
  const output = h('div', { 'aria-live': 'polite' }, code(step.output, 'Output'), overridesOf(step.overrides))
  const reset = h('button', { type: 'button', class: 'quiet', disabled: true }, 'Reset')
  const source = h(
    'textarea',
    {
      spellcheck: 'false',
      'aria-label': 'Template; edit it to render it again',
      rows: String(Math.min(20, step.template.split('\n').length + 1)),
    },
    step.template,
  )
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  let latest = 0
  const renderNow = async () => {
    const mine = ++latest
    const template = source.value
    reset.disabled = template === step.template
    source.removeAttribute('aria-invalid')
    try {
      const rendered = await render({ requestId: trace.requestId, step: index, template })
      if (mine === latest) show(output, source, rendered)
    } catch (error) {
      fill(output, problem(String(error instanceof Error ? error.message : error)))
    }
  }
  source.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(renderNow, QUIET)
  })
  reset.addEventListener('click', () => {
    source.value = step.template
    return renderNow()
  })
  return h(
    'div',
    { class: 'template' },
    h(
      'section',
      {},
      h('h3', {}, step.side === 'request' ? 'In: the request' : 'In: the answer'),
      code(step.scope.body, 'Input'),
      scopeOf(step),
    ),
    h('section', { class: 'source' }, h('h3', {}, 'Template ', h('span', { class: 'soft' }, 'edit to try'), reset), source),
    h('section', {}, h('h3', {}, 'Out'), output),
  )
}

/**
 * @param {Element} output
 * @param {HTMLTextAreaElement} source
 * @param {RenderedAgain} rendered
 */
function show(output, source, rendered) {
  if (rendered.kind === 'rendered') return fill(output, code(rendered.output, 'Output'), overridesOf(rendered.overrides))
  source.setAttribute('aria-invalid', 'true')
  if (rendered.kind === 'refused' || rendered.offset === undefined) return fill(output, problem(rendered.message))
  const { offset, length = 1 } = rendered
  const select = () => {
    source.focus()
    source.setSelectionRange(offset, offset + length)
  }
  fill(
    output,
    problem(rendered.message),
    excerpt(source.value, offset, length),
    h('button', { type: 'button', onclick: select }, 'Show the place'),
  )
}

/**
 * The line of a failure, and what of it is meant.
 * @param {string} text
 * @param {number} offset
 * @param {number} length
 */
function excerpt(text, offset, length) {
  const begin = text.lastIndexOf('\n', offset - 1) + 1
  const newline = text.indexOf('\n', offset)
  const line = text.slice(begin, newline === -1 ? undefined : newline)
  const width = Math.max(1, Math.min(length, line.length - (offset - begin)))
  return h('pre', {}, `${line}\n${' '.repeat(offset - begin)}${'^'.repeat(width)}`)
}

/** @param {TemplateOverrides} overrides */
function overridesOf(overrides) {
  const text = JSON.stringify(overrides)
  return /^\{("\w+":\{("\w+":\{\},?)*\},?)*\}$/.test(text) ? undefined : more('Overrides', code(text))
}

/** @param {TemplateStep} step */
function scopeOf({ scope }) {
  const { path = {}, querystring = {}, header = {} } = scope.params
  const pairs = [path, querystring, header].flatMap((values) => Object.entries(values))
  return h(
    'div',
    {},
    more('$input.params()', pairList(pairs)),
    more('$context', code(JSON.stringify(scope.context))),
    more('$stageVariables', pairList(Object.entries(scope.stageVariables))),
  )
}
