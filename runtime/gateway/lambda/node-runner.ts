import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FunctionContext, FunctionRunner, InlineSource, Invocation, InvocationOutcome, ModuleSource } from './function-source.ts'
import { closedOutcome, createNodePool, type NodePool } from './node-pool.ts'
import { runHandler } from './run-handler.ts'
import { projectRoot, temporaryFolder } from './temporary-folder.ts'
import { makeRunnable } from './transpile.ts'

/** How functions are run. */
export interface NodeRunnerOptions {
  readonly region: string
  readonly log: (line: string) => void
  /** Processes of one function at the same time; further invocations wait. */
  readonly concurrency?: number
}

const defaultTimeout = 30
const defaultConcurrency = 10

/**
 * Runs functions on Node.js: modules in processes of their own that stay warm and are started anew when one of their source files
 * changed, inline handlers in this process. Temporary files are below the project's `.apigen/tmp` and gone after `close`.
 */
export function createNodeRunner(options: NodeRunnerOptions): FunctionRunner {
  const pools = new Map<string, NodePool>()
  const folders = new Map<string, Promise<string>>()
  let prepared = 0
  let closed = false

  function folderOf(file: string): Promise<string> {
    const root = projectRoot(dirname(file))
    const known = folders.get(root)
    if (known !== undefined) return known
    const created = temporaryFolder(root)
    folders.set(root, created)
    return created
  }

  function poolOf(source: ModuleSource, name: string): NodePool {
    const key = JSON.stringify([name, source])
    const known = pools.get(key)
    if (known !== undefined) return known
    const made: string[] = []
    const pool = createNodePool({
      source,
      region: options.region,
      timeoutMs: (source.timeout ?? defaultTimeout) * 1000,
      concurrency: options.concurrency ?? defaultConcurrency,
      log: options.log,
      // A folder each time: a process that is just starting must not find its files half-replaced.
      prepare: async () => {
        prepared += 1
        const folder = join(await folderOf(source.file), String(prepared))
        // The one before may still be loaded from.
        const old = made.length > 1 ? made.shift() : undefined
        if (old !== undefined) rmSync(old, { recursive: true, force: true })
        made.push(folder)
        return makeRunnable(source.file, folder)
      },
    })
    pools.set(key, pool)
    return pool
  }

  return {
    invoke(source, invocation) {
      if (closed) return Promise.resolve(closedOutcome())
      return source.kind === 'inline' ? runInline(source, invocation) : poolOf(source, invocation.name).invoke(invocation)
    },
    async close() {
      closed = true
      await Promise.all([...pools.values()].map((pool) => pool.close()))
      for (const folder of folders.values()) rmSync(await folder, { recursive: true, force: true })
    },
  }
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
