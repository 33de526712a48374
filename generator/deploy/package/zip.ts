import { crc32, deflateRawSync } from 'node:zlib'
import { compareText } from '../../base/json.ts'

/** A file of a package: `path` with `/` between its parts. */
export interface PackedFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** What Lambda takes in a request is 50 MB; everything above this is compressed. */
const MOST_STORED = 40 * 1024 * 1024
/** Midnight of 1 January 1980, the first moment that a zip file can name. */
const [TIME, DATE] = [0, 0x21]
/** A regular file that everybody may read and run: Lambda runs as another user than the one who owns the files. */
const MODE = 0o100755
const UNIX = 3
/** Names are UTF-8. */
const FLAGS = 0x0800

/**
 * A zip file with the same bytes on every machine for the same files: sorted, one date, one mode. Nothing is compressed unless the whole
 * would be too large for a request, because the bytes that zlib makes depend on the processor.
 */
export function zipFiles(files: readonly PackedFile[]): Uint8Array {
  const sorted = [...files].sort((a, b) => compareText(a.path, b.path))
  const method = sorted.reduce((sum, { bytes }) => sum + bytes.length, 0) > MOST_STORED ? 'deflated' : 'stored'
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const { path, bytes } of sorted) {
    const name = new TextEncoder().encode(path)
    const content = method === 'stored' ? bytes : deflateRawSync(bytes)
    const common = commonFields({ method, checksum: crc32(bytes), packed: content.length, size: bytes.length, name: name.length })
    parts.push(record(0x04034b50, common), name, content)
    directory.push(record(0x02014b50, [u16((UNIX << 8) | 20), ...common, u16(0), u16(0), u16(0), u32(MODE * 0x10000), u32(offset)]), name)
    offset += 30 + name.length + content.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const end = record(0x06054b50, [u16(0), u16(0), u16(sorted.length), u16(sorted.length), u32(size), u32(offset), u16(0)])
  return Buffer.concat([...parts, ...directory, end])
}

interface Field {
  readonly size: 2 | 4
  readonly value: number
}

const u16 = (value: number): Field => ({ size: 2, value })
const u32 = (value: number): Field => ({ size: 4, value })

interface EntryFacts {
  readonly method: 'stored' | 'deflated'
  readonly checksum: number
  readonly packed: number
  readonly size: number
  readonly name: number
}

/** What stands before each file and once more in the directory (APPNOTE.TXT 4.3.7, 4.3.12). */
function commonFields({ method, checksum, packed, size, name }: EntryFacts): Field[] {
  return [
    u16(20),
    u16(FLAGS),
    u16(method === 'stored' ? 0 : 8),
    u16(TIME),
    u16(DATE),
    u32(checksum),
    u32(packed),
    u32(size),
    u16(name),
    u16(0),
  ]
}

function record(signature: number, fields: readonly Field[]): Uint8Array {
  const all = [u32(signature), ...fields]
  const bytes = Buffer.alloc(all.reduce((sum, { size }) => sum + size, 0))
  let at = 0
  for (const { size, value } of all) at = size === 2 ? bytes.writeUInt16LE(value, at) : bytes.writeUInt32LE(value, at)
  return bytes
}
