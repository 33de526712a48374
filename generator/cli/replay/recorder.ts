import { appendFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beginTrace, type TraceSink, type TraceSubject } from '../../../runtime/gateway/index.ts'
import { ApigenFailure } from '../../base/diagnostic.ts'
import type { Context } from '../context.ts'
import { visible } from '../report/escape.ts'
import { systemReason } from '../system-reason.ts'
import { exchangeOf } from './recording.ts'

/**
 * Adds every request that comes in to a file, each as it is answered. Throws an `ApigenFailure` where the file cannot be written; where
 * that happens later, requests are answered all the same, and it is said.
 */
export function createRecorder(context: Context, file: string): (subject: TraceSubject) => TraceSink {
  const path = resolve(context.host.cwd, file)
  const failure = `The recording \`${visible(file)}\` cannot be written`
  try {
    appendFileSync(path, '')
  } catch (cause) {
    throw new ApigenFailure('usage', `${failure}: ${systemReason(cause)}.`, { help: 'Name a file in a folder that there is.', cause })
  }
  return (subject) => {
    const { trace, sink } = beginTrace(subject)
    return (step) => {
      sink(step)
      const exchange = step.kind === 'method-response' ? exchangeOf(trace) : undefined
      if (exchange === undefined) return
      try {
        // At once: what was recorded survives whatever happens next.
        appendFileSync(path, `${JSON.stringify(exchange)}\n`)
      } catch (error) {
        context.say(`${failure}: ${visible(systemReason(error))}.`)
      }
    }
  }
}
