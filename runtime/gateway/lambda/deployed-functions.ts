import { matchesWildcards } from '../execute/authorize/wildcards.ts'
import { own } from '../json.ts'
import type { FunctionAlias, FunctionVersion, LambdaFunction, Store } from '../store/state.ts'
import { DEFAULT_EVENT_SETTINGS, type EventSettings } from './event-queue.ts'
import type { CodeSource } from './function-source.ts'
import { unpack } from './runtimes/code.ts'
import { createWorkspace } from './workspace.ts'

/** A deployed function, found and ready to run. */
export interface DeployedFunction {
  readonly source: CodeSource
  readonly version: string
}

/** The functions that were deployed to a gateway. */
export interface DeployedFunctions {
  /** Undefined: there is none of that name, version or alias. Rejects where there is one that cannot run here. */
  find(name: string, qualifier: string | undefined): Promise<DeployedFunction> | undefined
  /** Whether the function's resource policy lets API Gateway call it for one of these methods. */
  isAllowed(name: string, qualifier: string | undefined, sourceArns: readonly string[]): boolean
  /** What becomes of events that nobody waits for. */
  eventSettings(name: string, qualifier: string | undefined): EventSettings
  /** How many of a function may run at the same time; undefined where nothing is reserved for it. */
  reservedConcurrency(name: string): number | undefined
  close(): Promise<void>
}

/** Unpacks the code of deployed functions on first use, below the system's temporary folder. */
export function createDeployedFunctions(store: Store, random: () => number = Math.random): DeployedFunctions {
  const folders = new Map<string, Promise<string>>()
  const workspace = createWorkspace()

  const unpacked = (version: FunctionVersion): Promise<string> => {
    const known = folders.get(version.codeSha256)
    if (known !== undefined) return known
    const folder = unpackStored(version)
    folders.set(version.codeSha256, folder)
    return folder
  }

  async function unpackStored({ codeSha256 }: FunctionVersion): Promise<string> {
    const archive = await store.readBlob(codeSha256)
    if (archive === undefined) throw new Error(`The code ${codeSha256} of the function is gone from the gateway's state`)
    return unpack(archive, workspace)
  }

  return {
    find(name, qualifier) {
      const fn = own(store.read().functions, name)
      const version = fn === undefined ? undefined : versionOf(fn, qualifier, random)
      if (version === undefined) return undefined
      return unpacked(version).then((root) => ({ version: version.version, source: sourceOf(root, version) }))
    },
    isAllowed(name, qualifier, sourceArns) {
      const fn = own(store.read().functions, name)
      const statements = fn === undefined ? [] : (own(fn.permissions, qualifier ?? '') ?? [])
      return statements.some(
        (statement) =>
          statement.principal === 'apigateway.amazonaws.com' &&
          ['lambda:InvokeFunction', 'lambda:*', '*'].includes(statement.action) &&
          (statement.sourceArn === undefined || sourceArns.some((arn) => matchesWildcards(statement.sourceArn ?? '', arn))),
      )
    },
    eventSettings(name, qualifier = '$LATEST') {
      const fn = own(store.read().functions, name)
      const config = fn?.eventInvokeConfigs === undefined ? undefined : own(fn.eventInvokeConfigs, qualifier)
      const deadLetter = fn === undefined ? undefined : versionOf(fn, qualifier, () => 1)?.deadLetterArn
      return {
        retries: config?.maximumRetryAttempts ?? DEFAULT_EVENT_SETTINGS.retries,
        maxAge: config?.maximumEventAge ?? DEFAULT_EVENT_SETTINGS.maxAge,
        ...(config?.onSuccess !== undefined && { onSuccess: config.onSuccess }),
        ...(config?.onFailure !== undefined && { onFailure: config.onFailure }),
        ...(deadLetter !== undefined && { deadLetter }),
      }
    },
    reservedConcurrency: (name) => own(store.read().functions, name)?.reservedConcurrency,
    async close() {
      await Promise.allSettled(folders.values())
      workspace.remove()
    },
  }
}

/** A version, or the one that an alias means: with weights, another one by chance. */
function versionOf(fn: LambdaFunction, qualifier: string | undefined, random: () => number): FunctionVersion | undefined {
  if (qualifier === undefined) return own(fn.versions, '$LATEST')
  const alias = own(fn.aliases, qualifier)
  return own(fn.versions, alias === undefined ? qualifier : chosen(alias, random()))
}

function chosen({ functionVersion, weights = {} }: FunctionAlias, chance: number): string {
  let below = 0
  for (const [version, weight] of Object.entries(weights)) {
    below += weight
    if (chance < below) return version
  }
  return functionVersion
}

function sourceOf(root: string, { runtime, handler, environment, timeout, memorySize }: FunctionVersion): CodeSource {
  return { kind: 'code', runtime, handler, root, environment, timeout, memory: memorySize }
}
