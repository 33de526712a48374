import { brotliDecompressSync, deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib'
import type { ApiDefinition } from '../definition/rest-api.ts'
import { LIMITS } from '../facts.ts'
import { bytesResponse, type HeaderList, type HttpRequest, headerOf, type UnsentAnswer } from '../http.ts'
import { own } from '../json.ts'
import { Rejection } from './rejection.ts'

/** The request with its body decoded, where the API compresses and the body came compressed (guide: gzip and deflate). */
export function decompressRequest(api: ApiDefinition, request: HttpRequest): HttpRequest {
  if (api.minimumCompressionSize === undefined || request.body.length === 0) return request
  const coding = headerOf(request.headers, 'Content-Encoding')?.trim().toLowerCase()
  if (coding !== 'gzip' && coding !== 'deflate') return request
  const headers = request.headers.filter(([name]) => name.toLowerCase() !== 'content-encoding')
  try {
    const options = { maxOutputLength: LIMITS.payloadBytes }
    return { ...request, headers, body: coding === 'gzip' ? gunzipSync(request.body, options) : inflateSync(request.body, options) }
  } catch (error) {
    if (error instanceof RangeError) throw new Rejection('REQUEST_TOO_LARGE')
    throw new Rejection('DEFAULT_4XX', { status: 400, text: 'Could not decompress request body', log: `The body is not ${coding}` })
  }
}

/** The body of a back end's answer, plain: the client is not told of its coding (recorded), so it could not read another (assumed, decision 0065). */
export function decodeBody(headers: HeaderList, body: Uint8Array): Uint8Array {
  const coding = headerOf(headers, 'Content-Encoding')?.trim().toLowerCase()
  const decode = coding === undefined ? undefined : own(DECODERS, coding)
  if (decode === undefined || body.length === 0) return body
  try {
    return decode(body, { maxOutputLength: LIMITS.payloadBytes })
  } catch {
    // It is not what it says: the client gets it as it came.
    return body
  }
}

const DECODERS: Readonly<Record<string, (body: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
}

/** The response compressed, where the API does so from this size on and the client takes it. What is streamed is left as it is (guide). */
export function compressResponse(api: ApiDefinition, request: HttpRequest, response: UnsentAnswer): UnsentAnswer {
  if ('pieces' in response) return response
  const { minimumCompressionSize } = api
  if (minimumCompressionSize === undefined || headerOf(response.headers, 'Content-Encoding') !== undefined) return response
  const { body: plain } = bytesResponse(response)
  if (plain.length === 0 || plain.length < minimumCompressionSize) return response
  const accepted = acceptedCodings(headerOf(request.headers, 'Accept-Encoding') ?? '')
  const coding = accepted.includes('gzip') ? 'gzip' : accepted.includes('deflate') ? 'deflate' : undefined
  if (coding === undefined) return response
  const body = coding === 'gzip' ? gzipSync(plain) : deflateSync(plain)
  return { status: response.status, headers: [...response.headers, ['Content-Encoding', coding]], body }
}

function acceptedCodings(header: string): readonly string[] {
  return header.split(',').flatMap((part) => {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
    return parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)) ? [] : [name]
  })
}
