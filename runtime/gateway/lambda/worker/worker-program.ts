// The program of a thread that runs one function: loads the handler once, answers invocations one by one.
import { getHeapStatistics } from 'node:v8'
import { workerData } from 'node:worker_threads'
import type { InstanceInvocation } from '../instance.ts'
import { tellConsole } from '../node/console.ts'
import { functionError } from '../node/function-error.ts'
import { handlerContext } from '../node/handler-context.ts'
import { loadHandler } from '../node/load-handler.ts'
import { type Handler, runHandler } from '../node/run-handler.ts'
import { installStreaming } from '../node/streaming.ts'
import { uncaughtPayload } from '../node/uncaught.ts'
import { type FromWorker, type GivenInvocation, type ToWorker, unpack, type WorkerData } from './messages.ts'
import { mayBegin } from './tickets.ts'

/** Least milliseconds between two looks at the heap. */
const apart = 4

async function serve({ file, exportName, settings, port, tickets }: WorkerData): Promise<void> {
  /** The invocation under way. */
  let current: string | undefined
  let began = 0
  /** Those that come after it. */
  const given: GivenInvocation[] = []
  let memory = 0
  let nextLook = Number.NEGATIVE_INFINITY
  let whenIdle = (): void => {}
  /** Whether Node found nothing left to do, which it says but once before it looks again for something. */
  let wasIdle = false
  /** Of the piece that is on its way to whoever reads it. */
  let taken: (() => void) | undefined

  const send = (message: FromWorker): void => port.postMessage(message)
  const print = (level: string, text: string): void => send({ kind: 'output', level, text })

  function sendChunk(bytes: Uint8Array, whenTaken: () => void): void {
    taken = whenTaken
    // Whoever waits for a slow reader has something left to do.
    port.ref()
    send({ kind: 'chunk', bytes })
  }

  function chunkTaken(): void {
    const tell = taken
    taken = undefined
    if (tell === undefined || current === undefined) return
    port.unref()
    tell()
  }

  function next(handler: Handler): void {
    for (let one = given.shift(); one !== undefined; one = given.shift()) {
      const [ticket] = one
      if (!mayBegin(tickets, ticket)) continue
      void answer(handler, unpack(one))
      return
    }
  }

  async function answer(handler: Handler, invocation: InstanceInvocation): Promise<void> {
    current = invocation.requestId
    began = performance.now()
    // While the handler runs, only what it waits for keeps the thread alive: so it is known when there is nothing.
    port.unref()
    // An invocation begun while the thread is ending may have nothing to wait for either: after one more turn, that is asked again.
    if (wasIdle) setImmediate(() => {})
    wasIdle = false
    if (invocation.traceId !== undefined) process.env._X_AMZN_TRACE_ID = invocation.traceId
    const outcome = await runHandler(handler, invocation.payload, handlerContext(settings, invocation), {
      begin: () => {},
      chunk: sendChunk,
      whenIdle: (call) => {
        whenIdle = call
      },
    })
    if (outcome.kind === 'error') print('ERROR', `Invoke Error \t${outcome.payload}`)
    finish(outcome.kind, outcome.payload)
    next(handler)
  }

  function finish(outcome: 'result' | 'error', payload: string): void {
    if (current === undefined) return
    const ended = performance.now()
    if (ended >= nextLook) {
      const { used_heap_size, external_memory } = getHeapStatistics()
      memory = (used_heap_size + external_memory) / 1024 / 1024
      nextLook = ended + apart
    }
    send([current, outcome, payload, ended - began, memory])
    current = undefined
    port.ref()
  }

  const failUncaught = (origin: 'uncaughtException' | 'unhandledRejection') => (thrown: unknown) => {
    const payload = uncaughtPayload(thrown, origin)
    print('ERROR', `${origin === 'uncaughtException' ? 'Uncaught Exception' : 'Unhandled Promise Rejection'} \t${payload}`)
    finish('error', payload)
    process.exit(origin === 'uncaughtException' ? 129 : 128)
  }

  process.on('beforeExit', () => {
    wasIdle = true
    whenIdle()
  })
  process.on('uncaughtException', failUncaught('uncaughtException'))
  process.on('unhandledRejection', failUncaught('unhandledRejection'))
  tellConsole(print)
  for (const stream of [process.stdout, process.stderr]) tellLines(stream, (text) => send({ kind: 'output', text }))
  installStreaming()

  try {
    const handler = await loadHandler(file, exportName)
    port.on('message', (message: ToWorker) => {
      if (message === 'taken') {
        chunkTaken()
        return
      }
      given.push(...message)
      if (current === undefined) next(handler)
    })
    send({ kind: 'ready' })
  } catch (error) {
    const payload = JSON.stringify(functionError(error))
    print('ERROR', `Uncaught Exception \t${payload}`)
    send({ kind: 'failed', payload })
  }
}

/** What is written past the console goes the same way, so that it stays in order. */
function tellLines(stream: NodeJS.WriteStream, tell: (line: string) => void): void {
  let rest = ''
  Reflect.set(stream, 'write', (data: string | Uint8Array, ...more: unknown[]) => {
    const lines = (rest + (typeof data === 'string' ? data : Buffer.from(data).toString())).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) tell(line)
    const done = more.at(-1)
    if (typeof done === 'function') done()
    return true
  })
}

await serve(workerData as WorkerData)
