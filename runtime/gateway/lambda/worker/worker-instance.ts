import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import { gatherTurn } from '../../gather-turn.ts'
import type { Instance, InstanceInvocation, StartInstance } from '../instance.ts'
import { programFile } from '../program-file.ts'
import {
  type EndedInvocation,
  type FromWorker,
  type GivenInvocation,
  pack,
  type ToWorker,
  type WorkerData,
  type WorkerStart,
} from './messages.ts'
import { createTickets, takeBack } from './tickets.ts'

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
    const tickets = createTickets()
    const { port1: port, port2 } = new MessageChannel()
    const workerData: WorkerData = { ...start, port: port2, tickets }
    const worker = new Worker(programFile('worker/worker-program.js'), {
      workerData,
      transferList: [port2],
      env: environment,
      execArgv: ['--enable-source-maps'],
      resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: youngMemory },
      stdout: true,
      stderr: true,
    })
    const send = (message: ToWorker): void => port.postMessage(message)
    let peak = 0
    let outOfMemory = false
    let lastTicket = 0
    /** What was given and did not end, the one that is begun first before all others. */
    const open: InstanceInvocation[] = []
    const leave = gatherTurn<GivenInvocation>(send)

    function hear(message: FromWorker): void {
      if (!('kind' in message)) ended(message)
      else if (message.kind === 'chunk') tell({ ...message, taken: () => send('taken') })
      else tell(message)
    }

    function ended([requestId, outcome, payload, duration, memory]: EndedInvocation): void {
      peak = Math.max(peak, memory)
      open.shift()
      tell({ kind: 'ended', requestId, outcome, payload, duration })
      if (open.length === 0) tell({ kind: 'ready' })
    }

    /** All that has come, without a turn of the event loop for each. */
    function hearAll(): void {
      for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) hear(next.message as FromWorker)
    }

    function give(invocation: InstanceInvocation): void {
      lastTicket += 1
      leave(pack(lastTicket, invocation))
    }

    port.on('message', (message: FromWorker) => {
      hear(message)
      hearAll()
    })
    worker.on('error', (error: NodeJS.ErrnoException) => {
      outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      if (outOfMemory) peak = memory
      else tell({ kind: 'output', text: error.stack ?? error.message })
    })
    worker.on('exit', (code) => {
      hearAll()
      port.close()
      tell({ kind: 'exited', why: outOfMemory ? 'signal: killed' : code === 0 ? undefined : `exit status ${code}` })
    })
    // What Node itself prints past the streams of the thread's own.
    for (const stream of [worker.stdout, worker.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => tell({ kind: 'output', text: text.replace(/\n$/, '') }))
    const instance: Instance = {
      invoke(invocation) {
        open.push(invocation)
        give(invocation)
      },
      takeBack() {
        const taken = open.splice(open.length - takeBack(tickets, lastTicket))
        const [first] = taken
        // The thread has not come to the first one yet: that one stays.
        if (first === undefined || open.length > 0) return taken.length
        open.push(first)
        give(first)
        return taken.length - 1
      },
      peakMemory: () => peak,
      async kill() {
        await worker.terminate()
      },
    }
    return instance
  }
}
