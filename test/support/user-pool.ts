import { generateKeyPairSync, sign } from 'node:crypto'
import type { KeySet } from '../../runtime/gateway/execute/ports.ts'

/** A Cognito user pool of a test: its keys, and tokens that it issues. */
export interface TestPool {
  readonly scheme: Record<string, unknown>
  readonly keySets: Readonly<Record<string, KeySet>>
  /** The moment at which its tokens hold. */
  readonly now: number
  readonly claims: Readonly<Record<string, unknown>>
  /** A signed token with these claims besides or instead of the usual ones of an ID token. */
  token(claims: object, header?: object): string
}

/** Part of a token. */
export function encodePart(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** Makes a pool with a key pair of its own. */
export function cognitoPool(authorizer: Record<string, unknown> = {}, id = 'us-east-1_abc'): TestPool {
  const arn = `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${id}`
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const now = Date.UTC(2026, 0, 1)
  const claims = {
    iss: `https://cognito-idp.us-east-1.amazonaws.com/${id}`,
    token_use: 'id',
    aud: 'client-1',
    sub: 'me',
    email: 'me@example.com',
    exp: now / 1000 + 60,
  }
  return {
    scheme: {
      type: 'apiKey',
      name: 'Authorization',
      in: 'header',
      'x-amazon-apigateway-authtype': 'cognito_user_pools',
      'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [arn], ...authorizer },
    },
    keySets: { [arn]: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }] } },
    now,
    claims,
    token(more, header = { alg: 'RS256', kid: 'k1' }) {
      const signed = `${encodePart(header)}.${encodePart({ ...claims, ...more })}`
      return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`
    },
  }
}
