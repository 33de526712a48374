import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asString, isObject, own } from '../json.ts'
import { writeAtomically } from './atomic.ts'
import { isAlive, type ProcessIdentity, thisProcess } from './process.ts'

/** Who holds a state directory. */
export interface LockHolder extends ProcessIdentity {
  /** Where its gateway listens. */
  readonly url?: string
}

/** A state directory that a living process holds. */
export class StoreLocked extends Error {
  readonly directory: string
  readonly holder: LockHolder

  constructor(directory: string, holder: LockHolder) {
    super(
      `The state directory ${directory} is held by process ${holder.pid}${holder.url === undefined ? '' : `, which listens on ${holder.url}`}. Stop that gateway, talk to it, or choose another directory.`,
    )
    this.name = 'StoreLocked'
    this.directory = directory
    this.holder = holder
  }
}

/** A lock that is held. */
export interface Lock {
  announce(url: string): Promise<void>
  release(): Promise<void>
}

/*
 * Locks are numbered folders, `lock.1`, `lock.2` …; the highest one counts, for as long as its process lives. It is never removed,
 * so numbers only grow: of several processes that find the same dead holder one makes the next folder, and one that looked long
 * ago finds a higher number beside its own. A lock that could be deleted or renamed could be that of the process that came first.
 */
const NAME = /^lock\.(\d{1,15})$/
const HOLDER = 'holder'
const RELEASED = 'released'
/** Processes that find the same stale lock race for it; more rounds than this mean that something else is wrong. */
const ATTEMPTS = 100

/** Locks a directory for this process; a lock whose process is gone is taken over. Throws StoreLocked where the process lives. */
export async function lockDirectory(directory: string): Promise<Lock> {
  await mkdir(directory, { recursive: true })
  const me: LockHolder = await thisProcess()
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const last = await highest(directory)
    const holder = await holderOf(directory, last)
    if (holder !== undefined && (await isAlive(holder))) throw new StoreLocked(directory, holder)
    const path = join(directory, `lock.${last + 1}`)
    if (!(await create(path, me))) continue
    if ((await highest(directory)) > last + 1) {
      await removeLeft(path)
      continue
    }
    await removeBelow(directory, last + 1)
    return {
      announce: (url) => writeAtomically(join(path, HOLDER), JSON.stringify({ ...me, url })),
      // Renaming, unlike writing, needs no room on the disk.
      release: () => rename(join(path, HOLDER), join(path, RELEASED)).catch(ignoreMissing),
    }
  }
  throw new Error(`The state directory ${directory} cannot be locked: other processes keep taking its lock.`)
}

/** Who holds a directory, dead or alive; undefined where nobody does. */
export async function readLock(directory: string): Promise<LockHolder | undefined> {
  return holderOf(directory, await highest(directory))
}

async function holderOf(directory: string, number: number): Promise<LockHolder | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(join(directory, `lock.${number}`, HOLDER), 'utf8'))
    const pid = isObject(value) ? own(value, 'pid') : undefined
    if (!isObject(value) || typeof pid !== 'number') return undefined
    const started = asString(own(value, 'started'))
    const url = asString(own(value, 'url'))
    return { pid, ...(started !== undefined && { started }), ...(url !== undefined && { url }) }
  } catch {
    return undefined
  }
}

async function numbers(directory: string): Promise<number[]> {
  return (await readdir(directory)).flatMap((name) => NAME.exec(name)?.[1] ?? []).map(Number)
}

async function highest(directory: string): Promise<number> {
  return Math.max(0, ...(await numbers(directory)))
}

async function removeBelow(directory: string, number: number): Promise<void> {
  for (const one of await numbers(directory)) {
    if (one < number) await removeLeft(join(directory, `lock.${one}`))
  }
}

/** Tidies up; what another process is just making or removing is left to the next one: below the highest number nothing counts. */
function removeLeft(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true }).catch(() => {})
}

/** The folder appears with its holder in it: renaming a folder fails, on every file system, where one that is not empty has the name. */
async function create(path: string, holder: LockHolder): Promise<boolean> {
  const temporary = await mkdtemp(`${path}.tmp-`)
  try {
    await writeFile(join(temporary, HOLDER), JSON.stringify(holder))
    await rename(temporary, path)
    return true
  } catch (error) {
    // Windows says that it is not allowed; that alone would say nothing of the reason.
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || existsSync(path)) return false
    throw error
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
