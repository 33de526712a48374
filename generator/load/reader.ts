/** Why a file could not be read. */
export type ReadFailureReason = 'missing' | 'folder' | 'special' | 'unreadable' | 'empty' | 'binary' | 'too-large' | 'outside' | 'remote'

/** What a `Reader` throws, and the only thing it throws. */
export class ReadFailure extends Error {
  readonly reason: ReadFailureReason
  readonly file: string

  constructor(reason: ReadFailureReason, file: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'ReadFailure'
    this.reason = reason
    this.file = file
  }
}

/**
 * Where files come from: a disk, a git revision, a stage, standard input, memory. Files are named by keys with `/` between names;
 * a key is what `SourceRef.file` shows.
 */
export interface Reader {
  /** The text of a file, without a byte order mark. Throws a `ReadFailure`. */
  read(file: string): Promise<{ readonly text: string }>
  /** The key of the file that the path of a `$ref` in `from` means; undefined when it lies outside the root. */
  resolve(from: string, ref: string): string | undefined
  /** The key as people know the file. */
  display(file: string): string
}

/** No spec of more than this many bytes is read. */
export const MAX_BYTES: number = 64 * 1024 * 1024

/** A reader of texts in memory, by their keys; the root is the folder above all of them. */
export function memoryReader(files: Readonly<Record<string, string>>): Reader {
  return {
    async read(file) {
      if (!Object.hasOwn(files, file)) throw new ReadFailure('missing', file, `\`${file}\` does not exist.`)
      const text = files[file] ?? ''
      checkText(file, text)
      return { text: withoutByteOrderMark(text) }
    },
    resolve: resolveKey,
    display: (file) => file,
  }
}

/** Resolves the relative path of a `$ref` against the key of the file it stands in; undefined when it climbs above the root. */
export function resolveKey(from: string, ref: string): string | undefined {
  const path = decodePath(ref).replaceAll('\\', '/')
  if (path.startsWith('/') || /^[A-Za-z]:\//.test(path)) return undefined
  const names = from.split('/').slice(0, -1)
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue
    if (name !== '..') names.push(name)
    else if (names.length === 0 || names.at(-1) === '..') return undefined
    else names.pop()
  }
  return names.join('/')
}

/** The path of a `$ref` with its percent escapes read; a broken escape stays as it is. */
export function decodePath(ref: string): string {
  if (!ref.includes('%')) return ref
  try {
    return decodeURIComponent(ref)
  } catch {
    return ref
  }
}

/** Throws the `ReadFailure` that an empty or binary text deserves. */
export function checkText(file: string, text: string): void {
  if (text.length > MAX_BYTES) throw new ReadFailure('too-large', file, `\`${file}\` has more than 64 MB.`)
  if (text.includes('\0')) throw new ReadFailure('binary', file, `\`${file}\` is not text: it holds null bytes.`)
  if (text.trim() === '') throw new ReadFailure('empty', file, `\`${file}\` is empty.`)
}

/** The text without a leading byte order mark. */
export function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}
