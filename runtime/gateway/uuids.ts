import { randomFillSync } from 'node:crypto'

/** Bytes of a UUID. */
const bytes = 16
/** UUIDs that are made at once, and kept in memory as long as one of them is. */
const made = 256

const digits = Buffer.from('0123456789abcdef')
/** Where the digits of each byte stand in the text. */
const places = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34]
const length = 36

/**
 * Makes random UUIDs (RFC 9562, version 4), many as one text out of which each is cut as it is used. Node's own are put together from
 * twenty pieces, which is more work than all the rest, and a request needs several.
 */
export function createUuids(): () => string {
  const random = Buffer.alloc(bytes * made)
  const written = Buffer.alloc(length * made, '-')
  let text = ''
  let at = 0
  return () => {
    if (at === text.length) {
      randomFillSync(random)
      for (let index = 0; index < made; index++) write(random, index * bytes, written, index * length)
      text = written.toString('latin1')
      at = 0
    }
    at += length
    return text.slice(at - length, at)
  }
}

function write(random: Uint8Array, from: number, text: Uint8Array, to: number): void {
  for (let index = 0; index < bytes; index++) {
    const value = random[from + index] as number
    // Six bits say which kind of UUID it is.
    const byte = index === 6 ? (value & 0x0f) | 0x40 : index === 8 ? (value & 0x3f) | 0x80 : value
    const place = to + (places[index] as number)
    text[place] = digits[byte >> 4] as number
    text[place + 1] = digits[byte & 0x0f] as number
  }
}
