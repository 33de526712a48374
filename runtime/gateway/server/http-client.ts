import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { HttpCall, HttpOutcome } from '../execute/ports.ts'
import { hostName, isLoopback } from './hosts.ts'

/** Calls HTTP back ends. */
export interface HttpClient {
  fetch(call: HttpCall): Promise<HttpOutcome>
  close(): void
}

/** Most bytes of an answer. */
const mostBytes = 10 * 1024 * 1024

/** HTTP/1.1, redirects are answers, no decoding. Hosts other than this machine are refused unless `allowEgress`. */
export function createHttpClient(options: {
  readonly allowEgress: boolean
  /** Addresses that somebody named: these may be called wherever they are. */
  readonly forward: readonly string[]
}): HttpClient {
  const named = new Set(options.forward.flatMap((url) => (URL.canParse(url) ? [new URL(url).origin] : [])))
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) }
  return {
    async fetch(call) {
      let url: URL
      try {
        url = new URL(call.url)
      } catch {
        return { kind: 'invalid', message: 'Invalid endpoint address' }
      }
      if (!options.allowEgress && !named.has(url.origin) && !isLoopback(hostName(url.host))) {
        return {
          kind: 'invalid',
          message: `The embedded gateway calls back ends on this machine only: ${url.origin} is refused. Allow it with --allow-egress (allowEgress), or bind the URI to a local server.`,
        }
      }
      return send(call, url, agents)
    },
    close() {
      agents.http.destroy()
      agents.https.destroy()
    },
  }
}

function send(call: HttpCall, url: URL, agents: { readonly http: HttpAgent; readonly https: HttpsAgent }): Promise<HttpOutcome> {
  return new Promise((resolve) => {
    const secure = url.protocol === 'https:'
    const hasHost = call.headers.some(([name]) => name.toLowerCase() === 'host')
    const headers = [...(hasHost ? [] : ['Host', url.host]), ...call.headers.flat()]
    const length = call.body === undefined ? [] : ['Content-Length', String(call.body.length)]
    const signal = AbortSignal.timeout(call.timeoutMs)
    const fail = (error: Error): void =>
      resolve(signal.aborted ? { kind: 'timeout' } : { kind: 'unreachable', message: `${url.origin}: ${error.message}` })
    try {
      const options = { method: call.method, headers: [...headers, ...length], signal, agent: secure ? agents.https : agents.http }
      const outgoing = (secure ? httpsRequest : httpRequest)(url, options, (incoming) => {
        readAnswer(incoming).then(resolve, fail)
      })
      outgoing.on('error', fail)
      outgoing.end(call.body)
    } catch (error) {
      // A header that cannot be sent.
      resolve({ kind: 'invalid', message: error instanceof Error ? error.message : String(error) })
    }
  })
}

async function readAnswer(incoming: IncomingMessage): Promise<HttpOutcome> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming) {
    chunks.push(chunk as Buffer)
    length += (chunk as Buffer).length
    if (length > mostBytes) {
      incoming.destroy()
      return { kind: 'invalid', message: `The back end answered with more than ${mostBytes} bytes` }
    }
  }
  const headers: [string, string][] = []
  for (let at = 0; at + 1 < incoming.rawHeaders.length; at += 2)
    headers.push([incoming.rawHeaders[at] ?? '', incoming.rawHeaders[at + 1] ?? ''])
  return { kind: 'answer', status: incoming.statusCode ?? 502, headers, body: Buffer.concat(chunks) }
}
