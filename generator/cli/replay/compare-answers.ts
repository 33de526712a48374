import { equal, isObject } from '../../base/json.ts'
import { escapeToken } from '../../base/pointer.ts'
import type { RecordedExchange } from './recording.ts'

type Answer = RecordedExchange['response']

/** Where an answer is not as it was recorded. */
export interface AnswerDifference {
  /** `status`, `header NAME`, `body`, or a JSON pointer into the body. */
  readonly place: string
  /** JSON text; undefined: it was not there. */
  readonly recorded: string | undefined
  readonly answered: string | undefined
}

/** As many of one answer as anybody reads. */
const MOST = 20

/**
 * Compares what was recorded with what is answered now: the status, the recorded headers, and the body, by value where it is JSON. Headers
 * that came later are what proxies add. Two UUIDs, or two moments, stand in the same place for the same thing.
 */
export function compareAnswers(recorded: Answer, answered: Answer): readonly AnswerDifference[] {
  const found: AnswerDifference[] = []
  const add = (place: string, before: unknown, after: unknown): void => {
    if (found.length < MOST) found.push({ place, recorded: JSON.stringify(before), answered: JSON.stringify(after) })
  }
  if (recorded.status !== answered.status) add('status', recorded.status, answered.status)
  const now = grouped(answered)
  for (const [name, values] of grouped(recorded)) {
    const other = now.get(name)
    if (!isSame(values.join(', '), other?.join(', '))) add(`header ${name}`, values.join(', '), other?.join(', '))
  }
  const [before, after] = [parsed(recorded), parsed(answered)]
  if (before !== undefined && after !== undefined) compareValues(before.value, after.value, '', add)
  else if (!equal(recorded.body, answered.body)) add('body', recorded.body.text, answered.body.text)
  return found
}

function compareValues(before: unknown, after: unknown, at: string, add: (place: string, before: unknown, after: unknown) => void): void {
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length)
    for (let index = 0; index < length; index += 1) compareValues(before[index], after[index], `${at}/${index}`, add)
  } else if (isObject(before) && isObject(after)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const member = (object: object): unknown => (Object.hasOwn(object, name) ? (object as Record<string, unknown>)[name] : undefined)
      compareValues(member(before), member(after), `${at}/${escapeToken(name)}`, add)
    }
  } else if (!isSame(before, after)) add(at === '' ? 'body' : at, before, after)
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/

function isSame(before: unknown, after: unknown): boolean {
  if (typeof before === 'string' && typeof after === 'string')
    return before === after || [UUID, MOMENT].some((kind) => kind.test(before) && kind.test(after))
  return equal(before, after)
}

function grouped({ headers }: Answer): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const [name, value] of headers) groups.set(name.toLowerCase(), [...(groups.get(name.toLowerCase()) ?? []), value])
  return groups
}

function parsed({ body }: Answer): { readonly value: unknown } | undefined {
  if (body.encoding !== 'utf-8' || body.text === '') return undefined
  try {
    return { value: JSON.parse(body.text) }
  } catch {
    return undefined
  }
}
