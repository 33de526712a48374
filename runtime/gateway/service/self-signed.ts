import { generateKeyPair, randomBytes, sign } from 'node:crypto'
import { promisify } from 'node:util'

/** DER, as far as a certificate needs it (X.690). */
const TAG = { integer: 0x02, bits: 0x03, null: 0x05, oid: 0x06, text: 0x0c, time: 0x17, sequence: 0x30, set: 0x31, version: 0xa0 } as const

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const length = content.length
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...head]), content])
}

/** An object identifier whose arcs are all below 2^28. */
function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes = rest.flatMap((arc) => {
    const septets = [arc & 0x7f]
    for (let left = arc >> 7; left > 0; left >>= 7) septets.unshift((left & 0x7f) | 0x80)
    return septets
  })
  return der(TAG.oid, Buffer.from([first * 40 + second, ...bytes]))
}

/** Two digits of a year are enough until 2050. */
function utcTime(date: Date): Buffer {
  return der(TAG.time, Buffer.from(`${date.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`))
}

/** The names that the service puts into its client certificates, by attribute type. */
const NAMES: readonly (readonly [type: string, value: string])[] = [
  ['2.5.4.6', 'US'],
  ['2.5.4.8', 'Washington'],
  ['2.5.4.7', 'Seattle'],
  ['2.5.4.10', 'Amazon.com'],
  ['2.5.4.11', 'ApiGateway'],
  ['2.5.4.3', 'ApiGateway'],
]

const SHA256_WITH_RSA = '1.2.840.113549.1.1.11'

/** A certificate (X.509 version 3, RSA of 2048 bits) signed with its own key, as PEM; the key is forgotten. */
export async function selfSignedCertificate(valid: { readonly notBefore: Date; readonly notAfter: Date }): Promise<string> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const algorithm = der(TAG.sequence, oid(SHA256_WITH_RSA), der(TAG.null))
  const name = der(
    TAG.sequence,
    ...NAMES.map(([type, value]) => der(TAG.set, der(TAG.sequence, oid(type), der(TAG.text, Buffer.from(value))))),
  )
  const serial = randomBytes(8)
  // A leading one would make the number negative.
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x01
  const body = der(
    TAG.sequence,
    der(TAG.version, der(TAG.integer, Buffer.from([2]))),
    der(TAG.integer, serial),
    algorithm,
    name,
    der(TAG.sequence, utcTime(valid.notBefore), utcTime(valid.notAfter)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = der(TAG.bits, Buffer.from([0]), sign('sha256', body, privateKey))
  const lines =
    der(TAG.sequence, body, algorithm, signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----'].join('\n')
}
