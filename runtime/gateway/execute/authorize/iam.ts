import { createHash, timingSafeEqual } from 'node:crypto'
import {
  canonicalPath,
  canonicalRequest,
  credentialScope,
  sha256,
  sign,
  signingKey,
  stringToSign,
  type WireRequest,
} from '../../../typescript/sigv4.ts'
import type { HttpRequest } from '../../http.ts'
import { own } from '../../json.ts'
import type { Caller, MultiMap, RoutedExchange } from '../exchange.ts'
import type { Credential, ExecutionPorts } from '../ports.ts'
import { Rejection } from '../rejection.ts'
import { methodArn } from './identity.ts'
import { evaluatePolicy, type PolicyDecision } from './policy.ts'
import { conditionKeys, type Principal, principalOf } from './principal.ts'
import { notAuthorized, type Refusal } from './refusal.ts'
import type { ExecuteAction, ResourcePolicy } from './resource-policy.ts'

/** How far a signature's time may be off. */
const skewMs = 5 * 60 * 1000

interface Signature {
  readonly accessKeyId: string
  readonly date: string
  readonly region: string
  readonly service: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
  /** `20150830T123600Z`. */
  readonly time: string
  /** The query without the signature itself. */
  readonly query: string
  readonly payloadHash: string | undefined
  readonly expiresSeconds?: number
}

/**
 * Verifies a Signature Version 4, in the headers or in the query, against the configured keys. Then the policy of the caller (where the key
 * has one; else all is allowed) and that of the API decide: either may allow, unless the caller is of another account: then both have to.
 */
export async function authorizeIam(exchange: RoutedExchange, resourcePolicy: ResourcePolicy): Promise<Caller> {
  const { request, query, ports, target } = exchange
  // A client may sign the path of the API's own domain although it reached the gateway under another.
  const otherPath = `/${target.stage.stageName}${target.path}`
  const { signature, credential } = await verifySignature({ request, query, ports, service: 'execute-api', otherPath })
  exchange.trace?.({ kind: 'authorizer', name: 'AWS_IAM', source: 'signature', latency: 0, answer: { accessKeyId: signature.accessKeyId } })
  const principal = principalOf(exchange, signature.accessKeyId, credential)
  const refusal = refusalOf(exchange, principal, resourcePolicy, 'execute-api:Invoke')
  if (refusal !== undefined) throw notAuthorized(exchange, principal, refusal)
  return { accessKey: signature.accessKeyId, principal }
}

/** A request with a signature, for the service that it reached. */
export interface SignedRequest {
  readonly request: Omit<HttpRequest, 'sourceIp'>
  readonly query: MultiMap
  readonly ports: Pick<ExecutionPorts, 'now' | 'credentials'>
  readonly service: string
  /** Another path that the client may have signed. */
  readonly otherPath?: string
}

/** Whose signature a request has; throws a rejection for one that is missing, wrong or late. */
export async function verifySignature(signed: SignedRequest): Promise<{ readonly signature: Signature; readonly credential: Credential }> {
  const header = signed.request.headers.findLast(([name]) => name.toLowerCase() === 'authorization')?.[1]
  const signature = header === undefined ? fromQuery(signed) : fromHeader(signed, header)
  if (signature === undefined) throw new Rejection('MISSING_AUTHENTICATION_TOKEN', { log: 'The request is not signed' })
  const known = own(signed.ports.credentials, signature.accessKeyId)
  const credential = typeof known === 'string' ? { secretAccessKey: known } : known
  if (credential === undefined) {
    throw new Rejection('DEFAULT_4XX', {
      status: 403,
      errorType: 'UnrecognizedClientException',
      text: 'The security token included in the request is invalid.',
      log: `The access key ${JSON.stringify(signature.accessKeyId)} is none of the configured credentials`,
    })
  }
  checkTime(signed, signature)
  await checkSignature(signed, signature, credential.secretAccessKey)
  return { signature, credential }
}

/** Whether a caller may ask for a fresh answer: nobody may who did not sign. */
export function mayInvalidateCache(exchange: RoutedExchange, { principal }: Caller, resourcePolicy: ResourcePolicy): boolean {
  return principal !== undefined && refusalOf(exchange, principal, resourcePolicy, 'execute-api:InvalidateCache') === undefined
}

/** Which of the two policies keeps a caller out; undefined where he may. */
function refusalOf(
  exchange: RoutedExchange,
  principal: Principal,
  resourcePolicy: ResourcePolicy,
  action: ExecuteAction,
): Refusal | undefined {
  const ofApi = resourcePolicy(exchange, principal, action)
  const { policy } = principal.credential
  const ofCaller: PolicyDecision =
    policy === undefined
      ? 'allow'
      : (evaluatePolicy(policy, {
          action,
          resource: methodArn(exchange),
          keys: conditionKeys(exchange, principal),
          log: (line) => exchange.ports.log(`${exchange.requestId} ${line}`),
        }) ?? 'none')
  if (ofCaller === 'deny') return { decision: 'deny', policy: 'identity-based' }
  if (ofApi === 'deny') return { decision: 'deny', policy: 'resource-based' }
  const foreign = principal.accountId !== exchange.target.accountId
  if (ofCaller === 'allow' && (ofApi === 'allow' || !foreign)) return undefined
  if (ofApi === 'allow' && !foreign) return undefined
  return { decision: 'none', policy: ofCaller === 'allow' ? 'resource-based' : 'identity-based' }
}

/** An Authorization header that is no signature: what AWS says of it, the value only as a digest. */
export function incompleteSignature(header: string): Rejection {
  const digest = createHash('sha256').update(header).digest('base64')
  return new Rejection('INVALID_SIGNATURE', {
    status: 403,
    errorType: 'IncompleteSignatureException',
    text: `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${digest}'.`,
  })
}

function parseScope(credential: string): Pick<Signature, 'accessKeyId' | 'date' | 'region' | 'service'> | undefined {
  const [accessKeyId, date, region, service, end, more] = credential.split('/')
  if (accessKeyId === undefined || date === undefined || region === undefined || service === undefined) return undefined
  return end === 'aws4_request' && more === undefined && /^\d{8}$/.test(date) ? { accessKeyId, date, region, service } : undefined
}

function fromHeader(signed: SignedRequest, header: string): Signature {
  if (!header.startsWith('AWS4-HMAC-SHA256 ')) throw incompleteSignature(header)
  const pairs = new Map(
    header
      .slice('AWS4-HMAC-SHA256 '.length)
      .split(',')
      .map((pair) => {
        const equals = pair.indexOf('=')
        return [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()] as const
      }),
  )
  const scope = parseScope(pairs.get('Credential') ?? '')
  const signature = pairs.get('Signature')
  const signedHeaders = pairs.get('SignedHeaders')
  const time = sentHeader(signed, 'x-amz-date')
  if (scope === undefined || signature === undefined || signedHeaders === undefined || time === undefined) throw incompleteSignature(header)
  return {
    ...scope,
    signature,
    signedHeaders: signedHeaders.split(';'),
    time,
    query: signed.request.query,
    payloadHash: sentHeader(signed, 'x-amz-content-sha256'),
  }
}

function fromQuery(signed: SignedRequest): Signature | undefined {
  const value = (name: string): string | undefined => own(signed.query, name)?.at(-1)
  const signature = value('X-Amz-Signature')
  const scope = parseScope(value('X-Amz-Credential') ?? '')
  const signedHeaders = value('X-Amz-SignedHeaders')
  const time = value('X-Amz-Date')
  if (
    value('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256' ||
    signature === undefined ||
    scope === undefined ||
    signedHeaders === undefined ||
    time === undefined
  )
    return undefined
  const query = signed.request.query
    .split('&')
    .filter((pair) => !pair.startsWith('X-Amz-Signature='))
    .join('&')
  const expires = Number(value('X-Amz-Expires') ?? '300')
  return {
    ...scope,
    signature,
    signedHeaders: signedHeaders.split(';'),
    time,
    query,
    payloadHash: undefined,
    expiresSeconds: Number.isInteger(expires) ? expires : 0,
  }
}

/** The header as the client sent and signed it. */
function sentHeader(signed: SignedRequest, name: string): string | undefined {
  return signed.request.headers.findLast(([candidate]) => candidate.toLowerCase() === name)?.[1]
}

function checkTime(signed: SignedRequest, { time, date, expiresSeconds }: Signature): void {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time)
  const signedAt = parts === null ? Number.NaN : Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`)
  const now = signed.ports.now()
  const late = expiresSeconds === undefined ? skewMs : expiresSeconds * 1000
  if (Number.isNaN(signedAt) || !time.startsWith(date))
    throw invalidSignature('Date in Credential scope does not match the date of the request')
  if (now - signedAt > late)
    throw invalidSignature(`Signature expired: ${time} is now earlier than ${stamp(now - late)} (${stamp(now)} - 5 min.)`)
  if (signedAt - now > skewMs)
    throw invalidSignature(`Signature not yet current: ${time} is still later than ${stamp(now + skewMs)} (${stamp(now)} + 5 min.)`)
}

function stamp(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '')
}

function invalidSignature(text?: string): Rejection {
  return new Rejection('INVALID_SIGNATURE', text === undefined ? {} : { text })
}

async function checkSignature(signed: SignedRequest, signature: Signature, secret: string): Promise<void> {
  const { request, otherPath } = signed
  const { time, region, service, signedHeaders } = signature
  if (service !== signed.service) throw invalidSignature(`Credential should be scoped to correct service: '${signed.service}'.`)
  const bodyHash = await sha256(Uint8Array.from(request.body))
  if (signature.payloadHash !== undefined && signature.payloadHash !== bodyHash && signature.payloadHash !== 'UNSIGNED-PAYLOAD')
    throw invalidSignature()
  if (!signedHeaders.includes('host')) throw invalidSignature(`'Host' must be a 'SignedHeader' in the AWS Authorization.`)
  const wire: WireRequest = {
    method: request.method,
    path: request.path,
    query: signature.query,
    headers: request.headers.filter(([name]) => signedHeaders.includes(name.toLowerCase())),
    payloadHash: signature.payloadHash ?? bodyHash,
  }
  const scope = credentialScope(time, region, service)
  const key = await signingKey(secret, scope)
  for (const path of new Set([request.path, otherPath ?? request.path])) {
    for (const verbatim of [false, true]) {
      const expected = await sign(key, await stringToSign(time, scope, canonicalRequest(wire, verbatim ? path : canonicalPath(path))))
      if (isSame(expected, signature.signature)) return
    }
  }
  throw invalidSignature()
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
