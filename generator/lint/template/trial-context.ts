import type { Template } from '../../../runtime/gateway/velocity/syntax/ast.ts'
import { asObject, type Json, type JsonObject } from '../../base/json.ts'
import type { Slot } from './requests.ts'
import { PLAIN, withText } from './sample-body.ts'
import { visitTemplate } from './visit.ts'

/** So many names are tried. */
const MOST_NAMES = 40

/** Claims that the provider makes itself: nobody writes quotes into them. */
const SAFE_CLAIMS = new Set(
  'sub iss aud exp iat jti auth_time token_use event_id origin_jti client_id scope email email_verified phone_number phone_number_verified'.split(
    ' ',
  ),
)

/** A request's `$context`, with what the template reads of an authorizer. */
export function contextOf(ast: Template): { readonly value: JsonObject; readonly slots: readonly Slot[] } {
  const authorizer: Record<string, Json> = { principalId: 'user' }
  const claims: Record<string, Json> = {}
  const slots: Slot[] = []
  const add = (holder: Record<string, Json>, path: readonly string[]): void => {
    const name = path.at(-1) ?? ''
    if (Object.hasOwn(holder, name) || slots.length >= MOST_NAMES) return
    Object.defineProperty(holder, name, { value: PLAIN, enumerable: true, configurable: true, writable: true })
    if (!SAFE_CLAIMS.has(name)) slots.push(contextSlot(path))
  }
  visitTemplate(ast, {
    reference({ root, accesses }) {
      const names = accesses.map((access) => (access.kind === 'property' ? access.name : undefined))
      if (root !== 'context') return
      const [first, second, third] = names
      if (first === 'identity' && second === 'userAgent') slots.push(contextSlot(['identity', 'userAgent']))
      if (first !== 'authorizer' || second === undefined) return
      if (second !== 'claims') add(authorizer, ['authorizer', second])
      else if (third !== undefined) add(claims, ['authorizer', 'claims', third])
    },
  })
  const value: JsonObject = { ...CONTEXT, authorizer: { ...authorizer, claims } }
  const unique = new Map(slots.map((slot) => [slot.name, slot]))
  return { value, slots: [...unique.values()] }
}

function contextSlot(path: readonly string[]): Slot {
  return {
    name: `\`$context.${path.join('.')}\``,
    isText: true,
    lines: false,
    set: (given, text) => ({ ...given, context: asObject(withText(given.context, path, text)) }),
  }
}

const CONTEXT: JsonObject = {
  accountId: '123456789012',
  apiId: 'a1b2c3d4e5',
  deploymentId: 'd1e2f3',
  domainName: 'a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com',
  domainPrefix: 'a1b2c3d4e5',
  extendedRequestId: 'JKJaXmPLvHcESHA=',
  httpMethod: 'POST',
  identity: {
    accountId: null,
    apiKey: null,
    apiKeyId: null,
    caller: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    sourceIp: '192.0.2.1',
    user: null,
    userAgent: 'Mozilla/5.0',
    userArn: null,
  },
  path: '/prod/pets',
  protocol: 'HTTP/1.1',
  requestId: '6ba7b810-9dad-41d1-80b4-00c04fd430c8',
  requestTime: '29/Feb/2024:12:00:00 +0000',
  requestTimeEpoch: '1709208000000',
  resourceId: 'r1s2t3',
  resourcePath: '/pets',
  stage: 'prod',
}
