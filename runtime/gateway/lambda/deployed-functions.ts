import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { matchesWildcards } from '../execute/authorize/wildcards.ts'
import { own } from '../json.ts'
import type { FunctionVersion, LambdaFunction, Store } from '../store/state.ts'
import type { ModuleSource } from './function-source.ts'
import { unzip } from './unzip.ts'

/** A deployed function, found and ready to run. */
export interface DeployedFunction {
  readonly source: ModuleSource
  readonly version: string
}

/** The functions that were deployed to a gateway. */
export interface DeployedFunctions {
  /** Undefined: there is none of that name, version or alias. Throws where there is one that cannot run here. */
  find(name: string, qualifier: string | undefined): Promise<DeployedFunction | undefined>
  /** Whether the function's resource policy lets API Gateway call it for one of these methods. */
  isAllowed(name: string, qualifier: string | undefined, sourceArns: readonly string[]): boolean
  close(): Promise<void>
}

/** Unpacks the code of deployed functions on first use, below the system's temporary folder. */
export function createDeployedFunctions(store: Store): DeployedFunctions {
  const folders = new Map<string, Promise<string>>()

  const unpacked = (version: FunctionVersion): Promise<string> => {
    const known = folders.get(version.codeSha256)
    if (known !== undefined) return known
    const folder = unpack(store, version)
    folders.set(version.codeSha256, folder)
    return folder
  }

  return {
    async find(name, qualifier) {
      const fn = own(store.read().functions, name)
      const version = fn === undefined ? undefined : versionOf(fn, qualifier)
      if (version === undefined) return undefined
      if (!version.runtime.startsWith('nodejs'))
        throw new Error(`The function ${name} runs on ${version.runtime}: the embedded gateway runs nodejs functions only`)
      return { version: version.version, source: sourceOf(await unpacked(version), version) }
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
    async close() {
      for (const folder of folders.values())
        await folder.then(
          (path) => rm(path, { recursive: true, force: true }),
          () => undefined,
        )
    },
  }
}

function versionOf(fn: LambdaFunction, qualifier: string | undefined): FunctionVersion | undefined {
  if (qualifier === undefined) return own(fn.versions, '$LATEST')
  const alias = own(fn.aliases, qualifier)
  return own(fn.versions, alias === undefined ? qualifier : alias.functionVersion)
}

async function unpack(store: Store, version: FunctionVersion): Promise<string> {
  const archive = await store.readBlob(version.codeSha256)
  if (archive === undefined) throw new Error(`The code ${version.codeSha256} of the function is gone from the gateway's state`)
  const folder = await mkdtemp(join(tmpdir(), 'apigen-code-'))
  for (const { name, bytes } of unzip(archive)) {
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, bytes)
  }
  // On Lambda nothing lies above the code that could say what kind its modules are.
  await writeFile(join(folder, 'package.json'), '{}\n', { flag: 'wx' }).catch(() => undefined)
  return folder
}

/** `src/index.handler` is the export `handler` of `src/index` with any extension that Node runs. */
function sourceOf(folder: string, version: FunctionVersion): ModuleSource {
  const dot = version.handler.lastIndexOf('.')
  const base = version.handler.slice(0, dot === -1 ? undefined : dot)
  const file =
    ['.mjs', '.js', '.cjs'].map((extension) => join(folder, `${base}${extension}`)).find((path) => existsSync(path)) ??
    join(folder, `${base}.js`)
  return {
    kind: 'module',
    file,
    ...(dot === -1 ? {} : { export: version.handler.slice(dot + 1) }),
    environment: version.environment,
    timeout: version.timeout,
    memory: version.memorySize,
  }
}
