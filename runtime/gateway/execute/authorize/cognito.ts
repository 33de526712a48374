import { createPublicKey, verify } from 'node:crypto'
import type { Authorizer } from '../../definition/rest-api.ts'
import { own, put } from '../../json.ts'
import type { Caches } from '../caches.ts'
import type { Caller, RoutedExchange } from '../exchange.ts'
import type { KeySet } from '../ports.ts'
import { Rejection } from '../rejection.ts'
import { identityValue, matchesExpression } from './identity.ts'

type Claims = Readonly<Record<string, unknown>>

/**
 * Verifies a token of a Cognito user pool: RS256 against the pool's configured keys, issuer, expiry, kind. Without scopes an ID
 * token, with scopes an access token that has one of them. A signature is verified once, all else at every request.
 */
export function authorizeCognito(exchange: RoutedExchange, authorizer: Authorizer, caches: Pick<Caches, 'signatures'>): Caller {
  const value = identityValue(exchange, authorizer.identitySource ?? 'method.request.header.Authorization')
  if (value === undefined) throw unauthorized('The token is missing')
  const token = value.replace(/^Bearer\s+/i, '').trim()
  const pools = (authorizer.providerARNs ?? []).map(poolOf).filter((pool) => pool !== undefined)
  const claims = verifyToken(exchange, token, pools, caches)
  checkTimes(exchange, claims)
  checkKind(exchange, claims)
  checkAudience(exchange, authorizer, claims)
  exchange.trace?.({ kind: 'authorizer', name: authorizer.name, source: 'token', latency: 0, answer: claims })
  return { authorizer: { claims: textClaims(claims) } }
}

interface Pool {
  readonly arn: string
  readonly issuer: string
}

function poolOf(arn: string): Pool | undefined {
  const [, , , region, , resource] = arn.split(':')
  const id = /^userpool\/(.+)$/.exec(resource ?? '')?.[1]
  return id === undefined || region === undefined ? undefined : { arn, issuer: `https://cognito-idp.${region}.amazonaws.com/${id}` }
}

function unauthorized(log: string, text = 'Unauthorized'): Rejection {
  return new Rejection('UNAUTHORIZED', { text, log })
}

function verifyToken({ ports }: RoutedExchange, token: string, pools: readonly Pool[], { signatures }: Pick<Caches, 'signatures'>): Claims {
  const parts = token.split('.')
  const [head = '', body = '', signature = ''] = parts
  const header = decodePart(head)
  const claims = decodePart(body)
  if (parts.length !== 3 || header === undefined || claims === undefined) throw unauthorized('The token is no JSON Web Token')
  // The algorithm is fixed here: a token never chooses how it is verified.
  if (header.alg !== 'RS256') throw unauthorized('The token is not signed with RS256')
  const pool = pools.find(({ issuer }) => issuer === claims.iss)
  if (pool === undefined)
    throw unauthorized(`The issuer of the token, ${JSON.stringify(claims.iss)}, is none of the authorizer's user pools`)
  const keys = own(ports.keySets, pool.arn) ?? own(ports.keySets, pool.issuer)
  if (keys === undefined) {
    throw new Rejection('AUTHORIZER_CONFIGURATION_ERROR', {
      log: `No key set is configured for ${pool.arn}: give the gateway its public keys: --cognito-keys FILE, or keySets`,
    })
  }
  // Keys may be taken back while the gateway runs.
  if (signatures.get(pool.arn, token, ports.now()) !== keys) {
    if (!isSignedBy(keys, header.kid, `${head}.${body}`, signature))
      throw unauthorized('The signature of the token does not fit any key of the pool')
    if (typeof claims.exp === 'number') signatures.set(pool.arn, token, keys, claims.exp * 1000)
  }
  return claims
}

function decodePart(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : undefined
  } catch {
    return undefined
  }
}

function isSignedBy(keys: KeySet, id: unknown, signed: string, signature: string): boolean {
  const key = keys.keys.find((candidate) => candidate.kid === id && candidate.kty === 'RSA')
  if (key === undefined) return false
  try {
    return verify(
      'RSA-SHA256',
      Buffer.from(signed),
      createPublicKey({ key: { ...key }, format: 'jwk' }),
      Buffer.from(signature, 'base64url'),
    )
  } catch {
    return false
  }
}

function checkTimes(exchange: RoutedExchange, { exp, nbf }: Claims): void {
  const now = exchange.ports.now() / 1000
  if (typeof exp !== 'number' || exp <= now) throw unauthorized('The token has expired', 'The incoming token has expired')
  if (typeof nbf === 'number' && nbf > now) throw unauthorized('The token is not valid yet')
}

function checkKind(exchange: RoutedExchange, { token_use: use, scope }: Claims): void {
  const wanted = exchange.method.authorizationScopes ?? []
  if (wanted.length === 0) {
    if (use !== 'id') throw unauthorized(`The method has no scopes, so it takes ID tokens; this one is for ${JSON.stringify(use)}`)
    return
  }
  const granted = typeof scope === 'string' ? scope.split(' ') : []
  if (use !== 'access' || !wanted.some((candidate) => granted.includes(candidate))) {
    throw unauthorized(`The method takes access tokens with one of the scopes ${wanted.join(', ')}`)
  }
}

/** The client that a token was issued to: `aud` of an ID token, `client_id` of an access token (guide: token validation). */
function checkAudience(exchange: RoutedExchange, { identityValidationExpression }: Authorizer, { aud, client_id: clientId }: Claims): void {
  const audience = aud ?? clientId
  if (!matchesExpression(exchange, identityValidationExpression, typeof audience === 'string' ? audience : ''))
    throw unauthorized(`The token was issued to ${JSON.stringify(audience)}, which the validation expression does not match`)
}

/** Claims are texts for templates and events; lists print as `[a b]`. */
function textClaims(claims: Claims): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(claims)) {
    put(
      texts,
      name,
      Array.isArray(value)
        ? `[${value.map(String).join(' ')}]`
        : typeof value === 'object' && value !== null
          ? JSON.stringify(value)
          : String(value),
    )
  }
  return texts
}
