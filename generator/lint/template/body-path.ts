import type { Step } from '../../../runtime/gateway/jsonpath/syntax/ast.ts'
import { parsePath } from '../../../runtime/gateway/jsonpath/syntax/parse.ts'
import type { Access, Expression, Place, Reference } from '../../../runtime/gateway/velocity/syntax/ast.ts'
import type { Variables } from './variables.ts'

/** One step into the body, and where the template takes it. */
export interface BodyStep {
  readonly step: Step | { readonly kind: 'element' }
  readonly place: Place
}

/** A value of the body that a reference reads. */
export interface BodyPath {
  readonly steps: readonly BodyStep[]
  /** Accesses behind it that lead out of the body: methods of the value, as a rule. */
  readonly rest: readonly Access[]
}

/** Variables that stand for one another, one behind the other; steps; and characters of a path. Templates of people stay far below. */
const LONGEST = { chain: 20, steps: 50, path: 500 }

/**
 * The way from the root of the body to what a reference reads, through `$input.path`, `$input.json` and variables that are set once.
 * Undefined for everything else.
 */
export function bodyPathOf(reference: Reference, variables: Variables, hops = 0): BodyPath | undefined {
  const root = rootOf(reference, variables, hops)
  if (!root || root.steps.length + root.rest.length > LONGEST.steps) return undefined
  const steps = [...root.steps]
  for (const [index, access] of root.rest.entries()) {
    const step = stepOf(access)
    if (!step) return { steps, rest: root.rest.slice(index) }
    steps.push({ step, place: access })
  }
  return { steps, rest: [] }
}

function rootOf(reference: Reference, variables: Variables, hops: number): BodyPath | undefined {
  const { root, accesses } = reference
  if (root === 'input') return inputPath(accesses)
  if (root === 'util') return parsedBody(accesses)
  const definitions = variables.get(root)
  const definition = definitions?.[0]
  if (!definition || definitions.length > 1 || hops >= LONGEST.chain) return undefined
  if (definition.kind === 'set') return followed(definition.value, accesses, [], variables, hops)
  if (definition.kind === 'block' || definition.list === undefined || definition.list.kind === 'word') return undefined
  return followed(definition.list, accesses, [{ step: { kind: 'element' }, place: definition.list }], variables, hops)
}

function followed(
  value: Expression,
  accesses: readonly Access[],
  between: readonly BodyStep[],
  variables: Variables,
  hops: number,
): BodyPath | undefined {
  if (value.kind !== 'reference' || value.escaped || value.bare) return undefined
  const inner = bodyPathOf(value, variables, hops + 1)
  return inner && inner.rest.length === 0 ? { steps: [...inner.steps, ...between], rest: accesses } : undefined
}

function inputPath([call, ...rest]: readonly Access[]): BodyPath | undefined {
  if (call?.kind !== 'method' || (call.name !== 'path' && call.name !== 'json') || call.args.length !== 1) return undefined
  const [argument] = call.args
  if (argument?.kind !== 'string' || argument.template || argument.value.length > LONGEST.path) return undefined
  const { path } = parsePath(argument.value)
  if (!path || path.fn !== undefined) return undefined
  // What `json` gives is text: accesses behind it are no steps into the body.
  if (call.name === 'json' && rest.length > 0) return undefined
  return { steps: path.steps.map((step) => ({ step, place: argument })), rest }
}

function parsedBody([call, ...rest]: readonly Access[]): BodyPath | undefined {
  if (call?.kind !== 'method' || call.name !== 'parseJson') return undefined
  const [argument] = call.args
  if (argument?.kind !== 'reference' || argument.root !== 'input') return undefined
  const [access, ...more] = argument.accesses
  return access?.kind === 'property' && access.name === 'body' && more.length === 0 ? { steps: [], rest } : undefined
}

/** `.name`, `.get('name')`, `['name']` and their like with a number. */
function stepOf(access: Access): Step | undefined {
  if (access.kind === 'property') return BEANS.has(access.name) ? undefined : { kind: 'property', name: access.name }
  const key = access.kind === 'index' ? access.index : access.name === 'get' && access.args.length === 1 ? access.args[0] : undefined
  if (key?.kind === 'string' && !key.template) return { kind: 'property', name: key.value }
  return key?.kind === 'integer' && key.text.length < 10 ? { kind: 'index', index: Number(key.text) } : undefined
}

/** Properties that Java's own classes have, before any key of a map. */
const BEANS = new Set(['class', 'empty', 'blank', 'bytes'])

/** A way through a body as JSONPath writes it. */
export function describePath(path: readonly (string | number)[]): string {
  return `$${path.map((key) => (typeof key === 'number' ? `[${key}]` : IDENTIFIER.test(key) ? `.${key}` : `['${key}']`)).join('')}`
}

const IDENTIFIER = /^[A-Za-z_][\w-]*$/
