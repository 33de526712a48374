import { type HeaderList, toBytes } from '../http.ts'
import { lastValues } from './exchange.ts'
import type { TimedStep, Trace } from './trace.ts'

/** One line of an execution log. */
export interface ExecutionLogLine {
  /** Milliseconds since the epoch. */
  readonly time: number
  /** `data` is written only where the stage's settings ask for full requests and responses. */
  readonly level: 'error' | 'info' | 'data'
  readonly text: string
}

/** Where a line of a log is cut (recorded for headers). */
const mostBytes = 1024
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The lines that API Gateway writes of an execution (recorded: TestInvokeMethod). Pure: the same trace gives the same lines. */
export function executionLog(trace: Trace): readonly ExecutionLogLine[] {
  const rejected = trace.steps.some(({ kind }) => kind === 'rejected')
  const lines: ExecutionLogLine[] = [{ time: trace.time, level: 'info', text: `Starting execution for request: ${trace.requestId}` }]
  for (const step of trace.steps)
    for (const [level, text] of linesOf(step, rejected)) lines.push({ time: trace.time + step.at, level, text: cut(text) })
  return lines
}

/** The log of TestInvokeMethod: one text, each line with its date (recorded). */
export function testInvokeLog(trace: Trace): string {
  return testLog(trace.requestId, executionLog(trace))
}

/** Lines of a test as one text, each with its date; a line is cut where those of the log are. */
export function testLog(requestId: string, lines: readonly Pick<ExecutionLogLine, 'time' | 'text'>[]): string {
  const dated = lines.map(({ time, text }) => `${logDate(time)} : ${cut(text)}\n`)
  return `Execution log for request ${requestId}\n${dated.join('')}`
}

/** `Thu Nov 26 18:09:34 UTC 2026`. */
function logDate(time: number): string {
  const date = new Date(time)
  const two = (value: number): string => String(value).padStart(2, '0')
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
  return `${days[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${two(date.getUTCDate())} ${clock} UTC ${date.getUTCFullYear()}`
}

type Line = readonly [level: ExecutionLogLine['level'], text: string]

function linesOf(step: TimedStep, rejected: boolean): readonly Line[] {
  switch (step.kind) {
    case 'method-request':
      return [
        ['info', `HTTP Method: ${step.verb}, Resource Path: ${step.path}`],
        ['data', `Method request path: ${mapText(step.pathParameters)}`],
        ['data', `Method request query string: ${mapText(lastValues(step.query))}`],
        ['data', `Method request headers: ${mapText(lastValues(step.headers))}`],
        ['data', `Method request body before transformations: ${step.body.text}`],
      ]
    case 'integration-request':
      return [
        ['data', `Endpoint request URI: ${step.uri}`],
        ['data', `Endpoint request headers: ${mapText(Object.fromEntries(step.headers))}`],
        ['data', `Endpoint request body after transformations: ${step.body.text}`],
        ['info', `Sending request to ${step.uri}`],
      ]
    case 'integration-response':
      return [
        ['info', `Received response. Status: ${step.status}, Integration latency: ${step.latency} ms`],
        ['data', `Endpoint response headers: ${mapText(Object.fromEntries(step.headers))}`],
        ['data', `Endpoint response body before transformations: ${step.body.text}`],
      ]
    case 'rejected':
      return [['error', rejectionText(step)]]
    case 'method-response':
      return [...(rejected ? [] : completed(step)), ['info', `Method completed with status: ${step.status}`]]
    default:
      return []
  }
}

function rejectionText({ responseType, log }: Extract<TimedStep, { kind: 'rejected' }>): string {
  if (responseType === 'INTEGRATION_TIMEOUT') return 'Execution failed due to a timeout error'
  return log ?? `The request was refused: ${responseType}`
}

/** Ids of the request are no headers of the method (recorded). */
const ownHeaders: ReadonlySet<string> = new Set(['x-amzn-requestid', 'x-amz-apigw-id'])

function completed({ headers, body }: Extract<TimedStep, { kind: 'method-response' }>): readonly Line[] {
  const isTrace = ([name]: HeaderList[number]): boolean => name.toLowerCase() === 'x-amzn-trace-id'
  const own = headers.filter(([name]) => !ownHeaders.has(name.toLowerCase()))
  // The id of the trace comes first (recorded).
  const shown = [...own.filter(isTrace), ...own.filter((header) => !isTrace(header))]
  return [
    ['data', `Method response body after transformations: ${body.text}`],
    ['data', `Method response headers: ${mapText(Object.fromEntries(shown))}`],
    ['info', 'Successfully completed execution'],
  ]
}

/** As Java prints a map. */
function mapText(values: Readonly<Record<string, string>>): string {
  return `{${Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ')}}`
}

function cut(text: string): string {
  if (text.length * 3 <= mostBytes) return text
  const bytes = toBytes(text)
  return bytes.length <= mostBytes ? text : `${new TextDecoder().decode(bytes.subarray(0, mostBytes)).replace(/\ufffd+$/, '')} [TRUNCATED]`
}
