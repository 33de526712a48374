import { unreachable } from '../never.ts'
import type { InstanceEvent, StartInstance } from './instance.ts'
import type { FunctionLogEntry, Invocation, InvocationOutcome } from './invocation.ts'
import { consoleLine, createLogTail, endLine, type LogTail, reportLine, startLine } from './log-lines.ts'
import type { Timers } from './timers.ts'

/** What an environment is made for. */
export interface EnvironmentOptions {
  readonly name: string
  readonly version: string
  /** Milliseconds; undefined: an invocation may take as long as it likes, as while somebody debugs it. */
  readonly timeoutMs: number | undefined
  /** MB. */
  readonly memory: number
  readonly start: StartInstance
  readonly timers: Timers
  readonly log: (entry: FunctionLogEntry) => void
}

/** An execution environment: an instance with its invocations, which come one at a time, and their log. */
export interface Environment {
  /** Never rejects. An invocation that takes too long ends with an error, and the instance with it. */
  invoke(invocation: Invocation): Promise<InvocationOutcome>
  /** Whether it can take another invocation: answers once the instance asks for one, or is known to be of no more use. */
  free(): boolean | Promise<boolean>
  /** Resolves once its code is loaded, or is known not to be. */
  loaded(): Promise<void>
  close(): Promise<void>
}

/** How long loading a function's code may take, as on Lambda. */
const loadingMs = 10_000

/** The invocation that is under way. */
interface Current {
  readonly invocation: Invocation
  readonly tail: LogTail
  /** What was streamed, where nobody takes the pieces. */
  readonly streamed: Uint8Array[]
  /** When it was handed to the instance; undefined while it waits for that. */
  began: number | undefined
  readonly resolve: (outcome: InvocationOutcome) => void
}

interface Ending {
  readonly kind: 'result' | 'error'
  readonly payload: string
  readonly status?: 'timeout' | 'error'
  readonly errorType?: string
}

/** Starts an instance and keeps it until it is closed, ends by itself or takes too long. */
export function createEnvironment(options: EnvironmentOptions): Environment {
  const { timers, timeoutMs } = options
  const created = timers.now()
  let state: 'loading' | 'ready' | 'busy' | 'useless' = 'loading'
  let failure: string | undefined
  let initDuration: number | undefined
  let current: Current | undefined
  let cancelTimer = (): void => {}
  let waiting: ((usable: boolean) => void) | undefined
  let tellLoaded = (): void => {}
  const loaded = new Promise<void>((resolve) => {
    tellLoaded = resolve
  })

  const instance = options.start(hear)

  function hear(event: InstanceEvent): void {
    switch (event.kind) {
      case 'ready':
        if (state === 'useless') return
        if (state === 'loading') initDuration = timers.now() - created
        state = 'ready'
        tellLoaded()
        // A runtime may ask for the next invocation before the end of this one came to us.
        if (current === undefined) settle(true)
        else if (current.began === undefined) dispatch(current)
        return
      case 'failed':
        giveUp()
        failure = event.payload
        end({ kind: 'error', payload: event.payload, status: 'error', errorType: errorTypeOf(event.payload) })
        return
      case 'output':
        print(event.text, event.level)
        return
      case 'chunk':
        if (current?.invocation.onChunk !== undefined) current.invocation.onChunk(event.bytes, event.taken)
        else {
          current?.streamed.push(event.bytes)
          event.taken()
        }
        return
      case 'ended':
        if (event.requestId === current?.invocation.requestId) end({ kind: event.outcome, payload: event.payload })
        return
      case 'exited':
        giveUp()
        if (current !== undefined) end(exited(current.invocation.requestId, event.why))
        return
      default:
        unreachable(event)
    }
  }

  function giveUp(): void {
    state = 'useless'
    tellLoaded()
    settle(false)
  }

  function settle(usable: boolean): void {
    const tell = waiting
    waiting = undefined
    tell?.(usable)
  }

  function print(text: string, level: string | undefined): void {
    const requestId = current?.invocation.requestId
    options.log({ functionName: options.name, kind: 'output', requestId, text })
    const now = timers.now()
    current?.tail.add({ text: level === undefined ? text : consoleLine(now, requestId, level, text) })
  }

  function say({ invocation, tail }: Current, textOf: () => string): void {
    const entry = platformEntry(options.name, invocation.requestId, textOf)
    options.log(entry)
    tail.add(entry)
  }

  function limit(milliseconds: number | undefined, one: Current): void {
    cancelTimer()
    if (milliseconds === undefined) return
    cancelTimer = timers.after(milliseconds, () => {
      giveUp()
      const { requestId } = one.invocation
      const late = `Task timed out after ${(milliseconds / 1000).toFixed(2)} seconds`
      const now = timers.now()
      say(one, () => `${new Date(now).toISOString()} ${requestId} ${late}`)
      end({ ...failed('Sandbox.Timedout', `RequestId: ${requestId} Error: ${late}`), status: 'timeout' })
    })
  }

  function dispatch(one: Current): void {
    state = 'busy'
    const began = timers.now()
    one.began = began
    limit(timeoutMs, one)
    const { requestId, arn, payload, clientContext, traceId } = one.invocation
    instance.invoke({
      requestId,
      arn,
      payload,
      deadline: Math.round(began + (timeoutMs ?? 900_000)),
      clientContext,
      traceId,
    })
  }

  /** Synchronous: what is told next is no longer about this invocation. */
  function end({ kind, payload, status, errorType }: Ending): void {
    const one = current
    if (one === undefined) return
    cancelTimer()
    const { requestId } = one.invocation
    const duration = one.began === undefined ? 0 : timers.now() - one.began
    const report = {
      requestId,
      duration: status === 'timeout' ? (timeoutMs ?? duration) : duration,
      memorySize: options.memory,
      memoryUsed: instance.peakMemory() ?? 0,
      initDuration,
      status,
      errorType,
    }
    say(one, () => endLine(requestId))
    say(one, () => reportLine(report))
    // Of the first invocation only.
    initDuration = undefined
    current = undefined
    const whole = one.streamed.length === 0 || kind === 'error' ? payload : Buffer.concat(one.streamed).toString('utf8')
    const outcome: InvocationOutcome = { kind, payload: whole, log: one.tail.text }
    if (state === 'useless') void instance.kill().then(() => one.resolve(outcome))
    else one.resolve(outcome)
  }

  return {
    free() {
      if (state !== 'busy') return state !== 'useless'
      // The answer is there, but the runtime has not come back yet: as on Lambda, what it still does counts as its time.
      if (timeoutMs !== undefined) cancelTimer = timers.after(timeoutMs, giveUp)
      return new Promise((resolve) => {
        waiting = (usable) => {
          cancelTimer()
          resolve(usable)
        }
      })
    },
    loaded: () => loaded,
    close() {
      giveUp()
      return instance.kill()
    },
    invoke(invocation) {
      return new Promise((resolve) => {
        const one: Current = { invocation, tail: createLogTail(), streamed: [], began: undefined, resolve }
        current = one
        say(one, () => startLine(invocation.requestId, options.version))
        if (failure !== undefined) end({ kind: 'error', payload: failure, status: 'error', errorType: errorTypeOf(failure) })
        else if (state === 'useless') end(exited(invocation.requestId, undefined))
        else if (state === 'ready') dispatch(one)
        else limit(state === 'loading' ? loadingMs : timeoutMs, one)
      })
    },
  }
}

/** An entry whose text is made when somebody reads it. */
function platformEntry(functionName: string, requestId: string, textOf: () => string): FunctionLogEntry {
  return {
    functionName,
    kind: 'platform',
    requestId,
    get text() {
      return textOf()
    },
  }
}

function failed(errorType: string, errorMessage: string): Ending {
  return { kind: 'error', payload: JSON.stringify({ errorType, errorMessage }) }
}

function exited(requestId: string, why: string | undefined): Ending {
  const how = why === undefined ? 'without providing a reason' : `with error: ${why}`
  return {
    ...failed('Runtime.ExitError', `RequestId: ${requestId} Error: Runtime exited ${how}`),
    status: 'error',
    errorType: 'Runtime.ExitError',
  }
}

function errorTypeOf(payload: string): string {
  const error: unknown = JSON.parse(payload)
  return typeof error === 'object' && error !== null && 'errorType' in error ? String(error.errorType) : 'Unhandled'
}
