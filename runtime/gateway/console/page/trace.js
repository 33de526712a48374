// A request with every step that API Gateway takes.
import { getTrace, run } from './api.js'
import { fill, h } from './dom.js'
import { methodLabel, problem, statusLabel } from './parts.js'
import { requestEditor } from './request-editor.js'
import { requestOf } from './request-of.js'
import { stepDetail } from './step-detail.js'
import { summaryOf } from './step-summary.js'

/** @import { RecentRequest, SentRequest, Trace } from './types.d.ts' */

/**
 * @param {Element} main
 * @param {string} requestId
 * @param {(requestId: string) => RecentRequest | undefined} find
 */
export async function showTrace(main, requestId, find) {
  let trace
  try {
    trace = await getTrace(requestId)
  } catch (error) {
    return fill(main, h('h1', {}, 'This request is gone'), h('p', {}, String(error instanceof Error ? error.message : error)))
  }
  // Meanwhile somebody may look at something else.
  if (!location.hash.endsWith(`/${requestId}`)) return
  const listed = find(requestId)
  const request = requestOf(trace, listed)
  const place = h('div', {})
  const again = h(
    'button',
    { type: 'button', class: 'primary', 'data-key': 'run', 'aria-keyshortcuts': 'r', onclick: () => send(request, place) },
    'Run again',
  )
  const edit = () =>
    fill(
      place,
      requestEditor(request, (edited) => send(edited, place)),
    )
  fill(
    main,
    heading(trace, listed, request),
    h('p', { class: 'soft' }, `${new Date(trace.time).toLocaleString()}, request ${requestId}`),
    h(
      'div',
      { class: 'buttons' },
      again,
      h('button', { type: 'button', 'data-key': 'edit', 'aria-keyshortcuts': 'e', onclick: edit }, 'Edit and run again'),
    ),
    place,
    stepList(trace),
  )
}

/**
 * @param {Trace} trace
 * @param {RecentRequest | undefined} listed
 * @param {SentRequest} request
 */
function heading(trace, listed, request) {
  const last = trace.steps.at(-1)
  const status = listed?.status ?? (last?.kind === 'method-response' ? last.status : undefined)
  return h(
    'h1',
    {},
    methodLabel(request.method),
    h('span', { class: 'path' }, request.path),
    ' ',
    status !== undefined && statusLabel(status),
  )
}

/**
 * @param {SentRequest} request
 * @param {Element} place where a failure is told
 */
async function send(request, place) {
  try {
    const { requestId } = await run(request)
    location.hash = `#/request/${requestId}`
  } catch (error) {
    fill(place, problem(String(error instanceof Error ? error.message : error)))
  }
}

/** What a person looks for first is open. */
const OPEN = new Set(['template', 'rejected'])

/** @param {Trace} trace */
function stepList(trace) {
  const total = Math.max(1, trace.steps.at(-1)?.at ?? 1)
  let before = 0
  const items = trace.steps.map((step, index) => {
    const began = before
    before = step.at
    const { title, text, bad } = summaryOf(step)
    const summary = h(
      'summary',
      {},
      h('span', {}, h('h2', {}, title), h('span', { class: 'soft' }, text)),
      bar(began / total, step.at / total),
      h('span', { class: 'took' }, `${Math.round(step.at - began)} ms`),
    )
    const last = step.kind === 'method-response'
    return h(
      'li',
      { class: bad ? 'step bad' : 'step' },
      h('details', { open: OPEN.has(step.kind) || last }, summary, h('div', { class: 'detail' }, ...stepDetail(trace, index, step))),
    )
  })
  return h('ol', { class: 'steps', 'aria-label': 'Steps' }, ...items)
}

const SVG = 'http://www.w3.org/2000/svg'

/**
 * When a step was done, within the whole; only a picture of the number beside it.
 * @param {number} from of 1
 * @param {number} to of 1
 */
function bar(from, to) {
  const svg = document.createElementNS(SVG, 'svg')
  const rect = document.createElementNS(SVG, 'rect')
  const share = Math.max(0.01, to - from)
  for (const [name, value] of Object.entries({ x: `${Math.min(from, 0.99) * 100}%`, width: `${share * 100}%`, height: '100%', rx: '3' }))
    rect.setAttribute(name, value)
  svg.append(rect)
  return h('span', { class: 'bar', 'aria-hidden': 'true' }, svg)
}
