import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

/** What Node says against bytes that it cannot read as a request. */
interface UnreadableError extends Error {
  readonly code?: string
  readonly rawPacket?: Uint8Array
}

/** Answers what is no HTTP request, and says why: nobody else hears of it. */
export function refuseUnreadable(error: UnreadableError, socket: Duplex, log: (line: string) => void): void {
  // Who hung up is told nothing.
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const status = statusOf(error)
  const message = STATUS_CODES[status] ?? 'Bad Request'
  // A client that stopped in the middle of its request changed its mind; it may still read.
  if (error.code !== 'HPE_INVALID_EOF_STATE') log(`A request was answered with ${status}, for it cannot be read: ${reasonOf(error)}`)
  const body = JSON.stringify({ message })
  socket.end(
    `HTTP/1.1 ${status} ${message}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  )
}

/** As Node answers by itself. */
function statusOf({ code }: UnreadableError): number {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return 431
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return 413
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 408
    default:
      return 400
  }
}

/** The first byte of a TLS handshake. */
const HANDSHAKE = 0x16

function reasonOf({ code, message, rawPacket }: UnreadableError): string {
  if (rawPacket?.[0] === HANDSHAKE) return 'the client speaks TLS. The address begins with http://, not with https://'
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'it did not come to its end in time' : message
}
