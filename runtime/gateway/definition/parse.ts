import { LIMITS } from '../facts.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { readYaml } from './yaml.ts'

/** What the service answers to a body that is no OpenAPI document (recorded). */
export const INVALID_INPUT = 'Invalid OpenAPI input.'

/** How deep a body may be nested. Ours: the service's own limit is not published, and nothing real comes near it. */
const MAXIMUM_DEPTH = 200
/** How many values a body may hold once its YAML aliases are written out. */
const MAXIMUM_VALUES = 2_000_000

/** A body read, or the sentence that says why it cannot be. */
export type ParseResult =
  | { readonly kind: 'document'; readonly document: JsonObject }
  | { readonly kind: 'invalid'; readonly message: string; readonly detail: string }

/** Reads the body of an import, JSON or YAML; aliases that would multiply it, cycles and excessive depth are refused. Never throws. */
export function parseBody(text: string): ParseResult {
  if (Buffer.byteLength(text) > LIMITS.definitionBytes) {
    return invalid(`the document is larger than ${LIMITS.definitionBytes} bytes, the most that API Gateway reads`)
  }
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text
  let value: unknown
  try {
    value = readJson(source) ?? readYaml(source, MAXIMUM_DEPTH)
  } catch (error) {
    return invalid(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
  }
  if (!isObject(value)) return invalid('the document is not an object')
  const fault = checkShape(value)
  return fault === undefined ? { kind: 'document', document: value } : invalid(fault)
}

function invalid(detail: string): ParseResult {
  return { kind: 'invalid', message: INVALID_INPUT, detail }
}

/** JSON is valid YAML, but its own parser is much faster; whatever it refuses is left to the other. */
function readJson(source: string): unknown {
  if (!/^\s*\{/.test(source)) return undefined
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}

/** What is wrong with the shape of a parsed value, counted as if every alias were written out; without recursion. */
function checkShape(root: JsonObject): string | undefined {
  const sizes = new Map<object, number>()
  const open = new Set<object>()
  const stack: { node: object; children: readonly Json[]; next: number; size: number }[] = []
  const enter = (node: object): void => {
    open.add(node)
    stack.push({ node, children: Array.isArray(node) ? node : Object.values(node), next: 0, size: 1 })
  }
  enter(root)
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    if (stack.length > MAXIMUM_DEPTH) return `the document is nested deeper than ${MAXIMUM_DEPTH} levels`
    if (frame.size > MAXIMUM_VALUES) return `the document holds more than ${MAXIMUM_VALUES} values once its aliases are written out`
    const child = frame.children[frame.next++]
    if (frame.next > frame.children.length) {
      stack.pop()
      open.delete(frame.node)
      sizes.set(frame.node, frame.size)
      const parent = stack.at(-1)
      if (parent !== undefined) parent.size += frame.size
    } else if (typeof child !== 'object' || child === null) {
      frame.size += 1
    } else if (open.has(child)) {
      return 'the document contains itself through an alias'
    } else {
      const known = sizes.get(child)
      if (known === undefined) enter(child)
      else frame.size += known
    }
  }
  return undefined
}
