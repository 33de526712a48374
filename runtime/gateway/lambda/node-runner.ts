import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { functionError } from './function-error.ts'
import type { FunctionContext, FunctionRunner, InlineSource, Invocation, InvocationOutcome, ModuleSource } from './function-source.ts'
import { type NodeProcess, startNodeProcess } from './node-process.ts'
import { runHandler } from './run-handler.ts'
import { makeRunnable, type RunnableModule } from './transpile.ts'

/** How functions are run. */
export interface NodeRunnerOptions {
  readonly region: string
  readonly log: (line: string) => void
  /** Processes of one function at the same time; further invocations wait. */
  readonly concurrency?: number
}

const defaultTimeout = 30
const defaultConcurrency = 10

interface Pool {
  readonly source: ModuleSource
  module: Promise<RunnableModule>
  stamp: string
  readonly idle: NodeProcess[]
  readonly busy: Set<NodeProcess>
  readonly waiting: (() => void)[]
}

/**
 * Runs functions on Node.js: modules in processes of their own that stay warm and are started anew when one of their source files
 * changed, inline handlers in this process. Temporary files are below the project's `.apigen/tmp` and gone after `close`.
 */
export function createNodeRunner(options: NodeRunnerOptions): FunctionRunner {
  const pools = new Map<string, Pool>()
  const folders = new Map<string, Promise<string>>()
  const limit = options.concurrency ?? defaultConcurrency
  let closed = false

  function folderOf(file: string): Promise<string> {
    const root = projectRoot(dirname(file))
    const known = folders.get(root)
    if (known !== undefined) return known
    const created = temporaryFolder(root)
    folders.set(root, created)
    return created
  }

  async function refresh(pool: Pool): Promise<RunnableModule> {
    const module = await pool.module
    if (stampOf(module.inputs) === pool.stamp) return module
    // A source file changed: the next process runs the new code, those that still run the old one end with their invocation.
    await Promise.all(pool.idle.splice(0).map((process) => process.close()))
    for (const process of pool.busy) outdated.add(process)
    pool.module = prepare(pool.source)
    const renewed = await pool.module
    pool.stamp = stampOf(renewed.inputs)
    return renewed
  }
  const outdated = new WeakSet<NodeProcess>()

  async function prepare(source: ModuleSource): Promise<RunnableModule> {
    return makeRunnable(source.file, await folderOf(source.file))
  }

  async function poolOf(source: ModuleSource, name: string): Promise<Pool> {
    const key = keyOf(source, name)
    const known = pools.get(key)
    if (known !== undefined) return known
    const module = prepare(source)
    const pool: Pool = { source, module, stamp: '', idle: [], busy: new Set(), waiting: [] }
    pools.set(key, pool)
    pool.stamp = stampOf((await module).inputs)
    return pool
  }

  async function runModule(source: ModuleSource, invocation: Invocation): Promise<InvocationOutcome> {
    let pool: Pool
    let module: RunnableModule
    try {
      pool = await poolOf(source, invocation.name)
      module = await refresh(pool)
    } catch (error) {
      // The next invocation tries again: the file may have been mended.
      pools.delete(keyOf(source, invocation.name))
      return { kind: 'error', payload: JSON.stringify({ ...functionError(error), errorType: 'Runtime.ImportModuleError' }) }
    }
    while (pool.busy.size >= limit) await new Promise<void>((resolve) => pool.waiting.push(resolve))
    if (closed) return closedOutcome()
    const timeoutMs = (source.timeout ?? defaultTimeout) * 1000
    const process =
      pool.idle.pop() ??
      startNodeProcess({
        name: invocation.name,
        version: invocation.version,
        region: options.region,
        source,
        file: module.file,
        timeoutMs,
        print: (line) => options.log(`[${invocation.name}] ${line}`),
      })
    pool.busy.add(process)
    try {
      return await process.invoke(invocation, timeoutMs)
    } finally {
      pool.busy.delete(process)
      if (process.alive() && !outdated.has(process) && !closed) pool.idle.push(process)
      else await process.close()
      pool.waiting.shift()?.()
    }
  }

  return {
    invoke(source, invocation) {
      if (closed) return Promise.resolve(closedOutcome())
      return source.kind === 'inline' ? runInline(source, invocation) : runModule(source, invocation)
    },
    async close() {
      closed = true
      const processes = [...pools.values()].flatMap((pool) => {
        for (const resume of pool.waiting.splice(0)) resume()
        return [...pool.idle.splice(0), ...pool.busy]
      })
      await Promise.all(processes.map((process) => process.close()))
      for (const folder of folders.values()) rmSync(await folder, { recursive: true, force: true })
    },
  }
}

function keyOf(source: ModuleSource, name: string): string {
  return JSON.stringify([name, source])
}

function closedOutcome(): InvocationOutcome {
  return { kind: 'error', payload: JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage: 'The gateway was closed' }) }
}

/** The nearest folder above that has a package.json, else the handler's own. */
function projectRoot(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, 'package.json'))) return at
    if (at === dirname(at)) return folder
  }
}

/** Inside the project, so that the handlers' packages resolve; elsewhere where the project cannot be written. */
async function temporaryFolder(root: string): Promise<string> {
  try {
    const parent = join(root, '.apigen', 'tmp')
    mkdirSync(parent, { recursive: true })
    return await mkdtemp(join(parent, 'functions-'))
  } catch {
    return mkdtemp(join(tmpdir(), 'apigen-functions-'))
  }
}

/** Changes when one of the files does. */
function stampOf(files: readonly string[]): string {
  return files
    .map((file) => {
      const stats = statSync(file, { throwIfNoEntry: false })
      return stats === undefined ? 'gone' : `${stats.mtimeMs} ${stats.size}`
    })
    .join('|')
}

async function runInline(source: InlineSource, invocation: Invocation): Promise<InvocationOutcome> {
  const timeoutMs = (source.timeout ?? defaultTimeout) * 1000
  const deadline = Date.now() + timeoutMs
  const context: FunctionContext = {
    functionName: invocation.name,
    functionVersion: invocation.version,
    invokedFunctionArn: invocation.arn,
    memoryLimitInMB: '128',
    awsRequestId: invocation.requestId,
    logGroupName: `/aws/lambda/${invocation.name}`,
    logStreamName: `local/[${invocation.version}]`,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  }
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<InvocationOutcome>((resolve) => {
    timer = setTimeout(() => {
      const errorMessage = `RequestId: ${invocation.requestId} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`
      resolve({ kind: 'error', payload: JSON.stringify({ errorType: 'Sandbox.Timedout', errorMessage }) })
    }, timeoutMs)
  })
  try {
    return await Promise.race([runHandler((event) => source.handler(event, context), invocation.payload, context), timeout])
  } finally {
    clearTimeout(timer)
  }
}
