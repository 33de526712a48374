import { randomBytes } from 'node:crypto'
import type { IdSource } from '../definition/rest-api.ts'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const ALPHABET = `${LETTERS}0123456789`

/** Random ids of lower-case letters and digits, as the service makes them; the first is a letter, so that none reads as a number. */
export function createIdSource(): IdSource {
  return {
    next(length) {
      let id = ''
      // 252 is the largest multiple of 36 in a byte: above it some characters would be likelier than others.
      while (id.length < length) {
        for (const byte of randomBytes(length * 2)) {
          if (id.length === length || byte >= 252) continue
          const character = ALPHABET[byte % ALPHABET.length] ?? ''
          if (id !== '' || LETTERS.includes(character)) id += character
        }
      }
      return id
    },
  }
}
