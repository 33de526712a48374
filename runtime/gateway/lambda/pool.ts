import { availableParallelism } from 'node:os'
import type { Environment } from './environment.ts'
import type { Invocation, InvocationOutcome } from './invocation.ts'
import { functionError } from './node/function-error.ts'

/** How the environments of one function are made. */
export interface PoolOptions<Code> {
  /** Environments at the same time; further invocations wait. */
  readonly most: number
  /** Makes the code runnable as it is now, in files that no other call of it touches. */
  readonly prepare: () => Promise<Code>
  /** Whether the sources are still those that the code was made from. */
  readonly isCurrent: (code: Code) => boolean
  /** Told of code that is old and that no environment runs any more. */
  readonly discard?: (code: Code) => void
  readonly start: (code: Code) => Environment
}

/** The environments of one function: warm ones are used again until one of the source files changes. */
export interface Pool {
  invoke(invocation: Invocation): Promise<InvocationOutcome>
  /** Makes the code runnable before anybody asks for it. What is wrong with it is told when somebody does. */
  prepare(): Promise<void>
  /** Lets nothing new in; what is under way comes to its end. */
  retire(): Promise<void>
  /** Ends every environment; invocations under way end with an error. */
  close(): Promise<void>
}

/** Least milliseconds between two looks at the source files: clocks of file systems are no finer. */
const apart = 4

/** How many times longer than a look takes the next one is put off: there may be many files. */
const patience = 20

/**
 * Environments of one function that load their code at the same time. Whoever comes meanwhile takes the first one that is free: many that
 * start at once, as when code is saved while requests go on, keep each other and everybody else waiting.
 */
const mostLoading = Math.max(1, availableParallelism() - 1)

/** An environment that answered, and whether it can be used again. */
interface Returning {
  readonly environment: Environment
  readonly free: Promise<boolean>
}

/** A pool without environments; they come with the invocations. */
export function createPool<Code>(options: PoolOptions<Code>): Pool {
  // The one that was busy last is taken first: its code is warm.
  const idle: Environment[] = []
  const busy = new Map<Environment, Code>()
  /** The environments that run a code, and how many of them are still loading it. */
  const users = new Map<Code, { count: number; loading: number }>()
  const returning = new Set<Returning>()
  const waiting: (() => void)[] = []
  let current: Code | undefined
  let renewal: Promise<Code> | undefined
  let nextLook = Number.NEGATIVE_INFINITY
  let closed = false

  /** The code, where it is known without waiting that its source files are still the same. */
  function known(): Code | undefined {
    return renewal === undefined && current !== undefined && isCurrent(current) ? current : undefined
  }

  /** The code as its source files are now. Environments of an older one end with the invocation that they are at. */
  async function fresh(): Promise<Code> {
    // Whoever waited looks again: the files may have changed since the others looked.
    while (renewal !== undefined) await renewal.catch(() => undefined)
    if (current !== undefined && isCurrent(current)) return current
    renewal = renew()
    try {
      return await renewal
    } finally {
      renewal = undefined
    }
  }

  /** Requests that come in together are one look at the files. */
  function isCurrent(code: Code): boolean {
    const began = performance.now()
    if (began < nextLook) return true
    if (!options.isCurrent(code)) return false
    const ended = performance.now()
    nextLook = ended + Math.max(apart, patience * (ended - began))
    return true
  }

  async function renew(): Promise<Code> {
    const outdated = outdate()
    const code = await options.prepare()
    await outdated
    current = code
    return code
  }

  /** Nobody new gets the code that was current. */
  async function outdate(): Promise<void> {
    const old = current
    current = undefined
    if (old === undefined) return
    await Promise.all(idle.splice(0).map((environment) => end(environment, old)))
    if (!users.has(old)) options.discard?.(old)
  }

  async function end(environment: Environment, code: Code): Promise<void> {
    await environment.close()
    const use = users.get(code)
    if (use === undefined) return
    use.count -= 1
    if (use.count > 0) return
    users.delete(code)
    if (code !== current) options.discard?.(code)
  }

  function run(environment: Environment, code: Code, invocation: Invocation): Promise<InvocationOutcome> {
    busy.set(environment, code)
    return environment.invoke(invocation).then((outcome) => {
      // What others gave it meanwhile is theirs to look after.
      if (environment.invocations() > 0) waiting.shift()?.()
      else if (busy.has(environment)) setFree(environment, code)
      return outcome === 'not-begun' ? find(invocation) : outcome
    })
  }

  function setFree(environment: Environment, code: Code): void {
    const free = environment.free()
    if (typeof free === 'boolean') release(environment, code, free)
    else awaitReturn({ environment, free }, code)
  }

  /** One that is at work, and sooner done with it than another one wakes up. */
  function soonFree(code: Code): Environment | undefined {
    for (const [environment, its] of busy) if (its === code && environment.isSoonFree()) return environment
    return undefined
  }

  /** Where an invocation of the code that is current can run without waiting for anybody else's end. */
  function place(code: Code): Environment | undefined {
    return soonFree(code) ?? usable(code)
  }

  function start(code: Code): Environment {
    const environment = options.start(code)
    const use = users.get(code) ?? { count: 0, loading: 0 }
    users.set(code, use)
    use.count += 1
    use.loading += 1
    void environment.loaded().then(() => {
      use.loading -= 1
      waiting.shift()?.()
    })
    return environment
  }

  /** It answered, but has not asked for the next invocation yet. */
  function awaitReturn(one: Returning, code: Code): void {
    returning.add(one)
    void one.free.then((isUsable) => {
      if (returning.delete(one)) release(one.environment, code, isUsable)
    })
  }

  /** One that is about to be free is sooner there than a new one. */
  async function returned(code: Code): Promise<Environment | undefined> {
    for (const one of current === code ? returning : []) {
      returning.delete(one)
      if (await one.free) return one.environment
      release(one.environment, code, false)
    }
    return undefined
  }

  /** One that ended while nobody looked is dropped. All that are idle run the code that is current. */
  function usable(code: Code): Environment | undefined {
    for (let environment = idle.pop(); environment !== undefined; environment = idle.pop()) {
      if (environment.free() === true) return environment
      void end(environment, code)
    }
    return undefined
  }

  function release(environment: Environment, code: Code, isUsable: boolean): void {
    busy.delete(environment)
    if (isUsable && current === code && !closed) idle.push(environment)
    else void end(environment, code)
    waiting.shift()?.()
  }

  /** Runs an invocation once there is an environment for it; again in another one where the first does not come to it. */
  async function find(invocation: Invocation): Promise<InvocationOutcome> {
    for (;;) {
      let code: Code
      try {
        code = known() ?? (await fresh())
      } catch (error) {
        // The next invocation tries again: the file may have been mended.
        const payload = JSON.stringify({ ...functionError(error), errorType: 'Runtime.ImportModuleError' })
        return { kind: 'error', payload, log: noLog }
      }
      if (closed) return closedOutcome()
      const environment = (current === code ? place(code) : undefined) ?? (returning.size === 0 ? undefined : await returned(code))
      // It may have become old while one was about to be free.
      if (environment === undefined && current !== code) continue
      const mayStart = busy.size < options.most && (users.get(code)?.loading ?? 0) < mostLoading
      const chosen = environment ?? (mayStart ? start(code) : undefined)
      if (chosen === undefined) {
        // Whoever waited takes the code as it is then.
        await new Promise<void>((resume) => waiting.push(resume))
        continue
      }
      return run(chosen, code, invocation)
    }
  }

  return {
    invoke(invocation) {
      // Without waiting for anything, where nothing has to be waited for.
      const code = closed ? undefined : known()
      const environment = code === undefined ? undefined : place(code)
      if (code === undefined || environment === undefined) return find(invocation)
      return run(environment, code, invocation)
    },
    async prepare() {
      await fresh().catch(() => undefined)
    },
    async retire() {
      await outdate()
    },
    async close() {
      closed = true
      // What is just being made runnable must not be written to afterwards.
      await renewal?.catch(() => undefined)
      for (const resume of waiting.splice(0)) resume()
      await Promise.all([...idle.splice(0), ...busy.keys()].map((environment) => environment.close()))
    },
  }
}

const noLog = (): string => ''

/** What an invocation gets that the gateway has no more time for. */
export function closedOutcome(): InvocationOutcome {
  const payload = JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage: 'The gateway was closed' })
  return { kind: 'error', payload, log: noLog }
}
