import { own } from '../json.ts'
import { createPiecePipe, type PieceStream } from '../pieces.ts'
import { rememberLast } from '../remember-last.ts'
import { createUuids } from '../uuids.ts'
import type { DeployedFunctions } from './deployed-functions.ts'
import {
  type Attempt,
  createEventQueue,
  DEFAULT_EVENT_SETTINGS,
  type Delivery,
  type EventSettings,
  type QueuedEvent,
} from './event-queue.ts'
import { functionNameOf } from './function-name.ts'
import type { FunctionSource } from './function-source.ts'
import type { FunctionRunner, Invocation } from './invocation.ts'
import type { Timers } from './timers.ts'

/** A call of a function. */
export interface LambdaCall {
  readonly name: string
  readonly qualifier: string | undefined
  /** With the version or alias that was asked for. */
  readonly arn: string
  /** JSON text. */
  readonly payload: string
  /** `event`: the function runs, nobody waits for it. */
  readonly invocation: 'request' | 'event'
  /** On whose behalf a service calls: what the function's resource policy may name, made when it is looked at. Empty where nobody's permission is needed. */
  readonly sourceArns: () => readonly string[]
  /** JSON text. */
  readonly clientContext?: string
  readonly traceId?: string
}

/** How it ended: `accepted` for an event. */
export type LambdaAnswer =
  | {
      readonly kind: 'result' | 'error'
      readonly payload: string
      readonly version: string
      readonly requestId: string
      readonly log: () => string
    }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly reason: 'not-found' | 'no-permission' | 'throttled' | 'too-large'; readonly message: string }

/** How an invocation ended that somebody waited for. */
type Ended = Extract<LambdaAnswer, { kind: 'result' | 'error' }>

/** A function that answers piece by piece. */
export interface LambdaStream extends PieceStream {
  readonly kind: 'streaming'
  readonly version: string
  /** When the function is done. The payload of a result is in the pieces, that of an error is JSON text. */
  readonly ended: Promise<Ended>
}

/** The functions of a gateway, deployed or the project's, called as Lambda calls them. */
export interface Lambda {
  invoke(call: LambdaCall): Promise<LambdaAnswer>
  /**
   * Invokes a function and hands on its answer as it comes; what answers whole comes in one piece. Whoever cancels the stream leaves the
   * function running, as on Lambda.
   */
  stream(call: Omit<LambdaCall, 'invocation'>): Promise<LambdaStream | Extract<LambdaAnswer, { kind: 'refused' }>>
  /** Forgets events that wait for a retry. What runs is the runner's to end. */
  close(): Promise<void>
}

/** What functions are called with. */
export interface LambdaOptions {
  readonly deployed: Pick<DeployedFunctions, 'find' | 'isAllowed' | 'eventSettings' | 'reservedConcurrency'>
  /** Functions of the project that were never deployed, by name. */
  readonly functions: Readonly<Record<string, FunctionSource>>
  readonly runner: Pick<FunctionRunner, 'invoke'>
  readonly timers: Timers
  /** Takes what goes to other services than Lambda; rejects nothing. */
  readonly send: (delivery: Delivery) => Promise<void>
  readonly log: (line: string) => void
}

/** Functions of the project were never published. */
export const PROJECT_VERSION = '$LATEST'

/** Most bytes of an event: what somebody waits for, and what nobody does. */
const largest = { request: 6_291_456, event: 1_048_576 } as const

type Found =
  | { readonly kind: 'deployed' | 'project'; readonly source: FunctionSource; readonly version: string }
  | Extract<LambdaAnswer, { kind: 'refused' }>

/** Lambda over its parts. Deployed functions come first, then those of the project; both run in the same way. */
export function createLambda({ deployed, functions, runner, timers, send, log }: LambdaOptions): Lambda {
  const running = new Map<string, number>()
  const uuid = createUuids()
  const writeSecond = rememberLast(hexOf)
  const queue = createEventQueue({
    timers,
    attempt: tryEvent,
    deliver,
    lost: ({ arn, requestId, payload }, why) => log(`The event ${requestId} for ${arn} was not handled (${why}): ${payload}`),
  })

  function find(name: string, qualifier: string | undefined): Found | Promise<Found> {
    const found = deployed.find(name, qualifier)
    if (found !== undefined)
      return found.then(
        (one) => ({ kind: 'deployed', ...one }),
        (error: unknown) => refused('not-found', error instanceof Error ? error.message : String(error)),
      )
    const source = own(functions, name)
    if (source !== undefined) return { kind: 'project', source, version: PROJECT_VERSION }
    const known = `The function ${JSON.stringify(name)} was never deployed to this gateway, and the project that started it gave none of that name`
    return refused('not-found', known)
  }

  /** Whether as many of a function run as may. */
  function isThrottled(name: string): boolean {
    return (running.get(name) ?? 0) >= (deployed.reservedConcurrency(name) ?? Number.POSITIVE_INFINITY)
  }

  function run(
    found: Extract<Found, { source: FunctionSource }>,
    call: Omit<LambdaCall, 'invocation'>,
    requestId: string,
    onChunk?: Invocation['onChunk'],
  ): Promise<Ended> {
    const { name, arn, payload, clientContext, traceId } = call
    const { source, version } = found
    running.set(name, (running.get(name) ?? 0) + 1)
    const invocation: Invocation = {
      name,
      arn,
      version,
      requestId,
      payload,
      clientContext,
      traceId: traceId ?? traceIdOf(requestId, writeSecond(Math.floor(timers.now() / 1000))),
      onChunk,
    }
    const ended = (): void => void running.set(name, (running.get(name) ?? 1) - 1)
    return runner.invoke(source, invocation).then(
      (outcome) => {
        ended()
        return { kind: outcome.kind, payload: outcome.payload, log: outcome.log, version, requestId }
      },
      (error: unknown) => {
        ended()
        throw error
      },
    )
  }

  async function tryEvent({ arn, requestId, payload }: QueuedEvent): Promise<Attempt> {
    const { name, qualifier } = functionNameOf(arn)
    const found = await find(name, qualifier)
    if (found.kind === 'refused') return { kind: 'gone' }
    if (isThrottled(name)) return { kind: 'throttled' }
    return run(found, { name, qualifier, arn, payload, sourceArns: () => [] }, requestId)
  }

  /** A function gets it as an event. */
  function deliver(delivery: Delivery): void {
    const { to, body } = delivery
    if (/:lambda:[^:]*:[^:]*:function:/.test(to)) void invokeDestination(to, body)
    else void send(delivery)
  }

  async function invokeDestination(to: string, body: string): Promise<void> {
    const { name, qualifier } = functionNameOf(to)
    const answer = await invoke({ name, qualifier, arn: to, payload: body, invocation: 'event', sourceArns: () => [] })
    if (answer.kind === 'refused') log(`${to} does not get what it is a destination for: ${answer.message}. ${body}`)
  }

  /** The function of a call that may be made. */
  function admit(call: Omit<LambdaCall, 'invocation'>, limit: number): Found | Promise<Found> {
    const { name, qualifier, payload } = call
    if (payload.length > limit || (payload.length * 3 > limit && Buffer.byteLength(payload) > limit))
      return refused('too-large', `Request must be smaller than ${limit} bytes for the InvokeFunction operation`)
    const finding = find(name, qualifier)
    return finding instanceof Promise ? finding.then((found) => permitted(found, call)) : finding
  }

  function permitted(found: Found, { name, qualifier, sourceArns }: Omit<LambdaCall, 'invocation'>): Found {
    if (found.kind !== 'deployed') return found
    const sources = sourceArns()
    if (sources.length > 0 && !deployed.isAllowed(name, qualifier, sources)) {
      const called = qualifier === undefined ? name : `${name}:${qualifier}`
      return refused(
        'no-permission',
        `Invalid permissions on Lambda function: no statement of the policy of ${called} lets apigateway.amazonaws.com call it for ${sources[0]} (AddPermission)`,
      )
    }
    return found
  }

  /** Not `async`, as little here is ever waited for: each function that is costs two turns. */
  function invoke(call: LambdaCall): Promise<LambdaAnswer> {
    const admitting = admit(call, largest[call.invocation])
    return admitting instanceof Promise ? admitting.then((found) => invokeFound(found, call)) : invokeFound(admitting, call)
  }

  function invokeFound(found: Found, call: LambdaCall): Promise<LambdaAnswer> {
    if (found.kind === 'refused') return Promise.resolve(found)
    const { name, qualifier, arn, payload, invocation } = call
    const requestId = uuid()
    if (invocation === 'request') return isThrottled(name) ? Promise.resolve(throttled()) : run(found, call, requestId)
    const settings: EventSettings = found.kind === 'deployed' ? deployed.eventSettings(name, qualifier) : DEFAULT_EVENT_SETTINGS
    queue.add({ requestId, arn, payload }, settings)
    return Promise.resolve({ kind: 'accepted' })
  }

  return {
    invoke,
    async stream(call) {
      const found = await admit(call, largest.request)
      if (found.kind === 'refused') return found
      if (isThrottled(call.name)) return throttled()
      const { pieces, cancel, write, end } = createPiecePipe()
      const answering = run(found, call, uuid(), write)
      const ended = answering
        .then((answer) => {
          if (answer.kind === 'result' && answer.payload !== '') write(Buffer.from(answer.payload), () => undefined)
          return answer
        })
        .finally(end)
      // Whoever reads to the end hears of a failure; whoever does not read has nobody to tell.
      ended.catch(() => undefined)
      return { kind: 'streaming', version: found.version, pieces, cancel, ended }
    },
    async close() {
      queue.close()
    },
  }
}

function throttled(): Extract<LambdaAnswer, { kind: 'refused' }> {
  return refused('throttled', 'Rate Exceeded.')
}

function refused(
  reason: Extract<LambdaAnswer, { kind: 'refused' }>['reason'],
  message: string,
): Extract<LambdaAnswer, { kind: 'refused' }> {
  return { kind: 'refused', reason, message }
}

/** A trace of its own for an invocation that comes with none, as on Lambda; not sampled. `begun` is the second in which it came, in hex digits. */
function traceIdOf(requestId: string, begun: string): string {
  const last = requestId.slice(24)
  return `Root=1-${begun}-${requestId.slice(0, 8)}${requestId.slice(9, 13)}${last};Parent=${requestId.slice(19, 23)}${last};Sampled=0`
}

function hexOf(second: number): string {
  return second.toString(16).padStart(8, '0')
}
