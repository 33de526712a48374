import { collectPieces, type PieceStream } from './pieces.ts'

/** Header fields in order, names as they were sent; a name may occur more than once. */
export type HeaderList = readonly (readonly [name: string, value: string])[]

/** A request as it came over the wire. */
export interface HttpRequest {
  readonly method: string
  /** Percent-encoded, without the query. */
  readonly path: string
  /** Without the question mark. */
  readonly query: string
  readonly headers: HeaderList
  readonly body: Uint8Array
  readonly sourceIp: string
}

/** What is answered. */
export interface HttpResponse {
  readonly status: number
  readonly headers: HeaderList
  readonly body: Uint8Array
}

/** What is answered, as text that goes out as UTF-8: most texts are sent without that anybody makes bytes of them. */
export interface TextResponse {
  readonly status: number
  readonly headers: HeaderList
  readonly text: string
}

/** What is answered piece by piece, before anybody knows how it ends. */
export interface StreamedResponse extends PieceStream {
  readonly status: number
  readonly headers: HeaderList
  /** Bytes of the whole body, where they are known beforehand. */
  readonly length?: number
}

/** Whatever is answered. */
export type HttpAnswer = HttpResponse | StreamedResponse

/** Whatever is answered, before it is sent. */
export type UnsentAnswer = HttpAnswer | TextResponse

/** An answer as a whole. Rejects where it breaks off. */
export async function wholeResponse(answer: UnsentAnswer): Promise<HttpResponse> {
  if (!('pieces' in answer)) return bytesResponse(answer)
  return { status: answer.status, headers: answer.headers, body: await collectPieces(answer) }
}

/** An answer with its body as bytes. */
export function bytesResponse(answer: HttpResponse | TextResponse): HttpResponse {
  return 'text' in answer ? { status: answer.status, headers: answer.headers, body: toBytes(answer.text) } : answer
}

/** The last value of a header, whatever the case of its name. */
export function headerOf(headers: HeaderList, name: string): string | undefined {
  const wanted = name.toLowerCase()
  for (let at = headers.length - 1; at >= 0; at--) {
    const [candidate, value] = headers[at] ?? []
    if (candidate?.length === wanted.length && candidate.toLowerCase() === wanted) return value
  }
  return undefined
}

/** The media type without its parameters, lower case. */
export function mediaTypeOf(contentType: string | undefined): string | undefined {
  if (contentType === undefined) return undefined
  const semicolon = contentType.indexOf(';')
  const type = (semicolon === -1 ? contentType : contentType.slice(0, semicolon)).trim().toLowerCase()
  return type === '' ? undefined : type
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** UTF-8. Short texts share memory with others, which is quicker had than memory of their own. */
export function toBytes(text: string): Uint8Array {
  const { buffer, byteOffset, length } = Buffer.from(text)
  return new Uint8Array(buffer, byteOffset, length)
}

/** UTF-8; bytes that are none become U+FFFD. */
export function toText(bytes: Uint8Array): string {
  return bytes.length === 0 ? '' : decoder.decode(bytes)
}
