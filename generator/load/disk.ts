import { isAscii } from 'node:buffer'
import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import { checkText, decodePath, MAX_BYTES, type Reader, ReadFailure, withoutByteOrderMark } from './reader.ts'

/**
 * Reads files below `root`, symbolic links followed and contained. Keys are paths relative to the working directory `cwd` where
 * they can be, absolute ones elsewhere. Only regular files of at most 64 MB are read.
 */
export function diskReader(root: string, cwd: string = process.cwd()): Reader {
  const base = resolve(cwd, root)
  const keyOf = (path: string): string => keyFrom(cwd, path)
  return {
    async read(file) {
      const path = resolve(cwd, file)
      const real = attempt(file, () => realpathSync.native(path))
      const realRoot = attempt(file, () => realpathSync.native(base))
      if (!contains(realRoot, real)) {
        throw new ReadFailure('outside', file, `\`${file}\` lies outside \`${keyOf(base)}\`, the folder that apigen reads from.`)
      }
      return { text: readRegular(file, real) }
    },
    resolve(from, ref) {
      const path = resolve(dirname(resolve(cwd, from)), decodePath(ref))
      return contains(base, path) ? keyOf(path) : undefined
    },
    display: (file) => keyOf(resolve(cwd, file)),
  }
}

/** The folder to read from: `project` when the entry lies in it, else the entry's own folder. */
export function rootFor(entry: string, project: string, cwd: string = process.cwd()): string {
  const path = resolve(cwd, entry)
  return contains(resolve(cwd, project), path) ? resolve(cwd, project) : dirname(path)
}

function contains(root: string, path: string): boolean {
  const way = relative(root, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}

function keyFrom(cwd: string, path: string): string {
  const way = relative(cwd, path)
  const key = way === '' ? '.' : way.startsWith('..') || isAbsolute(way) ? path : way
  return sep === '/' ? key : key.replaceAll(sep, '/')
}

function readRegular(file: string, path: string): string {
  // Looked at before it is opened: opening a pipe would wait for a writer.
  check(
    file,
    attempt(file, () => statSync(path)),
  )
  const handle = attempt(file, () => openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)))
  try {
    check(
      file,
      attempt(file, () => fstatSync(handle)),
    )
    const text = decode(
      file,
      attempt(file, () => readFileSync(handle)),
    )
    checkText(file, text)
    return text
  } finally {
    closeSync(handle)
  }
}

function check(file: string, found: Stats): void {
  if (found.isDirectory()) throw new ReadFailure('folder', file, `\`${file}\` is a folder, not a file.`)
  if (!found.isFile()) throw new ReadFailure('special', file, `\`${file}\` is not a regular file.`)
  if (found.size > MAX_BYTES) {
    throw new ReadFailure('too-large', file, `\`${file}\` has ${Math.ceil(found.size / 1024 / 1024)} MB; apigen reads at most 64 MB.`)
  }
}

function decode(file: string, bytes: Buffer): string {
  // Most large specs: the decoder would take four times as long over them.
  if (isAscii(bytes)) return bytes.toString('latin1')
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined
  try {
    return withoutByteOrderMark(new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new ReadFailure('binary', file, `\`${file}\` is not text: its bytes are not valid UTF-8.`, cause)
  }
}

function attempt<T>(file: string, action: () => T): T {
  try {
    return action()
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new ReadFailure('missing', file, `\`${file}\` does not exist.`, cause)
    if (code === 'EACCES' || code === 'EPERM') throw new ReadFailure('unreadable', file, `\`${file}\` may not be read (${code}).`, cause)
    if (code === 'ELOOP') throw new ReadFailure('unreadable', file, `\`${file}\` is a symbolic link that leads to itself.`, cause)
    throw new ReadFailure('unreadable', file, `\`${file}\` could not be read (${code || String(cause)}).`, cause)
  }
}
