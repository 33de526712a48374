import {
  type Credentials,
  canonicalPath,
  canonicalRequest,
  credentialScope,
  sha256,
  sign,
  signingKey,
  stringToSign,
} from '../../../typescript/sigv4.ts'
import type { HeaderList } from '../../http.ts'

/** A request that a service is sent. */
export interface ServiceRequest {
  readonly method: string
  readonly url: URL
  readonly headers: HeaderList
  readonly body: Uint8Array
}

/** The headers of a request with a Signature Version 4 among them. `time` in milliseconds since the epoch. */
export async function signedHeaders(
  { method, url, headers, body }: ServiceRequest,
  scope: { readonly region: string; readonly service: string; readonly credentials: Credentials; readonly time: number },
): Promise<HeaderList> {
  const { region, service, credentials } = scope
  const time = new Date(scope.time).toISOString().replace(/[-:]|\.\d{3}/g, '')
  const payloadHash = await sha256(Uint8Array.from(body))
  const all: HeaderList = [
    ...headers,
    ['Host', url.host],
    ['X-Amz-Date', time],
    ['X-Amz-Content-Sha256', payloadHash],
    ...(credentials.sessionToken === undefined ? [] : ([['X-Amz-Security-Token', credentials.sessionToken]] as const)),
  ]
  const wire = { method, path: url.pathname, query: url.search.slice(1), headers: all, payloadHash }
  const name = credentialScope(time, region, service)
  // S3 takes the path as it is on the wire.
  const canonical = canonicalRequest(wire, service === 's3' ? url.pathname : canonicalPath(url.pathname))
  const signature = await sign(await signingKey(credentials.secretAccessKey, name), await stringToSign(time, name, canonical))
  const names = [...new Set(all.map(([header]) => header.toLowerCase()))].sort().join(';')
  return [
    ...all,
    ['Authorization', `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${name}, SignedHeaders=${names}, Signature=${signature}`],
  ]
}
