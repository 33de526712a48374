import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Readable } from 'node:stream'
import type { Instance, InstanceEvent, StartInstance } from '../instance.ts'
import type { Reaper } from './reaper.ts'
import { openRuntimeApi, type RuntimeApi } from './runtime-api.ts'

/** A program that runs one function by asking the Runtime API for invocations. */
export interface ProcessOptions {
  readonly program: string
  readonly args: readonly string[]
  readonly folder: string
  readonly environment: Readonly<Record<string, string>>
  /** MB that the process may have; more ends it. Seen where there is a /proc. */
  readonly memory: number
  readonly reaper: Reaper
}

/** Milliseconds between two looks at a process's memory. */
const between = 100

/** Runs a program in a process group of its own, behind a Runtime API of its own. */
export function startProcess(options: ProcessOptions): StartInstance {
  return (tell) => {
    const opened = openRuntimeApi(tell).then((api) => run(options, api, tell))
    const failed = (error: unknown): void => tell({ kind: 'exited', why: error instanceof Error ? error.message : String(error) })
    opened.catch(failed)
    let running: Running | undefined
    void opened.then(
      (one) => {
        running = one
      },
      () => undefined,
    )
    const instance: Instance = {
      // Only an instance that asked is handed something, and then it runs.
      invoke: (invocation) => running?.api.invoke(invocation),
      peakMemory: () => running?.peakMemory(),
      kill: () =>
        opened.then(
          (one) => one.kill(),
          () => undefined,
        ),
    }
    return instance
  }
}

interface Running {
  readonly api: RuntimeApi
  peakMemory(): number | undefined
  kill(): Promise<void>
}

function run(options: ProcessOptions, api: RuntimeApi, tell: (event: InstanceEvent) => void): Running {
  const groups = process.platform !== 'win32'
  const child = spawn(options.program, options.args, {
    cwd: options.folder,
    env: { ...options.environment, AWS_LAMBDA_RUNTIME_API: api.address },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: groups,
  })
  if (child.pid !== undefined) options.reaper.watch(child.pid)
  let peak = 0
  let overfull = false
  const watch = setInterval(() => {
    const used = memoryOf(child, 'VmRSS')
    peak = Math.max(peak, used ?? 0)
    if (used === undefined || used <= options.memory) return
    overfull = true
    end()
  }, between)
  watch.unref()
  for (const stream of [child.stdout, child.stderr]) tellLines(stream, (text) => tell({ kind: 'output', text }))

  const gone = new Promise<void>((resolve) => {
    const exited = (why: string | undefined): void => {
      clearInterval(watch)
      api.close()
      if (child.pid !== undefined) {
        // What it started itself goes with it.
        end()
        options.reaper.forget(child.pid)
      }
      resolve()
      tell({ kind: 'exited', why })
    }
    // Not before everything was read that it printed.
    child.on('close', (code, signal) => exited(overfull ? 'signal: killed' : reasonOf(code, signal)))
    child.on('error', (error) => exited(error.message))
    child.on('exit', () => {
      // A child of its own may hold its output open.
      if (child.pid !== undefined) end()
    })
  })

  function end(): void {
    try {
      if (groups && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      else child.kill('SIGKILL')
    } catch {
      // It has ended.
    }
  }

  return {
    api,
    peakMemory: () => Math.min(options.memory, Math.max(peak, memoryOf(child, 'VmHWM') ?? 0)),
    kill() {
      end()
      return gone
    },
  }
}

/** As Lambda says it. */
function reasonOf(code: number | null, signal: NodeJS.Signals | null): string | undefined {
  if (code !== null) return code === 0 ? undefined : `exit status ${code}`
  const names: Partial<Record<NodeJS.Signals, string>> = { SIGKILL: 'killed', SIGABRT: 'aborted', SIGSEGV: 'segmentation fault' }
  return signal === null ? undefined : `signal: ${names[signal] ?? signal.replace('SIG', '').toLowerCase()}`
}

/** MB; undefined where the system does not tell. */
function memoryOf({ pid }: ChildProcess, field: 'VmRSS' | 'VmHWM'): number | undefined {
  if (pid === undefined || process.platform !== 'linux') return undefined
  try {
    const kib = new RegExp(`^${field}:\\s*(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kib === undefined ? undefined : Number(kib) / 1024
  } catch {
    return undefined
  }
}

/** Longest line of a function that is kept in one piece. */
const longestLine = 64 * 1024

function tellLines(stream: Readable, tell: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) tell(line)
    if (rest.length > longestLine) {
      tell(rest)
      rest = ''
    }
  })
  stream.on('end', () => {
    if (rest !== '') tell(rest)
  })
}
