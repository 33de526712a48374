import { matches, type Pattern } from './pattern.js'

/** What is wrong with a request, and where: `pointer` is a JSON pointer into the part that `in` names. */
export interface Violation {
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body'
  readonly pointer: string
  /** What must be: `must be an integer`. */
  readonly message: string
}

/** A request to check: declared values by their declared names; headers by theirs, in any case. */
export interface CheckedRequest {
  readonly path: unknown
  readonly query: unknown
  readonly headers: unknown
  /** Looked at where the operation declares some. */
  readonly cookies?: unknown
  readonly body: unknown
  /** The media type of the body, where an operation takes several. */
  readonly contentType?: unknown
}

/** One validation in progress. */
export interface Run {
  readonly in: Violation['in']
  violations: Violation[]
  /** Calls that are open, and calls in all: both are bounded, whatever a caller sends. */
  depth: number
  steps: number
  /** Why the value could not be checked to the end: then this is all there is to say. */
  gaveUp?: Violation
}

/** Checks a value that stands at `at`. */
export type Check = (value: unknown, at: string, run: Run) => void

const MAX_VIOLATIONS = 100
const MAX_NESTING = 100
const MAX_DEPTH = 400
const MAX_STEPS = 300_000

/** The violations of a value; at most 100. A value that is nested deeper than 100 levels is one violation. */
export function violationsOf(place: Violation['in'], value: unknown, at: string, check: Check): Violation[] {
  const run: Run = { in: place, violations: [], depth: 0, steps: 0 }
  if (isDeep(value)) fail(run, at, `must not be nested deeper than ${MAX_NESTING} levels`)
  else check(value, at, run)
  return run.gaveUp ? [run.gaveUp] : run.violations
}

/** The violations of a body; `undefined` is a body that was not sent, and `null` the check of one that is bytes. */
export function bodyViolations(body: unknown, isRequired: boolean, check: Check | null): Violation[] {
  if (body !== undefined) return check ? violationsOf('body', body, '', check) : []
  return isRequired ? [{ in: 'body', pointer: '', message: 'is required' }] : []
}

/**
 * The check of a body's media type, `null` for one that is not checked. Without a media type, a body is right when it passes
 * any of the checks.
 */
export function byMediaType(given: unknown, checks: readonly (readonly [mediaType: string, check: Check | null])[]): Check {
  const bare = (type: string): string => type.split(';', 1).join().trim().toLowerCase()
  const found = typeof given === 'string' ? checks.filter(([type]) => bare(type) === bare(given) || type === '*/*').slice(0, 1) : checks
  const able = found.flatMap(([, check]) => check ?? [])
  return (value, at, run) => {
    if (able.length === 0 || able.length < found.length) return
    alternatives('any', able, value, at, run)
  }
}

/** Whether a value is nested too deeply for everything that comes after to recurse into it; recursing as deep as is allowed harms nobody. */
function isDeep(value: unknown, levels: number = MAX_NESTING): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels < 0) return true
  // Asked before the call, for most values are none.
  const within = (item: unknown): boolean => typeof item === 'object' && isDeep(item, levels - 1)
  if (Array.isArray(value)) return value.some(within)
  // Bytes have a key for each of them. What a prototype has may be looked at too: it costs less than a list of an object's own names.
  if (!ArrayBuffer.isView(value)) for (const key in value) if (within((value as Readonly<Record<string, unknown>>)[key])) return true
  return false
}

/** Notes a violation. */
export function fail(run: Run, at: string, message: string): void {
  if (run.violations.length < MAX_VIOLATIONS) run.violations.push({ in: run.in, pointer: at, message })
}

/** Begins a named schema; false where a value takes too long to check. The caller ends it with `run.depth--`. */
export function enter(run: Run): boolean {
  if (run.depth < MAX_DEPTH && run.steps < MAX_STEPS) {
    run.depth++
    run.steps++
    return true
  }
  giveUp(run, '', 'must be smaller to be checked')
  return false
}

function giveUp(run: Run, at: string, message: string): void {
  run.steps = MAX_STEPS
  run.gaveUp ??= { in: run.in, pointer: at, message }
}

/** A JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether an object has a member of its own that is not `undefined`. */
export function has(object: Readonly<Record<string, unknown>>, name: string): boolean {
  // In this order: most members that are looked for and not there are on no prototype either.
  return object[name] !== undefined && Object.hasOwn(object, name)
}

/** A pointer to a member. */
export function below(at: string, name: string | number): string {
  return `${at}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** The names of an object's members that are not `undefined`. */
export function names(object: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(object).filter((name) => object[name] !== undefined)
}

/** Members that an object must have. */
export function required(object: Readonly<Record<string, unknown>>, wanted: readonly string[], at: string, run: Run): void {
  for (const name of wanted) if (!has(object, name)) fail(run, below(at, name), 'is required')
}

/** Equality of JSON values. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, index) => equal(item, b[index]))
  if (!isObject(a) || !isObject(b)) return false
  const keys = names(a)
  return keys.length === names(b).length && keys.every((key) => has(b, key) && equal(a[key], b[key]))
}

/** Whether a value equals one of several. */
export function isOneOf(value: unknown, values: readonly unknown[]): boolean {
  return values.some((one) => equal(one, value))
}

/** Length in characters, as JSON Schema counts: a surrogate pair is one. */
export function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length++
  return length
}

/** Whether a number divides another, within the precision of a double. */
export function isMultipleOf(value: number, divisor: number): boolean {
  const quotient = value / divisor
  if (!Number.isFinite(quotient)) return value % divisor === 0
  return Math.abs(quotient - Math.round(quotient)) <= Math.abs(quotient) * 2 ** -50
}

/** Whether no two items are equal; linear. */
export function isUnique(items: readonly unknown[]): boolean {
  const seen = new Set<string>()
  for (const item of items) {
    const key = canonical(item)
    if (seen.has(key)) return false
    seen.add(key)
  }
  return true
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (!isObject(value)) return Object.is(value, -0) ? '0' : (JSON.stringify(value) ?? 'null')
  return `{${names(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)
    .join()}}`
}

/** Whether a text has a match of a pattern; notes a violation when that would take too long. */
export function fits(text: string, pattern: Pattern, at: string, run: Run): boolean {
  const found = matches(text, pattern)
  if (found === 'too long') giveUp(run, at, 'must be shorter to be checked against its pattern')
  return found !== 'no'
}

/** The violations that a check finds, kept apart. */
export function trial(run: Run, check: Check, value?: unknown, at = ''): readonly Violation[] {
  const { violations, depth } = run
  run.violations = []
  check(value, at, run)
  const found = run.violations
  run.violations = violations
  run.depth = depth
  return found
}

/** Whether a check finds nothing. */
export function passes(run: Run, check: () => void): boolean {
  return trial(run, check).length === 0
}

/**
 * `anyOf` (at least one alternative) or `oneOf` (exactly one). Where none holds, the violations of the only alternative that
 * has the right kind of value are noted, for they say more than that none held.
 */
export function alternatives(how: 'any' | 'one', checks: readonly Check[], value: unknown, at: string, run: Run): void {
  const failed: (readonly Violation[])[] = []
  for (const check of checks) {
    const found = trial(run, check, value, at)
    if (found.length > 0) failed.push(found)
    else if (how === 'any') return
  }
  const held = checks.length - failed.length
  if (held === 1) return
  const near = failed.length === 1 ? failed : failed.filter((found) => found.every(({ pointer }) => pointer !== at))
  if (held > 1) fail(run, at, `must match exactly one of ${checks.length} alternatives, not ${held}`)
  else if (near.length === 1) for (const { pointer, message } of near.flat()) fail(run, pointer, message)
  else fail(run, at, `must match one of ${checks.length} alternatives`)
}
