import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { InstanceEvent, InstanceInvocation } from '../instance.ts'

/** Lambda's Runtime API (2018-06-01) for one instance. */
export interface RuntimeApi {
  /** Host and port, as `AWS_LAMBDA_RUNTIME_API` has them. */
  readonly address: string
  /** Hands an invocation to the runtime, which waits for one or will come for it. */
  invoke(invocation: InstanceInvocation): void
  close(): void
}

/** Most bytes of an answer: what Lambda says that 6 MB are. */
export const LARGEST_ANSWER = 6_291_556

const root = '/2018-06-01/runtime/'

/** Opens the API on a port of its own, for programs of this machine only. What the runtime says is told. */
export async function openRuntimeApi(tell: (event: InstanceEvent) => void): Promise<RuntimeApi> {
  let offered: InstanceInvocation | undefined
  let asking: ServerResponse | undefined
  let current: string | undefined

  function next(response: ServerResponse): void {
    asking = response
    if (offered === undefined) tell({ kind: 'ready' })
    else hand(offered)
  }

  function hand(invocation: InstanceInvocation): void {
    offered = invocation
    if (asking === undefined) return
    const response = asking
    asking = undefined
    offered = undefined
    current = invocation.requestId
    response.writeHead(200, headersOf(invocation))
    response.end(invocation.payload)
  }

  /** Once for each invocation: a second answer is refused, as Lambda does. */
  async function finish(request: IncomingMessage, response: ServerResponse, id: string, outcome: 'result' | 'error'): Promise<void> {
    if (id !== current) return refuse(response, 400, 'InvalidRequestID', 'Invalid request ID')
    const streamed = outcome === 'result' && request.headers['lambda-runtime-function-response-mode'] === 'streaming'
    const body = await readBody(request, streamed ? (bytes, taken) => tell({ kind: 'chunk', bytes, taken }) : undefined)
    if (id !== current) return refuse(response, 400, 'InvalidRequestID', 'Invalid request ID')
    current = undefined
    const ending = body === undefined ? tooLarge() : endingOf(request, outcome, body)
    if (body === undefined)
      refuse(response, 413, 'RequestEntityTooLarge', `Exceeded maximum allowed payload size (${LARGEST_ANSWER} bytes).`)
    else accept(response)
    // What the function printed comes another way, and is on it already: it goes first.
    setImmediate(() => setImmediate(() => tell({ kind: 'ended', requestId: id, ...ending })))
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = '' } = request
    // A web page may be led here, but not past its own name.
    if (request.headers.origin !== undefined || request.headers.host !== address)
      return refuse(response, 403, 'Forbidden', 'This is the Runtime API of one function')
    const path = url.startsWith(root) ? url.slice(root.length) : ''
    const [, id, end] = /^invocation\/([^/]+)\/(response|error)$/.exec(path) ?? []
    if (method === 'GET' && path === 'invocation/next') return next(response)
    if (method === 'POST' && path === 'init/error') {
      const body = (await readBody(request, undefined)) ?? ''
      accept(response)
      return tell({ kind: 'failed', payload: errorPayload(request, body) })
    }
    if (method === 'POST' && id !== undefined) return finish(request, response, id, end === 'response' ? 'result' : 'error')
    refuse(response, 404, 'InvalidPath', `The Runtime API has no ${method} ${url}`)
  }

  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    // The runtime is gone in the middle of something: its exit says more.
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    address,
    invoke: hand,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function headersOf({ requestId, arn, deadline, clientContext, traceId }: InstanceInvocation): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'Lambda-Runtime-Aws-Request-Id': requestId,
    'Lambda-Runtime-Deadline-Ms': String(deadline),
    'Lambda-Runtime-Invoked-Function-Arn': arn,
    ...(traceId !== undefined && { 'Lambda-Runtime-Trace-Id': traceId }),
    ...(clientContext !== undefined && { 'Lambda-Runtime-Client-Context': inAscii(clientContext) }),
  }
}

/** JSON text for a header. */
function inAscii(json: string): string {
  return json.replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

type Finished = Pick<Extract<InstanceEvent, { kind: 'ended' }>, 'outcome' | 'payload'>

function endingOf(request: IncomingMessage, outcome: 'result' | 'error', body: string): Finished {
  // An error in the middle of a stream stands behind it.
  const late = request.trailers['lambda-runtime-function-error-body']
  if (late !== undefined) return { outcome: 'error', payload: Buffer.from(late, 'base64').toString() }
  return outcome === 'result' ? { outcome, payload: body } : { outcome, payload: errorPayload(request, body) }
}

function tooLarge(): Finished {
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${LARGEST_ANSWER} bytes).`
  return { outcome: 'error', payload: JSON.stringify({ errorType: 'Function.ResponseSizeTooLarge', errorMessage }) }
}

/** The runtime's own JSON of the error; where it sent none, the type in the header. */
function errorPayload(request: IncomingMessage, body: string): string {
  try {
    JSON.parse(body)
    return body
  } catch {
    const type = request.headers['lambda-runtime-function-error-type']
    return JSON.stringify({ errorType: typeof type === 'string' ? type : 'Runtime.Unknown', errorMessage: body })
  }
}

/** Takes a piece of a body, and says when there is room for the next one. */
type TakePiece = (bytes: Uint8Array, taken: () => void) => void

/** The body as text, or its pieces as they come and as they are taken; undefined where it is too large. */
async function readBody(request: IncomingMessage, chunk: TakePiece | undefined): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const piece of request) {
    const bytes = piece as Buffer
    length += bytes.length
    if (chunk !== undefined) await new Promise<void>((resolve) => chunk(bytes, resolve))
    else if (length <= LARGEST_ANSWER) chunks.push(bytes)
  }
  if (chunk !== undefined) return ''
  return length > LARGEST_ANSWER ? undefined : Buffer.concat(chunks).toString('utf8')
}

function accept(response: ServerResponse): void {
  response.writeHead(202, { 'Content-Type': 'application/json' })
  response.end('{"status":"OK"}')
}

function refuse(response: ServerResponse, status: number, errorType: string, errorMessage: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify({ errorMessage, errorType }))
}
