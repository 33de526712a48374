import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, link, lstat, mkdir, open, readdir, readFile, realpath, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { ApigenFailure } from '../base/diagnostic.ts'

/** Files below one folder, named by relative paths with `/`. What planning and applying need of a disk. */
export interface Disk {
  /** The folder as people know it. */
  readonly root: string
  /** The text of a file; undefined when it is not there. Throws an `ApigenFailure` for anything that is not a regular file. */
  read(path: string): Promise<string | undefined>
  /** Puts texts where nothing sees them yet, safely on disk; `commit` then moves them to their places, `discard` forgets them. */
  stage(files: readonly { readonly path: string; readonly text: string }[]): Promise<Staged>
  /** Removes a file and the folders that are empty without it. */
  remove(path: string): Promise<void>
}

/** Files that wait to be moved to their places. */
export interface Staged {
  commit(): Promise<void>
  discard(): Promise<void>
}

/** A disk below `root`, which is made when it is needed. Symbolic links are never followed out of it or written through. */
export function nodeDisk(root: string): Disk {
  const base = resolve(root)
  const at = (path: string): string => inside(base, path)
  return {
    root,
    async read(path) {
      const file = at(path)
      try {
        await refuseLinks(base, file)
        const found = await lstat(file)
        if (!found.isFile())
          throw new ApigenFailure('usage', `\`${path}\` is in the way: it is not a regular file.`, { help: 'Move it away and try again.' })
        return await readFile(file, 'utf8')
      } catch (error) {
        if (isCode(error, 'ENOENT')) return undefined
        throw translate(error, path)
      }
    },
    stage: (files) => stageFiles(base, files, at),
    async remove(path) {
      const file = at(path)
      try {
        await refuseLinks(base, file)
        await rm(file, { force: true })
      } catch (error) {
        throw translate(error, path)
      }
      for (let folder = dirname(file); folder !== base && folder.startsWith(base + sep); folder = dirname(folder)) {
        try {
          await rmdir(folder)
        } catch {
          return
        }
      }
    },
  }
}

/** Files are written and flushed this many at a time: a disk flushes many as fast as one. */
const AT_ONCE = 16

interface Move {
  readonly from: string
  readonly to: string
  readonly path: string
}

/** On the same volume as the targets, or renaming would not be atomic. */
async function stageFiles(base: string, files: Parameters<Disk['stage']>[0], at: (path: string) => string): Promise<Staged> {
  const state = join(base, '.apigen')
  const folder = join(state, `tmp-${process.pid}-${randomBytes(4).toString('hex')}`)
  const moves: readonly Move[] = files.map(({ path }, index) => ({ from: join(folder, String(index)), to: at(path), path }))
  const discard = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true })
    await rmdir(state).catch(() => {})
  }
  try {
    await refuseLinks(base, folder)
    await removeLeftovers(state)
    await mkdir(folder, { recursive: true })
    for (let first = 0; first < files.length; first += AT_ONCE) {
      await all(files.slice(first, first + AT_ONCE).map(({ text }, index) => writeWhole(join(folder, String(first + index)), text)))
    }
  } catch (error) {
    await discard().catch(() => {})
    throw translate(error, base)
  }
  return { discard, commit: () => moveAll(base, moves, folder, discard) }
}

/** All or the first failure, but not before every one of them has ended. */
async function all(work: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(work)) if (result.status === 'rejected') throw result.reason
}

async function writeWhole(file: string, text: string): Promise<void> {
  const bytes = Buffer.from(text, 'utf8')
  const handle = await open(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o644)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
    const { size } = await handle.stat()
    if (size !== bytes.length) throw Object.assign(new Error('a write came up short'), { code: 'ENOSPC' })
  } finally {
    await handle.close()
  }
}

/** What a run that was killed left behind; the folders of processes that still run are theirs. */
async function removeLeftovers(state: string): Promise<void> {
  for (const name of await readdir(state).catch(() => [])) {
    const [, pid] = /^tmp-(\d+)-[0-9a-f]{8}$/.exec(name) ?? []
    if (pid === undefined || isRunning(Number(pid))) continue
    await rm(join(state, name), { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isCode(error, 'EPERM')
  }
}

/**
 * Everything that can be refused is tried before the first move. When a move fails all the same, those before it are taken back:
 * each old file has a second name in the staging folder until all are done.
 */
async function moveAll(base: string, moves: readonly Move[], folder: string, discard: () => Promise<void>): Promise<void> {
  const made: string[] = []
  const done: { readonly to: string; readonly old: string | undefined }[] = []
  let path = ''
  try {
    for (const move of moves) {
      path = move.path
      await refuseLinks(base, move.to)
      const first = await mkdir(dirname(move.to), { recursive: true })
      if (first !== undefined) made.push(first)
    }
    for (const [index, move] of moves.entries()) {
      path = move.path
      const old = await keepOld(move.to, join(folder, `old-${index}`))
      await moveInto(move.from, move.to)
      done.push({ to: move.to, old })
    }
  } catch (error) {
    for (const { to, old } of done.reverse()) await (old === undefined ? rm(to, { force: true }) : moveInto(old, to)).catch(() => {})
    for (const folderMade of made.reverse()) await removeEmpty(folderMade).catch(() => {})
    await discard().catch(() => {})
    throw translate(error, path)
  }
  await discard()
}

/** Gives the file that is about to be replaced a second name; undefined where there is none. */
async function keepOld(file: string, name: string): Promise<string | undefined> {
  try {
    await link(file, name)
    return name
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    // Some file systems know no second names.
    await copyFile(file, name, constants.COPYFILE_EXCL)
    return name
  }
}

/** Removes a folder that holds nothing but empty folders. */
async function removeEmpty(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await removeEmpty(join(folder, entry.name))
  }
  await rmdir(folder)
}

/** The absolute path of a relative one; a path that would leave the folder is a mistake of ours, not of the user's. */
function inside(base: string, path: string): string {
  const file = resolve(base, path)
  if (path === '' || !file.startsWith(base + sep)) throw new Error(`the output path ${JSON.stringify(path)} leaves the output folder`)
  return file
}

/** A link in place of a folder or file would let a checkout decide where we write. */
async function refuseLinks(base: string, file: string): Promise<void> {
  for (let path = file; path.length > base.length; path = dirname(path)) {
    const found = await lstat(path).catch((error: unknown) => {
      if (isCode(error, 'ENOENT')) return undefined
      throw error
    })
    if (found?.isSymbolicLink()) {
      const target = await realpath(path).catch(() => 'nowhere')
      throw new ApigenFailure('usage', `\`${path}\` is a symbolic link (to \`${target}\`), and apigen writes through none.`, {
        help: 'Remove the link and try again.',
      })
    }
  }
}

/** Renames; on Windows a virus scanner may hold a file for a moment. */
async function moveInto(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await rename(from, to)
    } catch (error) {
      if (attempt >= 5 || !isCode(error, 'EPERM', 'EBUSY', 'EACCES') || process.platform !== 'win32') throw error
      await new Promise((done) => setTimeout(done, 20 * 2 ** attempt))
    }
  }
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? '')
}

/** What an operating system says, as a sentence. */
function translate(error: unknown, path: string): unknown {
  if (error instanceof ApigenFailure || !(error instanceof Error)) return error
  const sentence: Readonly<Record<string, readonly [string, string]>> = {
    ENOSPC: ['The disk is full; nothing was changed.', 'Free some space and run the command again.'],
    EDQUOT: ['The quota of the disk is used up; nothing was changed.', 'Free some space and run the command again.'],
    EACCES: [`\`${path}\` cannot be written: permission denied.`, 'Change its permissions, or choose another folder with --output.'],
    EPERM: [
      `\`${path}\` cannot be written: the operation is not permitted.`,
      'Change its permissions, or choose another folder with --output.',
    ],
    EROFS: [`\`${path}\` lies on a file system that is read-only.`, 'Choose another folder with --output.'],
    ENOTDIR: [`A part of the path of \`${path}\` is a file.`, 'Move it away, or choose another folder with --output.'],
    EISDIR: [`\`${path}\` is a folder.`, 'Move it away, or choose another folder with --output.'],
    EEXIST: [`\`${path}\` is in the way.`, 'Move it away, or choose another folder with --output.'],
  }
  const found = sentence[(error as NodeJS.ErrnoException).code ?? '']
  return found ? new ApigenFailure('usage', found[0], { help: found[1], cause: error }) : error
}

/** A disk in memory, for tests and for `--dry-run` of what does not exist yet. */
export function memoryDisk(files: Map<string, string> = new Map()): Disk & { readonly files: Map<string, string> } {
  return {
    root: '.',
    files,
    read: async (path) => files.get(path),
    stage: async (staged) => ({
      commit: async () => {
        for (const { path, text } of staged) files.set(path, text)
      },
      discard: async () => {},
    }),
    remove: async (path) => {
      files.delete(path)
    },
  }
}
