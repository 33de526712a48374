import { constants } from 'node:fs'
import { copyFile, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asString, isObject, own } from '../json.ts'
import { writeAtomically } from './atomic.ts'

/** Who holds a state directory. */
export interface LockHolder {
  readonly pid: number
  /** When the process started, as its system tells it; absent where the system does not. */
  readonly started?: string
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

const FILE = 'lock'
/** Two processes that find the same stale lock race for it; more rounds than this mean that something else is wrong. */
const ATTEMPTS = 5

/** Locks a directory for this process; a lock whose process is gone is taken over. Throws StoreLocked where the process lives. */
export async function lockDirectory(directory: string): Promise<Lock> {
  await mkdir(directory, { recursive: true })
  const path = join(directory, FILE)
  const started = await startOf(process.pid)
  const me: LockHolder = { pid: process.pid, ...(started !== undefined && { started }) }
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (await create(path, me)) {
      return {
        announce: (url) => writeAtomically(path, JSON.stringify({ ...me, url })),
        release: () => rm(path, { force: true }),
      }
    }
    const holder = await readLock(directory)
    if (holder !== undefined && (await isAlive(holder))) throw new StoreLocked(directory, holder)
    await setAside(path, attempt)
  }
  throw new Error(`The state directory ${directory} cannot be locked: other processes keep taking its lock.`)
}

/** Who holds a directory, dead or alive; undefined where nobody does. */
export async function readLock(directory: string): Promise<LockHolder | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(join(directory, FILE), 'utf8'))
    const pid = isObject(value) ? own(value, 'pid') : undefined
    if (!isObject(value) || typeof pid !== 'number') return undefined
    const started = asString(own(value, 'started'))
    const url = asString(own(value, 'url'))
    return { pid, ...(started !== undefined && { started }), ...(url !== undefined && { url }) }
  } catch {
    return undefined
  }
}

/** Whether the process that took the lock still runs: a number that another process got since does not count. */
export async function isAlive(holder: LockHolder): Promise<boolean> {
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    // Another user's process may not be signalled, but it lives.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const started = await startOf(holder.pid)
  return holder.started === undefined || started === undefined || holder.started === started
}

/** The lock appears with its text: one that is still empty would look as if nobody held it. */
async function create(path: string, holder: LockHolder): Promise<boolean> {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    await writeFile(temporary, JSON.stringify(holder))
    // Linking, unlike renaming, fails where there is a file of that name.
    await link(temporary, path).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') throw error
      // Some file systems know no second names.
      await copyFile(temporary, path, constants.COPYFILE_EXCL)
    })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(temporary, { force: true })
  }
}

/** Renaming, unlike deleting, succeeds for one of several that try. */
async function setAside(path: string, attempt: number): Promise<void> {
  const aside = `${path}.${process.pid}.${attempt}.stale`
  try {
    await rename(path, aside)
    await rm(aside, { force: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

/** The start of a process in clock ticks since boot, where /proc tells it. */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The second field is a name in parentheses that may itself hold blanks and parentheses.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}
