import { type TracedBody, tracedBody } from '../execute/trace.ts'
import { type HeaderList, type HttpRequest, type HttpResponse, headerOf, toBytes } from '../http.ts'
import { isObject, type Json } from '../json.ts'
import type { StageAddress } from '../server/listen.ts'

/** A request that somebody made in the console, its path below the stage. */
export interface ConsoleRequest extends Pick<HttpRequest, 'method' | 'path' | 'query' | 'headers' | 'body'> {
  readonly stage: StageAddress
}

/** How it was answered. The trace tells the rest. */
export interface ConsoleAnswer {
  readonly requestId: string
  readonly status: number
  readonly headers: HeaderList
  readonly body: TracedBody
}

/** Reads `{ stage, method, path, headers, body }` of the page; a sentence where that is no request. */
export function readConsoleRequest(value: Json): ConsoleRequest | string {
  if (!isObject(value)) return 'A request is a JSON object.'
  const { stage, method, path, headers, body } = value
  const { apiId, stageName } = isObject(stage) ? stage : {}
  if (!isName(apiId) || !isName(stageName)) return 'The stage of a request has an apiId and a stageName.'
  if (typeof method !== 'string' || !/^[A-Z]{1,20}$/.test(method)) return 'The method of a request is a verb such as GET.'
  if (typeof path !== 'string' || !path.startsWith('/')) return 'The path of a request begins with a slash.'
  // As in a URL, the path ends where the query or the fragment begins.
  const [target = '', ...query] = encoded(path).split('#')[0]?.split('?') ?? []
  if (!Array.isArray(headers)) return 'The headers of a request are a list of pairs.'
  const pairs: [string, string][] = []
  for (const pair of headers as readonly Json[]) {
    const [name, text] = Array.isArray(pair) ? (pair as readonly Json[]) : []
    if (typeof name !== 'string' || typeof text !== 'string') return 'A header is a pair of texts: name and value.'
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return `${JSON.stringify(name)} is no name of a header.`
    if (/[\0\r\n]/.test(text)) return `The value of the header ${name} has a line break.`
    pairs.push([name, text])
  }
  const bytes = readBody(body ?? null)
  return typeof bytes === 'string'
    ? bytes
    : { stage: { apiId, stageName }, method, path: target, query: query.join('?'), headers: pairs, body: bytes }
}

/** Calls the gateway in this process. */
export type Run = (request: Omit<ConsoleRequest, 'stage'>) => Promise<HttpResponse>

/** Calls the stage as a client would. */
export async function runRequest(run: Run, { stage: { apiId, stageName }, ...request }: ConsoleRequest): Promise<ConsoleAnswer> {
  const { status, headers, body } = await run({ ...request, path: `/_aws/execute-api/${apiId}/${stageName}${request.path}` })
  return { requestId: headerOf(headers, 'x-amzn-requestid') ?? '', status, headers, body: tracedBody(body) }
}

function isName(value: Json | undefined): value is string {
  return typeof value === 'string' && /^[\w-]+$/.test(value)
}

/** What is percent-encoded already stays so; everything else that a URL cannot hold is encoded. */
function encoded(path: string): string {
  const wellFormed = path.replace(/\p{Surrogate}/gu, '\ufffd')
  return wellFormed.replace(/[^\x21-\x7e]|["<>\\^`{|}]|%(?![0-9a-fA-F]{2})/gu, encodeURIComponent)
}

function readBody(body: Json): Uint8Array | string {
  if (body === null) return new Uint8Array()
  if (!isObject(body) || typeof body.text !== 'string') return 'A body has a text and its encoding.'
  if (body.encoding === 'utf-8') return toBytes(body.text)
  if (body.encoding === 'base64') return new Uint8Array(Buffer.from(body.text, 'base64'))
  return 'The encoding of a body is utf-8 or base64.'
}
