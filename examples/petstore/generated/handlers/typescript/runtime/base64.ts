import { Rejection } from './errors.js'

/** Bytes of a base64 text; of one that is none, the bytes of the text itself. */
export function fromBase64(text: string): Uint8Array {
  try {
    return bytesOf(text)
  } catch {
    return new TextEncoder().encode(text)
  }
}

/** Bytes of what is called base64: the body of an event, or a part of one. Throws the response for a text that is none. */
export function sentBytes(text: string, what: 'body' | 'part' = 'body'): Uint8Array {
  try {
    return bytesOf(text)
  } catch {
    throw new Rejection(400, 'invalid-base64', `The ${what} is not base64.`)
  }
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
}

/** Base64 of bytes. */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = []
  // A call takes some thousand arguments at most.
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)))
  return btoa(parts.join(''))
}
