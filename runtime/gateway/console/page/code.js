// Texts of machines, as people like to read them.
import { h } from './dom.js'

/** @import { TracedBody } from './types.d.ts' */

/** Colors more than this are no help, and slow. */
const MOST_COLORED = 200_000

/**
 * A text, set as JSON where it is JSON.
 * @param {string} text
 * @param {string} [label] what it is, for who cannot see where it stands
 */
export function code(text, label) {
  const attributes = { tabindex: '0', ...(label === undefined ? {} : { 'aria-label': label, role: 'region' }) }
  if (text === '') return h('p', { class: 'soft' }, 'Empty.')
  const json = indented(text)
  if (json === undefined || json.length > MOST_COLORED) return h('pre', attributes, json ?? text)
  return h('pre', attributes, ...colored(json))
}

/**
 * A body: JSON indented, a picture as a picture.
 * @param {TracedBody} body
 * @param {string | undefined} contentType
 * @param {string} [label]
 */
export function bodyBlock(body, contentType, label) {
  if (body.encoding === 'utf-8') return code(body.text, label)
  const type = /^image\/(png|jpeg|gif|webp)\b/.exec(contentType ?? '')?.[0]
  const bytes = `${Math.floor((body.text.replace(/=+$/, '').length * 3) / 4)} bytes`
  if (type === undefined) return h('p', { class: 'soft' }, `${bytes} that are no text.`)
  return h('img', { class: 'picture', alt: `The answer: a picture of ${bytes}`, src: `data:${type};base64,${body.text}` })
}

/**
 * JSON with line breaks; undefined where it is none, or would come out as something else: numbers that JavaScript cannot hold.
 * @param {string} text
 */
function indented(text) {
  try {
    const value = JSON.parse(text)
    if (typeof value !== 'object') return undefined
    const compact = (/** @type {string} */ given) => given.replace(/\s/g, '')
    const printed = JSON.stringify(value, null, 2)
    return compact(printed) === compact(text) || !/\d{16}|\d[eE.]/.test(text) ? printed : undefined
  } catch {
    return undefined
  }
}

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** @param {string} json */
function colored(json) {
  /** @type {(Node | string)[]} */
  const parts = []
  let at = 0
  for (const match of json.matchAll(TOKEN)) {
    const [token, text, colon] = match
    parts.push(json.slice(at, match.index))
    const kind = colon !== undefined ? 'name' : text !== undefined ? 'text' : 'literal'
    parts.push(h('span', { class: kind }, text ?? token), colon ?? '')
    at = match.index + token.length
  }
  return [...parts, json.slice(at)]
}
