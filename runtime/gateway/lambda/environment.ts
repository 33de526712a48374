import { unreachable } from '../never.ts'
import type { InstanceEvent, StartInstance } from './instance.ts'
import type { FunctionLogEntry, Invocation, InvocationOutcome } from './invocation.ts'
import { consoleLine, createLogTail, endLine, type LogTail, reportLine, startLine, wholeLog } from './log-lines.ts'
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
  /** Told of what the function prints. */
  readonly log: (entry: FunctionLogEntry) => void
  /** Told of START, END, REPORT and the like; undefined where nobody wants to know. */
  readonly platform?: ((entry: FunctionLogEntry) => void) | undefined
}

/** An execution environment: an instance with its invocations, which run one at a time, and their log. */
export interface Environment {
  /**
   * Runs an invocation, after those that it has already. Never rejects. One that takes too long ends with an error, and the instance with
   * it. `not-begun`: another environment may have it, as if nobody had it before.
   */
  invoke(invocation: Invocation): Promise<InvocationOutcome | 'not-begun'>
  /** How many invocations it has that are not over. */
  invocations(): number
  /** Whether an invocation is begun so soon behind those that it has that no other environment would be quicker. */
  isSoonFree(): boolean
  /** Whether it can take another invocation: answers once the instance asks for one, or is known to be of no more use. */
  free(): boolean | Promise<boolean>
  /** Resolves once its code is loaded, or is known not to be. */
  loaded(): Promise<void>
  close(): Promise<void>
}

/** How long loading a function's code may take, as on Lambda. */
const loadingMs = 10_000

/** Milliseconds that those may take together, by what invocations took so far, behind which another one is given to an instance. */
const soon = 1
/** Most invocations that an instance is given ahead of their time. */
const mostAhead = 32
/** Milliseconds after which one that was taken to be short is none: whoever waits behind it is taken back. */
const stuck = 2
/** How much of what invocations take on the average is the last one's. */
const weight = 1 / 8

/** The invocation that is under way. */
interface Current {
  readonly invocation: Invocation
  /** What its log has between START and END; most have nothing. */
  tail: LogTail | undefined
  /** What was streamed, where nobody takes the pieces. */
  readonly streamed: Uint8Array[]
  /** When it was handed to the instance; undefined while it waits for that. */
  began: number | undefined
  readonly resolve: (outcome: InvocationOutcome | 'not-begun') => void
}

interface Ending {
  readonly kind: 'result' | 'error'
  readonly payload: string
  /** Milliseconds; absent where nobody knows better than this environment. */
  readonly duration?: number | undefined
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
  /** What the instance has besides, in the order in which it begins them. */
  const ahead: Current[] = []
  /** Milliseconds that invocations take on the average; it is not known before the first one ended. */
  let pace = Number.POSITIVE_INFINITY
  let isStuck = false
  let watched = false
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
        if (event.requestId !== current?.invocation.requestId) return
        if (event.duration !== undefined)
          pace = pace === Number.POSITIVE_INFINITY ? event.duration : pace + (event.duration - pace) * weight
        end({ kind: event.outcome, payload: event.payload, duration: event.duration })
        goOn()
        return
      case 'exited':
        giveUp()
        if (current !== undefined) end(exited(current.invocation.requestId, event.why))
        // Whatever was begun is known by the end of the one before it, so none of these was.
        for (const one of ahead.splice(0)) one.resolve('not-begun')
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
    if (current !== undefined) tailOf(current).add(level === undefined ? text : consoleLine(now, requestId, level, text))
  }

  function tailOf(one: Current): LogTail {
    one.tail ??= createLogTail()
    return one.tail
  }

  function start({ invocation: { requestId } }: Current): void {
    options.platform?.(platformEntry(requestId, startLine(requestId, options.version)))
  }

  function platformEntry(requestId: string, text: string): FunctionLogEntry {
    return { functionName: options.name, kind: 'platform', requestId, text }
  }

  function limit(milliseconds: number | undefined, one: Current): void {
    cancelTimer()
    if (milliseconds === undefined) return
    cancelTimer = timers.after(milliseconds, () => {
      takeBack()
      // The next one was begun, so this one ended, and word of it is on its way.
      if (ahead.length > 0) return
      giveUp()
      const { requestId } = one.invocation
      const late = `Task timed out after ${(milliseconds / 1000).toFixed(2)} seconds`
      const line = `${new Date(timers.now()).toISOString()} ${requestId} ${late}`
      tailOf(one).add(line)
      options.platform?.(platformEntry(requestId, line))
      end({ ...failed('Sandbox.Timedout', `RequestId: ${requestId} Error: ${late}`), status: 'timeout' })
    })
  }

  function dispatch(one: Current): void {
    state = 'busy'
    one.began = timers.now()
    limit(timeoutMs, one)
    hand(one.invocation, one.began)
  }

  /** What is handed over ahead of its time may take a little longer than it is told. */
  function hand({ requestId, arn, payload, clientContext, traceId }: Invocation, now: number): void {
    const deadline = Math.round(now + (timeoutMs ?? 900_000))
    instance.invoke({ requestId, arn, payload, deadline, clientContext, traceId })
  }

  /** The instance has begun the next one that it has. */
  function goOn(): void {
    isStuck = false
    const next = ahead.shift()
    if (next === undefined) return
    current = next
    start(next)
    next.began = timers.now()
    limit(timeoutMs, next)
  }

  /** Looks after a while whether the instance goes on. */
  function watch(): void {
    if (watched) return
    watched = true
    const seen = current
    timers.after(stuck, () => {
      watched = false
      if (ahead.length === 0) return
      if (current === seen) {
        isStuck = true
        takeBack()
      } else watch()
    })
  }

  function takeBack(): void {
    const taken = instance.takeBack?.() ?? 0
    for (const one of ahead.splice(ahead.length - taken)) one.resolve('not-begun')
  }

  /** Synchronous: what is told next is no longer about this invocation. */
  function end({ kind, payload, status, errorType, duration: known }: Ending): void {
    const one = current
    if (one === undefined) return
    cancelTimer()
    const { requestId } = one.invocation
    const duration = known ?? (one.began === undefined ? 0 : timers.now() - one.began)
    const report = {
      requestId,
      duration: status === 'timeout' ? (timeoutMs ?? duration) : duration,
      memorySize: options.memory,
      memoryUsed: instance.peakMemory() ?? 0,
      initDuration,
      status,
      errorType,
    }
    options.platform?.(platformEntry(requestId, endLine(requestId)))
    options.platform?.(platformEntry(requestId, reportLine(report)))
    // Of the first invocation only.
    initDuration = undefined
    current = undefined
    const whole = one.streamed.length === 0 || kind === 'error' ? payload : Buffer.concat(one.streamed).toString('utf8')
    const { tail } = one
    const { version } = options
    const log = (): string => wholeLog(startLine(requestId, version), tail?.text() ?? '', endLine(requestId), reportLine(report))
    const outcome: InvocationOutcome = { kind, payload: whole, log }
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
    invocations: () => (current === undefined ? 0 : 1 + ahead.length),
    isSoonFree() {
      if (state !== 'busy' || current === undefined || instance.takeBack === undefined || isStuck) return false
      return ahead.length < mostAhead && (ahead.length + 1) * pace <= soon
    },
    close() {
      giveUp()
      return instance.kill()
    },
    invoke(invocation) {
      return new Promise((resolve) => {
        const one: Current = { invocation, tail: undefined, streamed: [], began: undefined, resolve }
        if (current !== undefined) {
          ahead.push(one)
          hand(invocation, timers.now())
          watch()
          return
        }
        current = one
        start(one)
        if (failure !== undefined) end({ kind: 'error', payload: failure, status: 'error', errorType: errorTypeOf(failure) })
        else if (state === 'useless') end(exited(invocation.requestId, undefined))
        else if (state === 'ready') dispatch(one)
        else limit(state === 'loading' ? loadingMs : timeoutMs, one)
      })
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
