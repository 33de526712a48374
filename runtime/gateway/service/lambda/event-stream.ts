import { crc32 } from 'node:zlib'

/** The media type of streams of events. */
export const EVENT_STREAM = 'application/vnd.amazon.eventstream'

/** The type of a header's value that is text. */
const textValue = 7

/**
 * One event as AWS's services send it: lengths, the lengths' checksum, headers, payload, the checksum of all
 * (Smithy: Amazon Event Stream Specification). Numbers are big-endian.
 */
export function eventMessage(eventType: string, contentType: string, payload: Uint8Array): Uint8Array {
  const headers = Buffer.concat([
    eventHeader(':event-type', eventType),
    eventHeader(':content-type', contentType),
    eventHeader(':message-type', 'event'),
  ])
  const message = Buffer.alloc(12 + headers.length + payload.length + 4)
  message.writeUInt32BE(message.length, 0)
  message.writeUInt32BE(headers.length, 4)
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8)
  message.set(headers, 12)
  message.set(payload, 12 + headers.length)
  message.writeUInt32BE(crc32(message.subarray(0, -4)), message.length - 4)
  return message
}

function eventHeader(name: string, value: string): Uint8Array {
  const header = Buffer.alloc(1 + name.length + 3 + value.length)
  header.writeUInt8(name.length, 0)
  header.write(name, 1, 'latin1')
  header.writeUInt8(textValue, 1 + name.length)
  header.writeUInt16BE(value.length, 2 + name.length)
  header.write(value, 4 + name.length, 'latin1')
  return header
}
