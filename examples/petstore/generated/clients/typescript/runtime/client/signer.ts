import { type Credentials, canonicalRequest, credentialScope, sha256, sign, signingKey, stringToSign } from '../sigv4.js'
import type { Outgoing, Signer } from './client.js'

/** How calls are signed for IAM. */
export interface SigningOptions {
  /** Keys, or a function that is asked for them at every attempt. */
  readonly credentials: Credentials | (() => Credentials | Promise<Credentials>)
  /** Default: read from a host such as `….execute-api.eu-central-1.amazonaws.com`. */
  readonly region?: string
  /** Default `execute-api`. */
  readonly service?: string
  /** In place of the clock, for tests. */
  readonly now?: () => Date
}

/** Signs calls with AWS Signature Version 4. */
export function sigv4(options: SigningOptions): Signer {
  const { credentials, service = 'execute-api', now = () => new Date() } = options
  return async (request: Outgoing) => {
    const { accessKeyId, secretAccessKey, sessionToken } = typeof credentials === 'function' ? await credentials() : credentials
    // As `fetch` will send it: a whole address, and a form with its boundary.
    const whole = new Request(request.url, request)
    const { host, pathname, search } = new URL(whole.url)
    const region = options.region ?? /\.execute-api\.([^.]+)\./.exec(host)?.[1]
    if (!region) throw new TypeError(`sigv4 needs a region: ${host} names none.`)
    const { headers } = request
    const type = whole.headers.get('content-type')
    if (type) headers.set('content-type', type)
    const bytes = await whole.arrayBuffer()
    if (request.body) request.body = bytes
    const time = now()
      .toISOString()
      .replace(/\.\d+|\W/g, '')
    headers.set('x-amz-date', time)
    if (sessionToken) headers.set('x-amz-security-token', sessionToken)
    const signed: [string, string][] = [['host', host]]
    headers.forEach((value, name) => {
      if (/^(x-amz-|content-type$)/.test(name)) signed.push([name, value])
    })
    const scope = credentialScope(time, region, service)
    const canonical = canonicalRequest({
      method: request.method,
      path: pathname,
      query: search.slice(1),
      headers: signed,
      payloadHash: await sha256(bytes),
    })
    const signature = await sign(await signingKey(secretAccessKey, scope), await stringToSign(time, scope, canonical))
    // The canonical request names them in its last line but one.
    const [names] = canonical.split('\n').slice(-2)
    headers.set('authorization', `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`)
  }
}
