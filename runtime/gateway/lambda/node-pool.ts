import { functionError } from './function-error.ts'
import type { Invocation, InvocationOutcome, ModuleSource } from './function-source.ts'
import { type NodeProcess, startNodeProcess } from './node-process.ts'
import { stampOf } from './stamp.ts'
import type { RunnableModule } from './transpile.ts'

/** How the processes of one function are run. */
export interface NodePoolOptions {
  readonly source: ModuleSource
  readonly region: string
  readonly timeoutMs: number
  /** Processes at the same time; further invocations wait. */
  readonly concurrency: number
  /** Makes the module runnable as it is now, in files that no other call of it touches. */
  readonly prepare: () => Promise<RunnableModule>
  readonly log: (line: string) => void
}

/** The processes of one function: warm ones are used again until one of the source files changes. */
export interface NodePool {
  invoke(invocation: Invocation): Promise<InvocationOutcome>
  /** Ends every process; invocations under way end with an error. */
  close(): Promise<void>
}

/** A pool without processes; they come with the invocations. */
export function createNodePool(options: NodePoolOptions): NodePool {
  const { source, timeoutMs } = options
  const idle: NodeProcess[] = []
  const busy = new Set<NodeProcess>()
  const waiting: (() => void)[] = []
  let current: RunnableModule | undefined
  let renewal: Promise<RunnableModule> | undefined
  let closed = false

  /** The module as its source files are now. Processes of an older one end with the invocation that they are at. */
  async function fresh(): Promise<RunnableModule> {
    // Whoever waited looks again: the files may have changed since the others looked.
    while (renewal !== undefined) await renewal.catch(() => undefined)
    if (current !== undefined && [...current.inputs].every(([file, stamp]) => stampOf(file) === stamp)) return current
    renewal = renew()
    try {
      return await renewal
    } finally {
      renewal = undefined
    }
  }

  async function renew(): Promise<RunnableModule> {
    current = undefined
    const outdated = idle.splice(0).map((process) => process.close())
    const module = await options.prepare()
    await Promise.all(outdated)
    current = module
    return module
  }

  async function run(module: RunnableModule, invocation: Invocation): Promise<InvocationOutcome> {
    const process =
      (current === module ? idle.pop() : undefined) ??
      startNodeProcess({
        name: invocation.name,
        version: invocation.version,
        region: options.region,
        source,
        file: module.file,
        timeoutMs,
        print: (line) => options.log(`[${invocation.name}] ${line}`),
      })
    busy.add(process)
    try {
      return await process.invoke(invocation, timeoutMs)
    } finally {
      busy.delete(process)
      if (process.alive() && current === module && !closed) idle.push(process)
      else await process.close()
      waiting.shift()?.()
    }
  }

  return {
    async invoke(invocation) {
      let module: RunnableModule
      try {
        module = await fresh()
      } catch (error) {
        // The next invocation tries again: the file may have been mended.
        return { kind: 'error', payload: JSON.stringify({ ...functionError(error), errorType: 'Runtime.ImportModuleError' }) }
      }
      while (busy.size >= options.concurrency && !closed) await new Promise<void>((resolve) => waiting.push(resolve))
      return closed ? closedOutcome() : run(module, invocation)
    },
    async close() {
      closed = true
      await renewal?.catch(() => undefined)
      for (const resume of waiting.splice(0)) resume()
      await Promise.all([...idle.splice(0), ...busy].map((process) => process.close()))
    },
  }
}

/** What an invocation gets that the gateway has no more time for. */
export function closedOutcome(): InvocationOutcome {
  return { kind: 'error', payload: JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage: 'The gateway was closed' }) }
}
