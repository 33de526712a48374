import { randomBytes } from 'node:crypto'
import { basename, dirname, extname } from 'node:path'
import { placeOfArn } from '../store/place.ts'
import { besideCode, besideModule } from './beside.ts'
import { createEnvironment, type Environment } from './environment.ts'
import { environmentVariables } from './environment-variables.ts'
import type { CodeSource, FunctionSource, InlineSource, ModuleSource } from './function-source.ts'
import { startInline } from './inline-instance.ts'
import type { StartInstance } from './instance.ts'
import { DEFAULT_MEMORY, DEFAULT_TIMEOUT, type FunctionLogEntry, type FunctionRunner, type Invocation } from './invocation.ts'
import { createModuleFolders } from './module-folders.ts'
import type { HandlerSettings } from './node/handler-context.ts'
import { closedOutcome, createPool, type Pool } from './pool.ts'
import { startProcess } from './runtime-api/process-instance.ts'
import { createReaper } from './runtime-api/reaper.ts'
import { createCodePreparer } from './runtimes/code.ts'
import { launchNode } from './runtimes/node.ts'
import type { ServiceWorld } from './service-variables.ts'
import { stampOf } from './stamp.ts'
import { systemTimers, type Timers } from './timers.ts'
import { hasCompiler } from './transpile.ts'
import { startWorker } from './worker/worker-instance.ts'
import { createWorkspace } from './workspace.ts'

/** How functions are run. */
export interface FunctionRunnerOptions {
  readonly region: string
  /** Told of what functions print. */
  readonly log: (entry: FunctionLogEntry) => void
  /** Told of START, END, REPORT and the like; absent where nobody wants to know. */
  readonly platform?: ((entry: FunctionLogEntry) => void) | undefined
  /** Instances of one function at the same time; further invocations wait. 10 unless given. */
  readonly concurrency?: number
  /** Where functions find AWS services; nowhere unless given. */
  readonly services?: ServiceWorld
  /** Modules run in processes that a debugger can attach to, the first one at this port; they may take as long as they like. */
  readonly inspectPort?: number
  /** A line for whoever runs the gateway: what of this machine is not as on Lambda. */
  readonly note?: (line: string) => void
  /** This machine's unless given. */
  readonly timers?: Timers
}

/** What a function is called by. */
type Named = Pick<Invocation, 'name' | 'arn' | 'version'>

interface Kept {
  readonly source: FunctionSource
  readonly pool: Pool
}

/**
 * Runs functions: modules of the project in threads, code of every runtime in processes, inline handlers in this process. Instances stay warm; they are replaced when one
 * of the source files changed, and those that are at work finish it first.
 */
export function createFunctionRunner(options: FunctionRunnerOptions): FunctionRunner {
  const timers = options.timers ?? systemTimers()
  const most = options.concurrency ?? 10
  const services = options.services ?? { forward: {}, credentials: { accessKeyId: '', secretAccessKey: '' } }
  const workspace = createWorkspace()
  const modules = createModuleFolders()
  const reaper = createReaper()
  const codes = createCodePreparer(workspace, options.note ?? (() => undefined))
  const pools = new Map<string, Kept>()
  const retired: Pool[] = []
  let closed = false
  let inspected = 0

  function environment(source: FunctionSource, settings: HandlerSettings, start: StartInstance): Environment {
    return createEnvironment({
      name: settings.functionName,
      version: settings.functionVersion,
      timeoutMs: isInspected(source) ? undefined : (source.timeout ?? DEFAULT_TIMEOUT) * 1000,
      memory: Number(settings.memoryLimitInMB),
      start,
      timers,
      log: options.log,
      platform: options.platform,
    })
  }

  function settingsOf(source: FunctionSource, { name, version }: Named): HandlerSettings {
    const day = new Date(timers.now()).toISOString().slice(0, 10).replaceAll('-', '/')
    return {
      functionName: name,
      functionVersion: version,
      memoryLimitInMB: String((source.kind === 'inline' ? undefined : source.memory) ?? DEFAULT_MEMORY),
      logGroupName: `/aws/lambda/${name}`,
      logStreamName: `${day}/[${version}]${randomBytes(16).toString('hex')}`,
    }
  }

  function inlinePool(source: InlineSource, named: Named): Pool {
    return createPool({
      most: Number.POSITIVE_INFINITY,
      prepare: async () => source,
      isCurrent: () => true,
      start: () => {
        const settings = settingsOf(source, named)
        return environment(source, settings, startInline(source, settings))
      },
    })
  }

  function isInspected(source: FunctionSource): boolean {
    return source.kind === 'module' && options.inspectPort !== undefined
  }

  function modulePool(source: ModuleSource, named: Named): Pool {
    const exportName = source.export ?? 'handler'
    const { prepare, discard } = modules.preparer(source.file)
    const beside = besideModule(source.beside, source.file, modules)
    return createPool({
      // One at a time has one port, at which a debugger finds it.
      most: isInspected(source) ? 1 : most,
      prepare: async () => ({ module: await prepare(), beside: await beside() }),
      isCurrent: ({ module }) => [...module.inputs].every(([file, stamp]) => stampOf(file) === stamp),
      discard: ({ module }) => discard(module),
      start: ({ module: { file }, beside }) => {
        const settings = settingsOf(source, named)
        const memory = Number(settings.memoryLimitInMB)
        const variables = environmentVariables({
          settings,
          region: options.region,
          runtime: `nodejs${process.versions.node.split('.', 1)[0]}.x`,
          handler: `${basename(source.file, extname(source.file))}.${exportName}`,
          taskRoot: dirname(source.file),
          temporary: workspace.folder('tmp'),
          services,
          environment: { ...source.environment, ...beside },
        })
        if (options.inspectPort === undefined)
          return environment(source, settings, startWorker({ start: { file, exportName, settings }, environment: variables, memory }))
        const launch = launchNode(file, exportName, memory, dirname(source.file), options.inspectPort + inspected++)
        return environment(source, settings, startProcess({ ...launch, environment: variables, memory: Number.POSITIVE_INFINITY, reaper }))
      },
    })
  }

  function codePool(source: CodeSource, named: Named): Pool {
    const beside = besideCode(source.beside, workspace)
    return createPool({
      most,
      prepare: async () => {
        const code = await codes.prepare(source, source.memory ?? DEFAULT_MEMORY)
        return { code, beside: await beside(code.launch) }
      },
      isCurrent: ({ code }) => codes.isCurrent(source, code),
      start: ({ code: { launch }, beside }) => {
        const settings = settingsOf(source, named)
        const variables = environmentVariables({
          settings,
          region: placeOfArn(named.arn)?.region ?? options.region,
          runtime: source.runtime,
          handler: source.handler,
          taskRoot: launch.folder,
          temporary: workspace.folder('tmp'),
          services,
          environment: { ...launch.environment, ...source.environment, ...beside },
        })
        const memory = Number(settings.memoryLimitInMB)
        return environment(source, settings, startProcess({ ...launch, environment: variables, memory, reaper }))
      },
    })
  }

  function createPoolOf(source: FunctionSource, named: Named): Pool {
    switch (source.kind) {
      case 'inline':
        return inlinePool(source, named)
      case 'module':
        return modulePool(source, named)
      case 'code':
        return codePool(source, named)
    }
  }

  function poolOf(source: FunctionSource, named: Named): Pool {
    const key = keyOf(source, named)
    const known = pools.get(key)
    if (known !== undefined && isSame(known.source, source)) return known.pool
    if (known !== undefined) {
      // New settings or new code under the same name: what is at work finishes.
      retired.push(known.pool)
      void known.pool.retire()
    }
    const pool = createPoolOf(source, named)
    pools.set(key, { source, pool })
    return pool
  }

  return {
    invoke(source, invocation) {
      if (closed) return Promise.resolve(closedOutcome())
      return poolOf(source, invocation).invoke(invocation)
    },
    async prepare(source, named) {
      // Without a compiler in another process it would keep everybody waiting.
      if (source.kind === 'module' && (await hasCompiler(source.file)) && !closed) await poolOf(source, named).prepare()
    },
    async close() {
      closed = true
      await Promise.all([...retired, ...[...pools.values()].map(({ pool }) => pool)].map((pool) => pool.close()))
      reaper.close()
      await modules.remove()
      workspace.remove()
    },
  }
}

/** Functions of one name may be several: each account has its own in each region. Those of the project are for all of them. */
function keyOf({ kind }: FunctionSource, { name, arn, version }: Named): string {
  const { accountId, region } = (kind === 'code' ? placeOfArn(arn) : undefined) ?? { accountId: '', region: '' }
  return `${accountId}:${region}:${name}:${version}`
}

function isSame(a: FunctionSource, b: FunctionSource): boolean {
  return a === b || (a.kind !== 'inline' && JSON.stringify(a) === JSON.stringify(b))
}
