import { canonicalRequest, credentialScope, sha256, sign, signingKey, stringToSign } from '../../runtime/typescript/sigv4.ts'
import type { TestRequest } from './data-plane.ts'

/** What a signature is made for and with. */
export interface Signing {
  readonly method: string
  /** Below the stage `dev`. */
  readonly path: string
  readonly query?: string
  readonly body?: string
  /** Milliseconds since the epoch. */
  readonly time: number
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly service?: string
}

/** A request to the stage `dev` with a Signature Version 4 in its headers. */
export async function signedRequest(signing: Signing): Promise<TestRequest> {
  const { method, path, query = '', body = '', accessKeyId, secretAccessKey, service = 'execute-api' } = signing
  const time = new Date(signing.time).toISOString().replace(/[-:]|\.\d{3}/g, '')
  const headers: [string, string][] = [
    ['Host', 'api.example'],
    ['X-Amz-Date', time],
  ]
  const scope = credentialScope(time, 'us-east-1', service)
  const canonical = canonicalRequest({ method, path: `/dev${path}`, query, headers, payloadHash: await sha256(body) })
  const signature = await sign(await signingKey(secretAccessKey, scope), await stringToSign(time, scope, canonical))
  headers.push([
    'Authorization',
    `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=host;x-amz-date, Signature=${signature}`,
  ])
  return { method, path, query, headers, body }
}
