import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { dirname } from 'node:path'
import { executorProgram } from './executor-program.ts'
import type { Invocation, InvocationOutcome, ModuleSource } from './function-source.ts'
import type { FromExecutor, ToExecutor } from './messages.ts'

/** A process that runs one function, one invocation at a time. */
export interface NodeProcess {
  /** Ends with an error when the function takes too long, and then the process is gone. */
  invoke(invocation: Invocation, timeoutMs: number): Promise<InvocationOutcome>
  /** False once the process ended or is of no more use. */
  alive(): boolean
  close(): Promise<void>
}

/** What the process starts with. */
export interface NodeProcessOptions {
  readonly name: string
  readonly version: string
  readonly region: string
  readonly source: ModuleSource
  /** The module to load: JavaScript. */
  readonly file: string
  readonly timeoutMs: number
  /** A line that the function printed. */
  readonly print: (line: string) => void
}

/** All that a function sees of the gateway's own environment. */
const inherited = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'TMP', 'TEMP', 'SystemRoot', 'NODE_EXTRA_CA_CERTS']

/** Starts the process and loads the handler; what went wrong there is the outcome of the first invocation. */
export function startNodeProcess(options: NodeProcessOptions): NodeProcess {
  const child = fork(executorProgram(), [], {
    cwd: dirname(options.source.file),
    env: environmentOf(options),
    execArgv: ['--enable-source-maps'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let ended = false
  let broken: InvocationOutcome | undefined
  let waiting: ((outcome: InvocationOutcome) => void) | undefined
  const settle = (outcome: InvocationOutcome): void => {
    const resolve = waiting
    waiting = undefined
    resolve?.(outcome)
  }
  const started = new Promise<void>((resolve) => {
    child.on('message', (message: FromExecutor) => {
      if (message.kind === 'ended') settle({ kind: message.outcome, payload: message.payload })
      else {
        if (message.kind === 'failed') broken = { kind: 'error', payload: message.payload }
        resolve()
      }
    })
    const exited = (why: string): void => {
      ended = true
      broken ??= failure('Runtime.ExitError', `Error: Runtime exited ${why}`)
      resolve()
      settle(broken)
    }
    child.on('exit', (code, signal) =>
      exited(code === null ? `with signal ${signal}` : code === 0 ? 'without providing a reason' : `with error: exit status ${code}`),
    )
    child.on('error', (error) => exited(`with error: ${error.message}`))
  })
  printLines(child, options.print)
  send(child, { kind: 'start', file: options.file, exportName: options.source.export ?? 'handler', context: contextOf(options) })

  const close = async (): Promise<void> => {
    if (ended) return
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
  }

  return {
    alive: () => !ended && broken === undefined,
    close,
    async invoke(invocation, timeoutMs) {
      // As on Lambda, loading the code has a time of its own.
      const loaded = await within<InvocationOutcome | undefined>(
        started.then(() => undefined),
        loadingMs,
        () => timedOut(invocation, loadingMs),
      )
      if (loaded === undefined && broken === undefined) {
        const ended = new Promise<InvocationOutcome>((resolve) => {
          waiting = resolve
        })
        const { requestId, arn, payload } = invocation
        send(child, { kind: 'invoke', requestId, arn, payload, deadline: Date.now() + timeoutMs })
        const outcome = await within(ended, timeoutMs, () => timedOut(invocation, timeoutMs))
        if (isTimeout(outcome)) broken = outcome
        if (broken !== undefined) await close()
        return outcome
      }
      broken ??= loaded
      await close()
      return broken ?? timedOut(invocation, timeoutMs)
    },
  }
}

/** How long loading a function's code may take, as on Lambda. */
const loadingMs = 10_000

/** What a promise gives, or something else where it takes too long. */
async function within<T>(promise: Promise<T>, ms: number, late: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(late()), ms)
  })
  try {
    return await Promise.race([promise, timeout])
  } finally {
    clearTimeout(timer)
  }
}

function send(child: ChildProcess, message: ToExecutor): void {
  // A process that ended meanwhile is noticed by its exit.
  if (child.connected) child.send(message, () => undefined)
}

function failure(errorType: string, errorMessage: string): InvocationOutcome {
  return { kind: 'error', payload: JSON.stringify({ errorType, errorMessage }) }
}

function timedOut({ requestId }: Invocation, timeoutMs: number): InvocationOutcome {
  return failure('Sandbox.Timedout', `RequestId: ${requestId} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`)
}

function isTimeout(outcome: InvocationOutcome): boolean {
  return outcome.payload.startsWith('{"errorType":"Sandbox.Timedout"')
}

function contextOf({ name, version, source }: NodeProcessOptions): Extract<ToExecutor, { kind: 'start' }>['context'] {
  return {
    functionName: name,
    functionVersion: version,
    memoryLimitInMB: String(source.memory ?? 128),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: `local/[${version}]`,
  }
}

function environmentOf({ name, version, region, source }: NodeProcessOptions): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {}
  for (const key of inherited) if (process.env[key] !== undefined) environment[key] = process.env[key]
  return {
    ...environment,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(source.memory ?? 128),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `local/[${version}]`,
    LAMBDA_TASK_ROOT: dirname(source.file),
    ...source.environment,
  }
}

/** Longest line of a function that is kept in one piece. */
const longestLine = 64 * 1024

function printLines(child: ChildProcess, print: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    let rest = ''
    stream?.setEncoding('utf8')
    stream?.on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) print(line)
      if (rest.length > longestLine) {
        print(rest)
        rest = ''
      }
    })
    stream?.on('end', () => {
      if (rest !== '') print(rest)
    })
  }
}
