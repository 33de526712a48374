import type { HeaderList, Trace, TracedBody } from '../../../runtime/gateway/index.ts'
import { ApigenFailure } from '../../base/diagnostic.ts'
import { isObject } from '../../base/json.ts'

/** A request and how it was answered: one line of a recording. */
export interface RecordedExchange {
  readonly request: {
    readonly method: string
    /** Below the stage, with its query, percent-encoded. */
    readonly path: string
    /** Secrets stand as `${NAME}`. */
    readonly headers: HeaderList
    readonly body: TracedBody
  }
  readonly response: { readonly status: number; readonly headers: HeaderList; readonly body: TracedBody }
}

/** What the connection or API Gateway adds to a request. */
const ADDED: ReadonlySet<string> = new Set(
  'host connection content-length x-amzn-trace-id x-forwarded-for x-forwarded-port x-forwarded-proto'.split(' '),
)
/** Headers of requests that let somebody in. */
const SECRET: ReadonlySet<string> = new Set(['authorization', 'x-api-key', 'cookie', 'x-amz-security-token'])
/** What a signature in the query brings along, a token among it that lets somebody in. */
const OF_PRESIGNING: ReadonlySet<string> = new Set(
  ['algorithm', 'credential', 'date', 'expires', 'signedheaders', 'security-token', 'signature'].map((name) => `x-amz-${name}`),
)
/** Headers of answers that are others every time, or that nobody should keep. */
const VOLATILE: ReadonlySet<string> = new Set(
  'date connection content-length set-cookie x-amzn-requestid x-amz-apigw-id x-amzn-trace-id'.split(' '),
)

/** The line of a traced request; undefined where no method was found for it, since then nothing but its path is known. */
export function exchangeOf({ steps }: Trace): RecordedExchange | undefined {
  const [request, response] = [steps[0], steps.at(-1)]
  if (request?.kind !== 'method-request' || response?.kind !== 'method-response') return undefined
  const presigned = Object.keys(request.query).some((name) => name.toLowerCase() === 'x-amz-signature')
  const query = Object.entries(request.query)
    .filter(([name]) => !(presigned && OF_PRESIGNING.has(name.toLowerCase())))
    .flatMap(([name, values]) => values.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`))
  const headers = Object.entries(request.headers).flatMap(([name, values]) => {
    const key = name.toLowerCase()
    return ADDED.has(key) ? [] : values.map((value): [string, string] => [name, SECRET.has(key) ? placeholder(key, value) : value])
  })
  return {
    request: {
      method: request.verb,
      path: [request.path, ...(query.length > 0 ? [query.join('&')] : [])].join('?'),
      // Whoever replays signs in the headers: it is the same to API Gateway.
      headers: presigned ? [...headers, ['Authorization', SIGNATURE]] : headers,
      body: request.body,
    },
    response: {
      status: response.status,
      headers: response.headers.filter(([name]) => !VOLATILE.has(name.toLowerCase())),
      body: response.body,
    },
  }
}

/** What stands for a signature: it holds for one moment and one host, so whoever replays makes another. */
export const SIGNATURE = '${APIGEN_SIGNATURE}'

/** Named for the header, so that whoever replays can set it in the environment. */
function placeholder(header: string, value: string): string {
  if (header === 'authorization' && value.startsWith('AWS4-HMAC-SHA256 ')) return SIGNATURE
  return `\${APIGEN_${header.toUpperCase().replaceAll('-', '_')}}`
}

/** Reads a recording: JSON lines. Throws an `ApigenFailure` that names the first line that is none, or where there is no request at all. */
export function readRecording(text: string, file: string): RecordedExchange[] {
  const exchanges = text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    const value = parsed(line)
    if (!isExchange(value))
      throw new ApigenFailure('usage', `Line ${index + 1} of \`${file}\` is no recorded request.`, {
        help: 'apigen dev --record FILE writes one JSON object a line: {"request": {method, path, headers, body}, "response": {status, headers, body}}.',
      })
    return [value]
  })
  if (exchanges.length === 0)
    throw new ApigenFailure('usage', `The recording \`${file}\` has no requests, so there is nothing to compare.`, {
      help: 'Send some while apigen dev --record FILE serves the API. One that no operation is found for is not recorded.',
    })
  return exchanges
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function isExchange(value: unknown): value is RecordedExchange {
  if (!isObject(value) || !isObject(value.request) || !isObject(value.response)) return false
  const { request, response } = value
  return (
    typeof request.method === 'string' &&
    typeof request.path === 'string' &&
    request.path.startsWith('/') &&
    isHeaders(request.headers) &&
    isBody(request.body) &&
    typeof response.status === 'number' &&
    isHeaders(response.headers) &&
    isBody(response.body)
  )
}

function isHeaders(value: unknown): boolean {
  return (
    Array.isArray(value) && value.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every((one) => typeof one === 'string'))
  )
}

function isBody(value: unknown): boolean {
  return isObject(value) && typeof value.text === 'string' && (value.encoding === 'utf-8' || value.encoding === 'base64')
}
