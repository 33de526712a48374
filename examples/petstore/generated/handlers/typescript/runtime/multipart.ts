import { Rejection } from './errors.js'

/** One part of a `multipart/form-data` body. `bytes` are a view of the body's. */
export interface Part {
  readonly name: string
  /** Without folders. */
  readonly fileName?: string
  readonly contentType?: string
  readonly bytes: Uint8Array
}

/** As many as a body may have: as in Go's `mime/multipart`, and far more than any form. */
const MOST_PARTS = 1000

/** Bytes of a line of headers: as many as Node takes in all headers of a request. */
const LONGEST_LINE = 16_384

const CR = 13
const LF = 10
const DASH = 45
const SPACE = 32
const TAB = 9

/**
 * The parts of a `multipart/form-data` body (RFC 7578, RFC 2046 §5.1) in their order. Throws the response for a body that is none: without
 * a boundary, without its end, with a part that has no name, or with too many. Every byte is looked at a bounded number of times.
 */
export function splitParts(body: Uint8Array, contentType: string): Part[] {
  const boundary = parametersOf(contentType)?.get('boundary') ?? ''
  if (boundary === '' || boundary.length > 70) throw refusal('names no boundary')
  const delimiter = new TextEncoder().encode(`\r\n--${boundary}`)
  // The first one needs no line before it.
  let found = delimiterAt(body, delimiter, -2) ?? nextDelimiter(body, delimiter, 0)
  const parts: Part[] = []
  while (found && !found.isLast) {
    const next = nextDelimiter(body, delimiter, found.end - 2)
    if (!next) break
    if (parts.length === MOST_PARTS) throw refusal(`has more than ${MOST_PARTS} parts`)
    parts.push(readPart(body, found.end, next.at))
    found = next
  }
  if (!found?.isLast) throw refusal('has no end')
  return parts
}

/** A delimiter: where its line break begins, where the line after it does, and whether it ends the body. */
interface Delimiter {
  readonly at: number
  readonly end: number
  readonly isLast: boolean
}

function nextDelimiter(body: Uint8Array, delimiter: Uint8Array, from: number): Delimiter | undefined {
  for (let at = body.indexOf(CR, from); at !== -1; at = body.indexOf(CR, at + 1)) {
    const found = delimiterAt(body, delimiter, at)
    if (found) return found
  }
  return undefined
}

/** The delimiter whose line break stands at a place; the one before the body is at -2. */
function delimiterAt(body: Uint8Array, delimiter: Uint8Array, at: number): Delimiter | undefined {
  for (let index = Math.max(0, -at); index < delimiter.length; index++) if (body[at + index] !== delimiter[index]) return undefined
  let end = at + delimiter.length
  if (body[end] === DASH && body[end + 1] === DASH) return { at, end, isLast: true }
  // RFC 2046 lets blanks stand behind it.
  while (body[end] === SPACE || body[end] === TAB) end++
  return body[end] === CR && body[end + 1] === LF ? { at, end: end + 2, isLast: false } : undefined
}

/** A part between two delimiters: headers, an empty line, and what it holds. */
function readPart(body: Uint8Array, start: number, end: number): Part {
  const headers = new Map<string, string>()
  let at = start
  for (;;) {
    const line = lineEnd(body, at, end)
    if (line === at) break
    const text = new TextDecoder().decode(body.subarray(at, line))
    const colon = text.indexOf(':')
    const name = text.slice(0, Math.max(colon, 0))
    // Header names are tokens; a line that only goes on from the one before has none.
    if (!TOKEN.test(name) || CONTROL.test(text)) throw refusal('has a part with a header that cannot be read')
    headers.set(name.toLowerCase(), text.slice(colon + 1).trim())
    at = line + 2
  }
  const disposition = headers.get('content-disposition') ?? ''
  const parameters = /^form-data *(;|$)/i.test(disposition) ? parametersOf(disposition) : undefined
  const name = parameters?.get('name')
  if (parameters === undefined || name === undefined) throw refusal('has a part without a name')
  // RFC 7578 §4.7 gave up encodings; what is in one would be taken for something else.
  if (!/^(|7bit|8bit|binary)$/i.test(headers.get('content-transfer-encoding') ?? '')) throw refusal('has a part in a transfer encoding')
  const fileName = parameters.get('filename')
  const contentType = headers.get('content-type')
  return {
    name,
    bytes: body.subarray(at + 2, end),
    // RFC 7578 §4.2: a name of a file never says in which folder.
    ...(fileName !== undefined && { fileName: fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1) }),
    ...(contentType !== undefined && { contentType }),
  }
}

/** Where a line of headers ends; the break before the next delimiter may be that of the empty line. */
function lineEnd(body: Uint8Array, from: number, end: number): number {
  const at = body.indexOf(CR, from)
  if (at === -1 || at > end || body[at + 1] !== LF) throw refusal('has a part without an end of its headers')
  if (at - from > LONGEST_LINE) throw refusal('has a part with a header that is too long')
  return at
}

const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/
/** All controls but the tabulator. */
const CONTROL = /[^\P{Cc}\t]/u
const PARAMETER = /[ \t]*;[ \t]*(?:([\w!#$%&'*+.^`|~-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))[ \t]*)?/gy

/** The parameters of a header by their names in lower case, the first of each; undefined where they cannot be read to the end. */
function parametersOf(header: string): ReadonlyMap<string, string> | undefined {
  const found = new Map<string, string>()
  const start = header.indexOf(';')
  if (start === -1) return found
  let end = start
  // Each match begins where the last one ended, so that no text makes this slow.
  for (const [whole, name, quoted, plain = ''] of header.slice(start).matchAll(PARAMETER)) {
    end += whole.length
    const key = name?.toLowerCase()
    // Browsers write a quotation mark as `%22`, others behind a backslash; line breaks in their spelling stay texts.
    const value = quoted === undefined ? plain : quoted.replace(/\\(["\\])/g, '$1').replaceAll('%22', '"')
    if (key !== undefined && !found.has(key)) found.set(key, value)
  }
  return end === header.length ? found : undefined
}

function refusal(what: string): Rejection {
  return new Rejection(400, 'invalid-multipart', `The multipart body ${what}.`)
}
