import type { IncomingMessage, ServerResponse } from 'node:http'
import { bytesResponse, type HttpResponse, type StreamedResponse, type UnsentAnswer } from '../http.ts'

/** Most bytes of an answer that are copied to go out in one piece with its head. */
const mostJoined = 16 * 1024

/** Sends an answer; one that breaks off ends the connection, so that nobody takes it for a whole one. */
export function send(incoming: IncomingMessage, outgoing: ServerResponse, answer: UnsentAnswer): Promise<void> | undefined {
  const hasBody = incoming.method !== 'HEAD' && answer.status !== 204 && answer.status !== 304
  if ('pieces' in answer) return sendStreamed(outgoing, answer, hasBody)
  if ('text' in answer && isAscii(answer.text)) sendText(incoming, outgoing, answer, answer.text, hasBody)
  else sendBytes(incoming, outgoing, bytesResponse(answer), hasBody)
  return undefined
}

/** Whether each character is one byte. */
function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length
}

/** Node sends head and body as one piece where the body is text: half the system calls. */
function sendText(
  { method }: IncomingMessage,
  outgoing: ServerResponse,
  { status, headers }: Pick<HttpResponse, 'status' | 'headers'>,
  body: string,
  hasBody: boolean,
): void {
  outgoing.writeHead(status, rawHeaders(outgoing, headers, hasBody ? body.length : undefined))
  if (method === 'HEAD') outgoing.end()
  else outgoing.end(body, 'latin1')
}

function sendBytes(incoming: IncomingMessage, outgoing: ServerResponse, response: HttpResponse, hasBody: boolean): void {
  const { status, headers, body } = response
  // Latin-1 keeps every byte.
  if (body.length <= mostJoined) {
    const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString('latin1')
    sendText(incoming, outgoing, response, text, hasBody)
  } else {
    outgoing.writeHead(status, rawHeaders(outgoing, headers, hasBody ? body.length : undefined))
    outgoing.end(incoming.method === 'HEAD' ? undefined : body)
  }
}

/** At the client's pace. Who hangs up is not waited for. */
async function sendStreamed(outgoing: ServerResponse, response: StreamedResponse, hasBody: boolean): Promise<void> {
  const { status, headers, length, pieces, cancel } = response
  outgoing.once('close', cancel)
  if (!hasBody) cancel()
  // A body of another length than was said would be read wrongly by the client.
  outgoing.strictContentLength = length !== undefined && hasBody
  outgoing.writeHead(status, rawHeaders(outgoing, headers, length))
  outgoing.flushHeaders()
  try {
    for await (const piece of pieces) {
      if (outgoing.destroyed) break
      if (hasBody && !outgoing.write(piece)) await drained(outgoing)
    }
    outgoing.end()
  } catch {
    // Why was said where it was noticed. What came before goes out; that it is not all shows by how it ends.
    outgoing.socket?.destroySoon()
  }
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      outgoing.off('drain', settle).off('close', settle)
      resolve()
    }
    outgoing.once('drain', settle).once('close', settle)
  })
}

/** Node writes a `Keep-Alive` that AWS does not send (recorded), unless somebody else says whether the connection stays. */
function rawHeaders(outgoing: ServerResponse, headers: UnsentAnswer['headers'], length: number | undefined): string[] {
  const raw: string[] = []
  for (const [name, value] of headers) raw.push(name, latin1(value))
  if (length !== undefined) raw.push('Content-Length', String(length))
  // Where neither a length nor chunks say where the body ends, the end of the connection does.
  const stays = outgoing.shouldKeepAlive && (length !== undefined || outgoing.useChunkedEncodingByDefault)
  raw.push('Connection', stays ? 'keep-alive' : 'close')
  return raw
}

/** Node takes one byte a character in header values: UTF-8 goes over the wire as such. */
function latin1(value: string): string {
  return /[^\u0000-\u00ff]/.test(value) ? Buffer.from(value, 'utf8').toString('latin1') : value
}
