import { access, readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Deployment, RestApi } from '../definition/rest-api.ts'
import { isObject, withEntry } from '../json.ts'
import { writeAtomically } from './atomic.ts'
import { lockDirectory } from './lock.ts'
import { migrated, SCHEMA_VERSION } from './migrations.ts'
import { withoutStrayPlanStages } from './plan-stages.ts'
import { emptyState, type GatewayState, type Store } from './state.ts'
import { StoreUnusable, withDirectory } from './unusable.ts'

type ApiFile = Omit<RestApi, 'deployments'> & { readonly deployments: readonly string[] }

/**
 * A store in a directory that this process holds the lock of: `state.json` for what is small, `apis/ID.json`, and
 * `deployments/API-ID.json` for each snapshot, written once. Only what changed is written.
 */
export async function openDiskStore(directory: string): Promise<Store> {
  const lock = await withDirectory(directory, () => lockDirectory(directory))
  let state: GatewayState
  try {
    state = await withDirectory(directory, () => loadDirectory(directory))
  } catch (error) {
    await lock.release()
    throw error
  }
  const store = directoryStore(directory, state, blobsIn(directory))
  return {
    ...store,
    announce: (url) => withDirectory(directory, () => lock.announce(url)),
    async close() {
      await store.close()
      await lock.release()
    },
  }
}

/** A store over a directory that was loaded and is locked by somebody else; blobs are kept where they say. */
export function directoryStore(directory: string, loaded: GatewayState, blobs: Pick<Store, 'readBlob' | 'writeBlob'>): Store {
  let state = loaded
  // Commits follow one another: the second must not overtake the first on its way to the disk.
  let last: Promise<void> = Promise.resolve()
  return {
    read: () => state,
    commit(next) {
      const write = last.then(async () => {
        await withDirectory(directory, () => save(directory, state, next))
        state = next
      })
      last = write.catch(() => {})
      return write
    },
    readBlob: blobs.readBlob,
    writeBlob: blobs.writeBlob,
    async announce() {},
    close: () => last,
  }
}

function blobsIn(directory: string): Pick<Store, 'readBlob' | 'writeBlob'> {
  return {
    async readBlob(name) {
      try {
        return await readFile(blobPath(directory, name))
      } catch {
        return undefined
      }
    },
    writeBlob: (name, bytes) => withDirectory(directory, () => writeAtomically(blobPath(directory, name), bytes)),
  }
}

/** The state that a directory holds; an empty one where there is none. */
export async function loadDirectory(directory: string): Promise<GatewayState> {
  const file = await readJson(join(directory, 'state.json'))
  if (file === undefined) return emptyState()
  const rest = isObject(file) ? migrated(file) : undefined
  if (!isObject(file) || rest === undefined) {
    throw new StoreUnusable(
      directory,
      `The state in ${directory} was written by another version of apigen (schemaVersion ${isObject(file) ? String(file.schemaVersion) : '?'}, this one reads up to ${SCHEMA_VERSION}). Move the directory away to start afresh.`,
    )
  }
  if (file.schemaVersion !== SCHEMA_VERSION) await writeState(directory, rest)
  let restApis: Readonly<Record<string, RestApi>> = {}
  for (const name of await jsonFiles(join(directory, 'apis'))) {
    const api = (await readJson(join(directory, 'apis', name))) as ApiFile | undefined
    if (api === undefined) continue
    const deployments: [string, Deployment][] = []
    for (const id of api.deployments) {
      const deployment = (await readJson(deploymentPath(directory, api.id, id))) as Deployment | undefined
      if (deployment !== undefined) deployments.push([id, deployment])
    }
    restApis = withEntry(restApis, api.id, { ...api, deployments: Object.fromEntries(deployments) })
  }
  const read: GatewayState = { ...emptyState(), ...(rest as unknown as Omit<GatewayState, 'restApis'>), restApis }
  const whole = withoutStrayPlanStages(read)
  if (whole !== read) await writeState(directory, restOf(whole))
  return whole
}

function restOf({ restApis: _, ...rest }: GatewayState): Omit<GatewayState, 'restApis'> {
  return rest
}

/**
 * Deployments first, then the API that names them, then what is kept beside APIs, and what nobody names any more last. A crash in between loses
 * nothing: a stage that went with its API's file is still in its plans then, and leaves them when the directory is loaded.
 */
async function save(directory: string, before: GatewayState, next: GatewayState): Promise<void> {
  // Nothing of a directory counts without it: what a crash left beside it would come back with the next one.
  if (!(await isThere(join(directory, 'state.json')))) await writeState(directory, restOf(before))
  for (const [id, api] of Object.entries(next.restApis)) {
    const old = before.restApis[id]
    if (old === api) continue
    for (const [deploymentId, deployment] of Object.entries(api.deployments)) {
      if (old?.deployments[deploymentId] === deployment) continue
      await writeAtomically(deploymentPath(directory, id, deploymentId), JSON.stringify(deployment))
    }
    const file: ApiFile = { ...api, deployments: Object.keys(api.deployments) }
    await writeAtomically(join(directory, 'apis', `${id}.json`), JSON.stringify(file))
  }
  const gone = Object.entries(before.restApis).filter(([id, old]) => next.restApis[id] !== old)
  for (const [id] of gone) if (next.restApis[id] === undefined) await rm(join(directory, 'apis', `${id}.json`), { force: true })
  const [beforeRest, rest] = [restOf(before), restOf(next)]
  const changed = (Object.keys(rest) as (keyof typeof rest)[]).some((key) => beforeRest[key] !== rest[key])
  if (changed) await writeState(directory, rest)
  for (const [id, old] of gone) {
    for (const deploymentId of Object.keys(old.deployments)) {
      if (next.restApis[id]?.deployments[deploymentId] === undefined) await rm(deploymentPath(directory, id, deploymentId), { force: true })
    }
  }
}

/** All of the state but its APIs, with the version of its layout. */
function writeState(directory: string, rest: object): Promise<void> {
  return writeAtomically(join(directory, 'state.json'), JSON.stringify({ schemaVersion: SCHEMA_VERSION, ...rest }))
}

function deploymentPath(directory: string, api: string, deployment: string): string {
  return join(directory, 'deployments', `${api}-${deployment}.json`)
}

/** Blobs are named by their digest, which may hold slashes in its base64 form. */
function blobPath(directory: string, name: string): string {
  return join(directory, 'blobs', Buffer.from(name).toString('hex'))
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

async function readJson(path: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new StoreUnusable(
      dirname(path),
      `${path} is not JSON: the state directory was changed by another program. Move it away to start afresh.`,
    )
  }
}

async function jsonFiles(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).filter((name) => name.endsWith('.json')).sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
