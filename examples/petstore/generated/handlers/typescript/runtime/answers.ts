import { toBase64 } from './base64.js'
import { chooseContent, contentsOf } from './content.js'
import type { AnyResponse, ContentSpec, OperationSpec } from './operation.js'

/** What takes a response: a proxy integration of either payload version, or the patterns of a custom one. */
export type Taker = '1.0' | '2.0' | 'custom'

/** A response ready for the wire, as API Gateway expects it of a proxy integration. */
export interface Answer extends WrittenHeaders {
  readonly statusCode: number
  readonly body?: string
  readonly isBase64Encoded?: boolean
}

/** In the handler's own spelling; those of several values as their taker has them, which is joined where it has nothing of its own. */
interface WrittenHeaders {
  readonly headers: Readonly<Record<string, string>>
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>
  readonly cookies?: readonly string[]
}

/** Writes a response as its operation declares it. Throws for what is no response. */
export function writeAnswer(spec: OperationSpec, response: AnyResponse, taker: Taker): Answer {
  const statusCode = response?.status
  if (!Number.isInteger(statusCode)) throw new TypeError(`The handler of ${spec.id} returned no response: it has no status.`)
  const { headers: given, contentType, body } = response
  if (body === undefined) return { statusCode, ...writeHeaders(given, spec.headers, taker) }
  const said = contentType ?? (given && typeIn(given))
  const content = chooseContent(contentsOf(spec, statusCode), said ?? '')
  const isBase64Encoded = body instanceof Uint8Array
  const [type, text] = (spec.writeBody ?? writeJson)(body, content)
  const standing = { 'Content-Type': said ?? type, ...spec.headers }
  // Written out: engines are slow at adding members to a copy.
  if (!given) return { statusCode, headers: standing, body: text, isBase64Encoded }
  return { statusCode, ...writeHeaders(given, standing, taker), body: text, isBase64Encoded }
}

function typeIn(given: object): string | undefined {
  const [, type] = Object.entries(given).find(([name]) => name.toLowerCase() === 'content-type') ?? []
  return [type].flat()[0]
}

/** The media type and the text of a body; of bytes in base64. */
export type WrittenBody = readonly [type: string, text: string]

/** A body of an operation that declares none but JSON. Functions around it may have made bytes of it. */
export function writeJson(body: unknown, content: ContentSpec | undefined): WrittenBody {
  return [content?.mediaType ?? 'application/json', body instanceof Uint8Array ? toBase64(body) : (JSON.stringify(body) ?? 'null')]
}

/** The headers that the code gave, and those of every answer that it did not give. Own members alone, whatever their names. */
function writeHeaders(given: object = {}, standing: OperationSpec['headers'] = {}, taker: Taker): WrittenHeaders {
  const headers: Record<string, string> = Object.create(null)
  const lists: (readonly [string, readonly string[]])[] = []
  const names = new Set<string>()
  let cookies: readonly string[] | undefined
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null) continue
    const values = [value].flat().map(String)
    const known = name.toLowerCase()
    names.add(known)
    const isList = values.length !== 1
    if (isList && taker === '1.0') lists.push([name, values])
    else if (isList && taker === '2.0' && known === 'set-cookie') cookies = values
    else headers[name] = values.join(', ')
  }
  for (const [name, value] of Object.entries(standing)) if (!names.has(name.toLowerCase())) headers[name] = value
  return { headers, ...(lists.length > 0 && { multiValueHeaders: Object.fromEntries(lists) }), ...(cookies && { cookies }) }
}
