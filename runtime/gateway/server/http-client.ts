import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { ExecutionPorts, HttpCall, HttpOutcome, HttpStream } from '../execute/ports.ts'
import type { HeaderList } from '../http.ts'
import { hostName, isLoopback } from './hosts.ts'

/** How a request ended that has no answer. */
type Failure = Exclude<HttpOutcome, { kind: 'answer' }>

/** Calls HTTP back ends. */
export interface HttpClient {
  /** Rejects nothing: what goes wrong is the outcome. */
  fetch(call: HttpCall): Promise<HttpOutcome>
  /** Hands on the body as it comes; the timeout is for the whole of it. */
  fetchStream(call: HttpCall): Promise<HttpStream | Failure>
  close(): void
}

/** Most bytes of an answer that is read as a whole. */
const mostBytes = 10 * 1024 * 1024

/** HTTP/1.1, redirects are answers, no decoding. Hosts other than this machine are refused unless `allowEgress`. */
export function createHttpClient(options: {
  readonly allowEgress: boolean
  /** Addresses that somebody named: these may be called wherever they are. */
  readonly forward: readonly string[]
  /** The timer of calls. */
  readonly after: ExecutionPorts['after']
}): HttpClient {
  const named = new Set(options.forward.flatMap((url) => (URL.canParse(url) ? [new URL(url).origin] : [])))
  const agents: Agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) }

  async function open(call: HttpCall): Promise<Opened | Failure> {
    if (!URL.canParse(call.url)) return { kind: 'invalid', message: 'Invalid endpoint address' }
    const url = new URL(call.url)
    if (!options.allowEgress && !named.has(url.origin) && !isLoopback(hostName(url.host))) {
      return {
        kind: 'invalid',
        message: `The embedded gateway calls back ends on this machine only: ${url.origin} is refused. Allow it with --allow-egress (allowEgress), or bind the URI to a local server.`,
      }
    }
    return send(call, url, agents, options.after)
  }

  return {
    async fetch(call) {
      const opened = await open(call)
      return opened.kind === 'opened' ? readAnswer(opened) : opened
    },
    async fetchStream(call) {
      const opened = await open(call)
      if (opened.kind !== 'opened') return opened
      const { incoming } = opened
      return {
        kind: 'streaming',
        status: statusOf(incoming),
        headers: headersOf(incoming),
        pieces: piecesOf(opened),
        cancel: () => void incoming.destroy(),
      }
    },
    close() {
      agents.http.destroy()
      agents.https.destroy()
    },
  }
}

interface Agents {
  readonly http: HttpAgent
  readonly https: HttpsAgent
}

/** A back end that began to answer. */
interface Opened {
  readonly kind: 'opened'
  readonly incoming: IncomingMessage
  /** What an error of the connection means. */
  readonly failure: (error: unknown) => Failure
}

function send(call: HttpCall, url: URL, agents: Agents, after: ExecutionPorts['after']): Promise<Opened | Failure> {
  return new Promise((resolve) => {
    const secure = url.protocol === 'https:'
    const hasHost = call.headers.some(([name]) => name.toLowerCase() === 'host')
    const headers = [...(hasHost ? [] : ['Host', url.host]), ...call.headers.flat()]
    // Node sends the name of a trailer with chunks only.
    const hasTrailer = call.headers.some(([name]) => name.toLowerCase() === 'trailer')
    const length = hasTrailer
      ? ['Transfer-Encoding', 'chunked']
      : call.body === undefined
        ? []
        : ['Content-Length', String(call.body.length)]
    const late = new AbortController()
    const { signal } = late
    const forget = after(call.timeoutMs, () => late.abort())
    const failure = (error: unknown): Failure =>
      signal.aborted ? { kind: 'timeout' } : { kind: 'unreachable', message: `${url.origin}: ${messageOf(error)}` }
    try {
      const options = { method: call.method, headers: [...headers, ...length], signal, agent: secure ? agents.https : agents.http }
      const outgoing = (secure ? httpsRequest : httpRequest)(url, options, (incoming) => resolve({ kind: 'opened', incoming, failure }))
      outgoing.on('error', (error) => resolve(failure(error)))
      // Of the answer, too, or of what there is of it.
      outgoing.on('close', forget)
      outgoing.end(call.body)
    } catch (error) {
      // A header that cannot be sent.
      forget()
      resolve({ kind: 'invalid', message: messageOf(error) })
    }
  })
}

async function readAnswer({ incoming, failure }: Opened): Promise<HttpOutcome> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of incoming) {
      chunks.push(chunk as Buffer)
      length += (chunk as Buffer).length
      if (length > mostBytes) return { kind: 'invalid', message: `The back end answered with more than ${mostBytes} bytes` }
    }
  } catch (error) {
    return failure(error)
  }
  return { kind: 'answer', status: statusOf(incoming), headers: headersOf(incoming), body: Buffer.concat(chunks) }
}

async function* piecesOf({ incoming, failure }: Opened): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of incoming) yield chunk as Buffer
  } catch (error) {
    const failed = failure(error)
    throw new Error(failed.kind === 'timeout' ? 'The back end took too long' : failed.message)
  }
}

function statusOf(incoming: IncomingMessage): number {
  return incoming.statusCode ?? 502
}

function headersOf(incoming: IncomingMessage): HeaderList {
  const headers: [string, string][] = []
  for (let at = 0; at + 1 < incoming.rawHeaders.length; at += 2)
    headers.push([incoming.rawHeaders[at] ?? '', incoming.rawHeaders[at + 1] ?? ''])
  return headers
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
