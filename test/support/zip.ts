import { crc32, deflateRawSync } from 'node:zlib'

/** A zip file of these texts, by name. */
export function zip(files: Readonly<Record<string, string>>, method: 'store' | 'deflate' = 'deflate'): Uint8Array {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const plain = Buffer.from(text)
    const bytes = method === 'store' ? plain : deflateRawSync(plain)
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(method === 'store' ? 0 : 8, 8)
    header.writeUInt32LE(crc32(plain), 14)
    header.writeUInt32LE(bytes.length, 18)
    header.writeUInt32LE(plain.length, 22)
    header.writeUInt16LE(Buffer.byteLength(name), 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    header.copy(entry, 10, 8, 30)
    entry.writeUInt32LE(offset, 42)
    locals.push(header, Buffer.from(name), bytes)
    directory.push(entry, Buffer.from(name))
    offset += header.length + Buffer.byteLength(name) + bytes.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(index.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, index, end])
}
