import { randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { ApigenFailure } from '../base/diagnostic.ts'
import { openFolders } from './folders.ts'

/** Files below one folder, named by relative paths with `/`. What planning and applying need of a disk. */
export interface Disk {
  /** The folder as people know it. */
  readonly root: string
  /** The texts of those files that are there. Throws an `ApigenFailure` for anything that is not a regular file. */
  read(paths: Iterable<string>): Promise<ReadonlyMap<string, string>>
  /**
   * Puts texts where nothing sees them yet; `commit` then moves them to their places, `discard` forgets them. `giveWay` is called before each
   * of them, and where it throws, nothing is left.
   */
  stage(files: readonly { readonly path: string; readonly text: string }[], giveWay?: GiveWay): Promise<Staged>
  /** Removes files and the folders that are empty without them. */
  remove(paths: Iterable<string>): Promise<void>
}

type GiveWay = () => Promise<void> | undefined

/** Files that wait to be moved to their places. */
export interface Staged {
  commit(): Promise<void>
  discard(): Promise<void>
}

/**
 * A disk below `root`, which is made when it is needed. Symbolic links are never followed out of it or written through. Thousands of
 * small files are handled in a row, so the calls do not go through a pool of threads: that costs several times what the disk does.
 */
export function nodeDisk(root: string): Disk {
  const base = resolve(root)
  const placeOf = places(base)
  return {
    root,
    async read(paths) {
      const folders = openFolders(base)
      const texts = new Map<string, string>()
      for (const path of paths) {
        const text = attempt(path, () => {
          const file = placeOf(path)
          const found = folders.look(file)
          if (found && !found.isFile())
            throw new ApigenFailure('usage', `\`${path}\` is in the way: it is not a regular file.`, {
              help: 'Move it away and try again.',
            })
          return found && readFileSync(file, 'utf8')
        })
        if (text !== undefined) texts.set(path, text)
      }
      return texts
    },
    stage: (files, giveWay = () => undefined) => stageFiles(base, files, { placeOf, giveWay }),
    async remove(paths) {
      const folders = openFolders(base)
      for (const path of paths) {
        const file = placeOf(path)
        attempt(path, () => {
          if (folders.look(file)) rmSync(file, { force: true })
        })
        removeEmptyAbove(base, file)
      }
    },
  }
}

interface Move {
  readonly from: string
  readonly to: string
  readonly path: string
  /** The folder around it that is not there yet, and that is moved whole. */
  readonly fresh: string | undefined
}

/** On the same volume as the targets, or renaming would not be atomic. */
async function stageFiles(
  base: string,
  files: Parameters<Disk['stage']>[0],
  { placeOf, giveWay }: { readonly placeOf: (path: string) => string; readonly giveWay: GiveWay },
): Promise<Staged> {
  const state = join(base, '.apigen')
  const folder = join(state, `tmp-${process.pid}-${randomBytes(4).toString('hex')}`)
  const discard = async (): Promise<void> => {
    rmSync(folder, { recursive: true, force: true })
    quietly(() => rmdirSync(state))
  }
  const moves: Move[] = []
  try {
    openFolders(base).look(folder)
    removeLeftovers(state)
    mkdirSync(folder, { recursive: true })
    const freshAbove = freshFolders(base)
    const made = new Set<string>()
    for (const { path, text } of files) {
      const wait = giveWay()
      if (wait !== undefined) await wait
      const to = placeOf(path)
      const fresh = freshAbove(to)
      const from = fresh === undefined ? join(folder, String(moves.length)) : join(folder, 'new', relative(base, to))
      if (fresh !== undefined && !made.has(dirname(from))) {
        mkdirSync(dirname(from), { recursive: true })
        made.add(dirname(from))
      }
      moves.push({ from, to, path, fresh })
      // The encoding is the default's, but named: only then does Node write in one call what it otherwise does in four.
      writeFileSync(from, text, { encoding: 'utf8', flag: 'wx', mode: 0o644 })
    }
  } catch (error) {
    await discard().catch(() => {})
    throw translate(error, base)
  }
  return { discard, commit: () => moveAll(base, moves, folder, discard) }
}

/** The topmost folder around a file that is not there yet, each found out once. */
function freshFolders(base: string): (file: string) => string | undefined {
  const folders = openFolders(base)
  const known = new Map<string, string | undefined>([[base, undefined]])
  const fresh = (folder: string): string | undefined => {
    if (known.has(folder)) return known.get(folder)
    const found = fresh(dirname(folder)) ?? (folders.look(folder) ? undefined : folder)
    known.set(folder, found)
    return found
  }
  return (file) => fresh(dirname(file))
}

/**
 * One move for each folder that is still not there, in place of those of its files: the first generation of a large spec has thousands. It
 * stands where the last of them stood.
 */
function withFoldersWhole(base: string, staging: string, moves: readonly Move[]): Move[] {
  const folders = openFolders(base)
  const whole = new Map<string, Move>()
  const kept: Move[] = []
  for (const move of moves.toReversed()) {
    const { fresh } = move
    if (fresh === undefined || folders.look(fresh)) kept.push(move)
    else if (!whole.has(fresh)) {
      const path = relative(base, fresh)
      const folder = { from: join(staging, 'new', path), to: fresh, path, fresh }
      whole.set(fresh, folder)
      kept.push(folder)
    }
  }
  return kept.reverse()
}

/** What a run that was killed left behind; the folders of processes that still run are theirs. */
function removeLeftovers(state: string): void {
  for (const name of quietly(() => readdirSync(state)) ?? []) {
    const [, pid] = /^tmp-(\d+)-[0-9a-f]{8}$/.exec(name) ?? []
    if (pid === undefined || isRunning(Number(pid))) continue
    rmSync(join(state, name), { recursive: true, force: true })
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
async function moveAll(base: string, files: readonly Move[], folder: string, discard: () => Promise<void>): Promise<void> {
  const made: string[] = []
  const done: { readonly to: string; readonly from: string; readonly old: string | undefined }[] = []
  let path = ''
  try {
    const moves = withFoldersWhole(base, folder, files)
    const replaced = prepare(base, moves, made, (current) => {
      path = current
    })
    for (const [index, move] of moves.entries()) {
      path = move.path
      const old = replaced.has(move) ? keepOld(move.to, join(folder, `old-${index}`)) : undefined
      await moveInto(move.from, move.to)
      done.push({ ...move, old })
    }
  } catch (error) {
    for (const { to, from, old } of done.reverse()) await (old === undefined ? moveInto(to, from) : moveInto(old, to)).catch(() => {})
    for (const folderMade of made.reverse()) quietly(() => removeEmpty(folderMade))
    await discard().catch(() => {})
    throw translate(error, path)
  }
  await discard()
}

/** Makes the folders that are missing, and says which moves replace a file. */
function prepare(base: string, moves: readonly Move[], made: string[], at: (path: string) => void): Set<Move> {
  const folders = openFolders(base)
  const ready = new Set<string>()
  const replaced = new Set<Move>()
  for (const move of moves) {
    at(move.path)
    if (folders.look(move.to)) {
      flush(move.from)
      replaced.add(move)
    }
    const folder = dirname(move.to)
    if (ready.has(folder)) continue
    ready.add(folder)
    const first = mkdirSync(folder, { recursive: true })
    if (first !== undefined) made.push(first)
  }
  return replaced
}

/** What takes the place of something is safe on the disk first: whenever the power goes, the old text is there or the new one. */
function flush(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Gives the file that is about to be replaced a second name. */
function keepOld(file: string, name: string): string {
  try {
    linkSync(file, name)
  } catch {
    // Some file systems know no second names.
    copyFileSync(file, name, constants.COPYFILE_EXCL)
  }
  return name
}

/** Removes a folder that holds nothing but empty folders. */
function removeEmpty(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmpty(join(folder, entry.name))
  }
  rmdirSync(folder)
}

/** Removes the folders around a file that hold nothing any more. */
function removeEmptyAbove(base: string, file: string): void {
  for (let folder = dirname(file); folder !== base && folder.startsWith(base + sep); folder = dirname(folder)) {
    try {
      rmdirSync(folder)
    } catch {
      return
    }
  }
}

/** Absolute paths of relative ones, each worked out once: planning and applying ask for them several times. */
function places(base: string): (path: string) => string {
  const known = new Map<string, string>()
  return (path) => {
    const found = known.get(path) ?? inside(base, path)
    known.set(path, found)
    return found
  }
}

/** The absolute path of a relative one; a path that would leave the folder is a mistake of ours, not of the user's. */
function inside(base: string, path: string): string {
  const file = resolve(base, path)
  if (path === '' || !file.startsWith(base + sep)) throw new Error(`the output path ${JSON.stringify(path)} leaves the output folder`)
  return file
}

/** Renames; on Windows a virus scanner may hold a file for a moment. */
async function moveInto(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return renameSync(from, to)
    } catch (error) {
      if (attempt >= 5 || !isCode(error, 'EPERM', 'EBUSY', 'EACCES') || process.platform !== 'win32') throw error
      await new Promise((done) => setTimeout(done, 20 * 2 ** attempt))
    }
  }
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? '')
}

/** Does something and translates what an operating system says against it. */
function attempt<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw translate(error, path)
  }
}

/** The result, or undefined where it does not work. */
function quietly<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

/** What an operating system says, as a sentence. */
function translate(error: unknown, path: string): unknown {
  if (error instanceof ApigenFailure || !(error instanceof Error)) return error
  const sentence: Readonly<Record<string, readonly [string, string]>> = {
    ENOSPC: ['The disk is full; nothing was changed.', 'Free some space and run the command again.'],
    EDQUOT: ['The quota of the disk is used up; nothing was changed.', 'Free some space and run the command again.'],
    EACCES: [`\`${path}\` cannot be written: permission denied.`, 'Change its permissions, or choose another folder.'],
    EPERM: [`\`${path}\` cannot be written: the operation is not permitted.`, 'Change its permissions, or choose another folder.'],
    EROFS: [`\`${path}\` lies on a file system that is read-only.`, 'Choose another folder.'],
    ENOTDIR: [`A part of the path of \`${path}\` is a file.`, 'Move it away, or choose another folder.'],
    EISDIR: [`\`${path}\` is a folder.`, 'Move it away, or choose another folder.'],
    EEXIST: [`\`${path}\` is in the way.`, 'Move it away, or choose another folder.'],
    ENOTEMPTY: [`\`${path}\` is in the way.`, 'Move it away, or choose another folder.'],
  }
  const { code = '', syscall } = error as NodeJS.ErrnoException
  // Node makes folders with those above them, and says of a read-only file system that there is no such folder.
  const found = sentence[code === 'ENOENT' && syscall === 'mkdir' ? 'EROFS' : code]
  return found ? new ApigenFailure('usage', found[0], { help: found[1], cause: error }) : error
}

/** A disk in memory, for tests and for `--dry-run` of what does not exist yet. */
export function memoryDisk(files: Map<string, string> = new Map()): Disk & { readonly files: Map<string, string> } {
  return {
    root: '.',
    files,
    read: async (paths) => new Map([...paths].flatMap((path) => (files.has(path) ? [[path, files.get(path) ?? ''] as const] : []))),
    stage: async (staged) => ({
      commit: async () => {
        for (const { path, text } of staged) files.set(path, text)
      },
      discard: async () => {},
    }),
    remove: async (paths) => {
      for (const path of paths) files.delete(path)
    },
  }
}
