import { Worker } from 'node:worker_threads'
import type { Instance, StartInstance } from '../instance.ts'
import { programFile } from '../program-file.ts'
import type { FromWorker, ToWorker, WorkerStart } from './messages.ts'

/** What a thread starts with, and what it may use. */
export interface WorkerInstanceOptions {
  readonly start: WorkerStart
  readonly environment: Readonly<Record<string, string>>
  /** MB of heap. */
  readonly memory: number
}

/** MB of a thread's heap for what is new. Node's own 48 would let every thread keep that much garbage before it looks at any. */
const youngMemory = 6

/** Runs a function of Node.js in a thread of its own: it can neither end nor block the gateway, and ends with it whatever happens. */
export function startWorker({ start, environment, memory }: WorkerInstanceOptions): StartInstance {
  return (tell) => {
    const worker = new Worker(programFile('worker/worker-program.js'), {
      workerData: start,
      env: environment,
      execArgv: ['--enable-source-maps'],
      resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: youngMemory },
      stdout: true,
      stderr: true,
    })
    const send = (message: ToWorker): void => worker.postMessage(message)
    let peak = 0
    let outOfMemory = false
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'chunk') {
        tell({ ...message, taken: () => send({ kind: 'taken' }) })
        return
      }
      if (message.kind !== 'ended') {
        tell(message)
        return
      }
      peak = Math.max(peak, message.memory)
      tell({ kind: 'ended', requestId: message.requestId, outcome: message.outcome, payload: message.payload })
      tell({ kind: 'ready' })
    })
    worker.on('error', (error: NodeJS.ErrnoException) => {
      outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      if (outOfMemory) peak = memory
      else tell({ kind: 'output', text: error.stack ?? error.message })
    })
    worker.on('exit', (code) => {
      tell({ kind: 'exited', why: outOfMemory ? 'signal: killed' : code === 0 ? undefined : `exit status ${code}` })
    })
    // What Node itself prints past the streams of the thread's own.
    for (const stream of [worker.stdout, worker.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => tell({ kind: 'output', text: text.replace(/\n$/, '') }))
    const instance: Instance = {
      invoke: (invocation) => send({ kind: 'invoke', invocation }),
      peakMemory: () => peak,
      async kill() {
        await worker.terminate()
      },
    }
    return instance
  }
}
