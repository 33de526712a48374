import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { isIP } from 'node:net'
import { gatherTurn } from '../gather-turn.ts'
import type { HeaderList, HttpRequest, UnsentAnswer } from '../http.ts'
import { rememberLast } from '../remember-last.ts'
import { hostName, isAllowedHost } from './hosts.ts'
import { refuseUnreadable } from './refuse-unreadable.ts'
import { send } from './send.ts'

/** A stage of an API. */
export interface StageAddress {
  readonly apiId: string
  readonly stageName: string
}

/** Where to listen. Port 0 takes a free one; the host is this machine alone unless given. */
export interface ListenOptions {
  readonly port?: number
  readonly host?: string
  /** Further host names that requests may name. */
  readonly allowedHosts?: readonly string[]
  /**
   * The stage that is served at `/`, asked at every request: undefined while it is not there yet. The control plane is then for requests
   * that are signed for it. Absent: `/` is the control plane's.
   */
  readonly root?: () => StageAddress | undefined
}

/** An open port. */
export interface Listener {
  readonly url: string
  readonly port: number
  /** Ends open connections; resolves when the port is free. */
  close(): Promise<void>
}

/**
 * Milliseconds for which a connection is kept that nothing is sent over. Node's own five seconds pass while a busy machine compiles
 * something, and whoever sends a request over a connection that is just being closed loses it.
 */
const keptIdle = 60_000

/** A little more than API Gateway takes, so that its own answer to too large a body can be given. */
const mostBytes = 10 * 1024 * 1024 + 1

const noBody = new Uint8Array()

/** An answer that is ready to go out. */
interface Delivery {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  readonly answered: UnsentAnswer
}

/** Answers HTTP requests through `handle`. Rejects where the port cannot be had. */
export async function listen(
  handle: (request: HttpRequest) => UnsentAnswer | Promise<UnsentAnswer>,
  options: ListenOptions,
  log: (line: string) => void,
  /** Whether a custom domain has this name. */
  isDomain: (name: string) => boolean = () => false,
): Promise<Listener> {
  const host = options.host ?? '127.0.0.1'
  const allowed = [...(options.allowedHosts ?? []), hostName(host)]
  const readHost = rememberLast((given: string) => ({ name: hostName(given), isKnown: isAllowedHost(hostName(given), allowed) }))
  const readHeaders = createHeaderReader()
  const server = createServer((incoming, outgoing) => {
    const headers = readHeaders(incoming.rawHeaders)
    const given = firstValue(headers, 'host') ?? ''
    const { name, isKnown } = readHost(given)
    if (!isKnown && !isDomain(name)) refuseHost(outgoing, given)
    else if (!hasBody(headers)) answer(incoming, outgoing, headers, noBody)
    else
      readBody(incoming).then(
        (body) => answer(incoming, outgoing, headers, body),
        (error: unknown) => fail(incoming, outgoing, error),
      )
  })

  /** At once where nothing has to be waited for. */
  function answer(incoming: IncomingMessage, outgoing: ServerResponse, headers: HeaderList, body: Uint8Array): void {
    try {
      const made = handle(requestOf(incoming, headers, body))
      if (!(made instanceof Promise)) deliver({ incoming, outgoing, answered: made })
      else
        made.then(
          (answered) => deliver({ incoming, outgoing, answered }),
          (error: unknown) => fail(incoming, outgoing, error),
        )
    } catch (error) {
      fail(incoming, outgoing, error)
    }
  }

  const deliver = gatherTurn<Delivery>((all) => {
    for (const one of all) sendOne(one)
  })

  function sendOne({ incoming, outgoing, answered }: Delivery): void {
    try {
      send(incoming, outgoing, answered)?.catch((error: unknown) => fail(incoming, outgoing, error))
    } catch (error) {
      fail(incoming, outgoing, error)
    }
  }

  function fail(incoming: IncomingMessage, outgoing: ServerResponse, error: unknown): void {
    // A client that hung up in the middle of its request waits for no answer.
    if (!incoming.complete && incoming.destroyed) return
    log(error instanceof Error ? (error.stack ?? error.message) : String(error))
    // Half an answer must not look like a whole one.
    if (outgoing.headersSent) outgoing.destroy()
    else outgoing.writeHead(500, { 'Content-Type': 'application/json' }).end('{"message":"Internal server error"}')
  }

  // All of them or a refusal: Node would leave out what comes after the two thousandth. Their bytes are limited.
  server.maxHeadersCount = 0
  server.on('clientError', (error, socket) => refuseUnreadable(error, socket, log))
  server.keepAliveTimeout = keptIdle
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, host, () => {
      server.removeListener('error', reject)
      resolve()
    })
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    port,
    url: `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function refuseHost(outgoing: ServerResponse, host: string): void {
  const message = `The gateway does not answer to the host ${JSON.stringify(host)}: use localhost, an address or one of its own domains.`
  outgoing.writeHead(403, { 'Content-Type': 'application/json' })
  outgoing.end(JSON.stringify({ message }))
}

/**
 * Reads headers as they came; Node's own object of them is made when it is first asked for, which costs more than this list. A client sends
 * the same ones with most of its requests: then it is the same list, and whatever was made of it can be used again.
 */
function createHeaderReader(): (raw: readonly string[]) => HeaderList {
  let last: { readonly raw: readonly string[]; readonly headers: HeaderList } = { raw: [], headers: [] }
  return (raw) => {
    if (!isSame(last.raw, raw)) last = { raw, headers: inPairs(raw) }
    return last.headers
  }
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  if (some.length !== others.length) return false
  for (let at = 0; at < some.length; at++) if (some[at] !== others[at]) return false
  return true
}

function inPairs(raw: readonly string[]): HeaderList {
  const headers: [string, string][] = []
  for (let at = 0; at + 1 < raw.length; at += 2) headers.push([raw[at] ?? '', raw[at + 1] ?? ''])
  return headers
}

/** The first value of a header; its name in lower case. */
function firstValue(headers: HeaderList, lowerCase: string): string | undefined {
  for (const [name, value] of headers) if (name.length === lowerCase.length && name.toLowerCase() === lowerCase) return value
  return undefined
}

function requestOf(incoming: IncomingMessage, headers: HeaderList, body: Uint8Array): HttpRequest {
  const { url = '/' } = incoming
  const { remoteAddress = '127.0.0.1' } = incoming.socket
  const target = url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?#]*/i, '')
  const question = target.indexOf('?')
  const path = question === -1 ? target : target.slice(0, question)
  return {
    method: incoming.method ?? 'GET',
    path: path === '' ? '/' : path,
    query: question === -1 ? '' : target.slice(question + 1),
    headers,
    body,
    sourceIp: remoteAddress.startsWith('::ffff:') ? remoteAddress.slice('::ffff:'.length) : remoteAddress,
  }
}

/** Most requests have none, and reading what is not there costs a turn of the event loop. */
function hasBody(headers: HeaderList): boolean {
  return firstValue(headers, 'content-length') !== undefined || firstValue(headers, 'transfer-encoding') !== undefined
}

/**
 * The body, or its first bytes as soon as it turns out to be larger than anything that can be served: the rest is read and dropped while
 * the answer is already on its way. Rejects where the client hangs up before its end.
 */
function readBody(incoming: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    const give = (): void => {
      const body = Buffer.concat(chunks)
      chunks.length = 0
      resolve(new Uint8Array(body.buffer, body.byteOffset, Math.min(body.length, mostBytes)))
    }
    incoming.on('data', (bytes: Buffer) => {
      if (length >= mostBytes) return
      chunks.push(bytes)
      length += bytes.length
      if (length >= mostBytes) give()
    })
    incoming.once('end', give)
    incoming.once('error', reject)
  })
}
