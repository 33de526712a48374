import { randomUUID } from 'node:crypto'
import type { IdSource } from '../definition/rest-api.ts'
import type { ExecutionPorts } from '../execute/ports.ts'
import { type HeaderList, type HttpAnswer, type HttpRequest, type HttpResponse, toBytes, toText } from '../http.ts'
import { isObject, type JsonObject } from '../json.ts'
import { partitionOf } from '../store/place.ts'
import { emptyState, type Store } from '../store/state.ts'
import { StoreUnusable } from '../store/unusable.ts'
import type { Call, ControlWorld, Reply } from './call.ts'
import { checkCaller } from './check-caller.ts'
import { ServiceError } from './errors.ts'
import { createIdSource } from './ids.ts'
import type { Route } from './routes.ts'

/** What a control plane needs. */
export interface ControlPlaneOptions {
  readonly store: Store
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Random ones unless given. */
  readonly ids?: IdSource
  readonly region?: string
  readonly accountId?: string
  /** The keys that calls have to be signed with; absent: nobody looks at signatures. */
  readonly callers?: ExecutionPorts['credentials'] | undefined
  /** What requests to the APIs leave behind. */
  readonly traffic?: ControlWorld['traffic']
  /** Runs functions for Lambda's Invoke. */
  readonly lambda?: NonNullable<ControlWorld['lambda']>
  /** What GetSdk can make; nothing unless given. */
  readonly sdks?: ControlWorld['sdks']
  /** A line for whoever runs the gateway: what nobody serves, and what went wrong here. */
  readonly log?: (line: string) => void
}

/** The APIs of API Gateway and Lambda on the wire, without the wire. */
export interface ControlPlane {
  /** Answers one request, as the services do; with `execution`, methods can be tested; changes are kept by the store before the answer is given. Never throws. */
  handle(request: Omit<HttpRequest, 'sourceIp'>, execution?: ExecutionPorts): Promise<HttpAnswer>
  /** Forgets everything, after the calls that are under way. */
  reset(): Promise<void>
}

/** A control plane over a store; calls that change something are carried out one after the other. */
export function createControlPlane(options: ControlPlaneOptions): ControlPlane {
  const { store, region = 'us-east-1', log = () => undefined } = options
  const world: ControlWorld = {
    ids: options.ids ?? createIdSource(),
    now: options.now,
    region,
    accountId: options.accountId ?? '000000000000',
    partition: partitionOf(region),
    writeBlob: (name, bytes) => store.writeBlob(name, bytes),
    traffic: options.traffic,
    lambda: options.lambda,
    sdks: options.sdks ?? {},
  }
  let last: Promise<unknown> = Promise.resolve()
  const run = async (route: Route, call: Omit<Call, 'state'>): Promise<Reply> => {
    const reply = await route.operation({ ...call, state: store.read() })
    if (reply.next !== undefined) await store.commit(reply.next)
    return reply
  }
  const inTurn = <T>(action: () => Promise<T>): Promise<T> => {
    const turn = last.then(action)
    last = turn.catch(() => {})
    return turn
  }
  return {
    reset: () => inTurn(() => store.commit(emptyState())),
    async handle(request, execution) {
      try {
        if (options.callers !== undefined) await checkCaller(request, { credentials: options.callers, now: options.now })
        // The table of operations is opened when somebody calls one.
        const { findRoute } = await import('./routes.ts')
        const query = new URLSearchParams(request.query)
        const segments = request.path.replace(/\/$/, '').slice(1).split('/').map(decode)
        const found = findRoute(request.method, segments, query)
        if (found === undefined) {
          log(`No operation of API Gateway or Lambda is ${request.method} ${request.path}`)
          // Quoted in many issues, of both services.
          throw new ServiceError('AccessDeniedException', 'Unable to determine service/operation name to be authorized', 403)
        }
        const { route, params } = found
        const body = route.body === 'json' ? readBody(request.body) : {}
        route.check({ params, query, body })
        const call = { world, params, query, headers: request.headers, bytes: request.body, body, execution }
        const reply = route.order === 'free' ? run(route, call) : inTurn(() => run(route, call))
        return answer(route, await reply)
      } catch (error) {
        const line = lineOf(error)
        if (line !== undefined) log(line)
        return refuse(error, request.path)
      }
    },
  }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

function readBody(bytes: Uint8Array): JsonObject {
  if (bytes.length === 0) return {}
  try {
    const value: unknown = JSON.parse(toText(bytes))
    if (isObject(value)) return value
  } catch {
    // Refused below, as a value of another kind is.
  }
  throw new ServiceError('SerializationException', 'The body of the request is not a JSON object.')
}

function answer(route: Route, reply: Reply): HttpAnswer {
  const isBytes = reply.body instanceof Uint8Array
  const bytes =
    reply.body instanceof Uint8Array ? reply.body : reply.body === undefined ? new Uint8Array() : toBytes(JSON.stringify(reply.body))
  const type = reply.body !== undefined && !isBytes ? [['content-type', 'application/json'] as const] : []
  const status = reply.status ?? route.status
  const headers: HeaderList = [['x-amzn-requestid', randomUUID()], ...type, ...(reply.headers ?? [])]
  return reply.stream === undefined ? { status, headers, body: bytes } : { status, headers, ...reply.stream }
}

/** What a refused call leaves in the log: what nobody serves, a disk that keeps nothing, and with its stack what is a bug. */
function lineOf(error: unknown): string | undefined {
  if (error instanceof ServiceError) return error.status === 501 ? error.message : undefined
  if (error instanceof StoreUnusable) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** The code of an answer to a call that could not be kept: no later one is kept either, until somebody sees to the disk. */
const STATE_UNUSABLE = 'StateUnusable'

/** AWS's envelope: the code in a header, the message in the body; Lambda spells the latter with a capital. */
function refuse(error: unknown, path: string): HttpResponse {
  const known = error instanceof ServiceError ? error : undefined
  const code = known?.code ?? (error instanceof StoreUnusable ? STATE_UNUSABLE : 'InternalFailure')
  const message = known?.message ?? `The gateway failed to carry this out: ${error instanceof Error ? error.message : String(error)}`
  const body = /^\/\d{4}-\d\d-\d\d\//.test(path) ? { Type: 'User', Message: message } : { message }
  return {
    status: known?.status ?? 500,
    headers: [
      ['x-amzn-requestid', randomUUID()],
      ['x-amzn-errortype', code],
      ['content-type', 'application/json'],
    ],
    body: toBytes(JSON.stringify(body)),
  }
}
