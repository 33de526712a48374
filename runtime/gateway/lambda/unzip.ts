import { inflateRawSync } from 'node:zlib'

/** One file of an archive. */
export interface ZipEntry {
  /** With `/` between its parts. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** Most bytes of an archive's files together: Lambda's own limit. */
const mostBytes = 250 * 1024 * 1024

const endSignature = 0x06054b50
const entrySignature = 0x02014b50

/** Reads a zip file, stored and deflated entries. Throws where it is damaged, too large, or names a file outside of its folder. */
export function unzip(archive: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  const end = endOfDirectory(view)
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  let total = 0
  const entries: ZipEntry[] = []
  for (let index = 0; index < count; index++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== entrySignature) throw damaged()
    const method = view.getUint16(at + 10, true)
    const compressed = view.getUint32(at + 20, true)
    const size = view.getUint32(at + 24, true)
    const nameLength = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(archive.subarray(at + 46, at + 46 + nameLength))
    const local = view.getUint32(at + 42, true)
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (name.endsWith('/')) continue
    total += size
    if (total > mostBytes) throw new Error(`The code is larger than ${mostBytes} bytes`)
    entries.push({ name: safeName(name), bytes: content(archive, view, { local, method, compressed, size }) })
  }
  return entries
}

function damaged(): Error {
  return new Error('The code is no readable zip file')
}

/** The record at the end, which a comment may follow. */
function endOfDirectory(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at--)
    if (view.getUint32(at, true) === endSignature) return at
  throw damaged()
}

interface Location {
  readonly local: number
  readonly method: number
  readonly compressed: number
  readonly size: number
}

function content(archive: Uint8Array, view: DataView, { local, method, compressed, size }: Location): Uint8Array {
  if (local + 30 > view.byteLength) throw damaged()
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  const bytes = archive.subarray(start, start + compressed)
  if (method === 0) return bytes
  if (method !== 8) throw new Error(`The code is compressed by a method (${method}) that Lambda does not read`)
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.max(1, size) })
  } catch {
    throw damaged()
  }
}

function safeName(name: string): string {
  const parts = name.replaceAll('\\', '/').split('/')
  if (name.startsWith('/') || parts.some((part) => part === '..' || part.includes('\0')) || /^[a-zA-Z]:/.test(name)) {
    throw new Error(`The code names a file outside of its folder: ${JSON.stringify(name)}`)
  }
  return parts.filter((part) => part !== '' && part !== '.').join('/')
}
