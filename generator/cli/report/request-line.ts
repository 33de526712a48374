import type { AnsweredRequest } from '../../../runtime/gateway/index.ts'
import { visible } from './escape.ts'
import type { Paint } from './style.ts'

/** Most characters of a path that fit on a screen among others. */
const MOST_SHOWN = 200

/** A request of a client in one line: status, what was asked for, the operation, the time it took. */
export function printRequest({ status, verb, path, resource, operation, milliseconds }: AnsweredRequest, paint: Paint): string {
  const color = status >= 500 ? 'red' : status >= 400 ? 'yellow' : 'green'
  // What is too large is refused before anybody looks for its operation.
  const what = operation ?? resource ?? (status === 413 || status === 431 ? 'too large' : 'no such operation')
  const shown = path.length > MOST_SHOWN ? `${path.slice(0, MOST_SHOWN)}…` : path
  return `${paint(color, String(status))} ${visible(verb).padEnd(7)} ${visible(shown)}  ${paint('dim', `${visible(what)}  ${milliseconds} ms`)}`
}
