import type { AnsweredRequest } from '../../../runtime/gateway/index.ts'
import { visible } from './escape.ts'
import type { Paint } from './style.ts'

/** A request of a client in one line: status, what was asked for, the operation, the time it took. */
export function printRequest({ status, verb, path, resource, operation, milliseconds }: AnsweredRequest, paint: Paint): string {
  const color = status >= 500 ? 'red' : status >= 400 ? 'yellow' : 'green'
  const what = operation ?? resource ?? 'no such operation'
  return `${paint(color, String(status))} ${visible(verb).padEnd(7)} ${visible(path)}  ${paint('dim', `${visible(what)}  ${milliseconds} ms`)}`
}
