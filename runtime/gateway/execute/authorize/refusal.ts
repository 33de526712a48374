import type { Exchange } from '../exchange.ts'
import { Rejection } from '../rejection.ts'
import { methodArn } from './identity.ts'
import type { Principal } from './principal.ts'

/** Which policy keeps a caller out, and how: it denies, or nothing in it allows. */
export interface Refusal {
  readonly decision: 'deny' | 'none'
  /** The API's own policy is based on a resource; a caller's, or the one that an authorizer answers, on an identity. */
  readonly policy: 'identity-based' | 'resource-based'
}

/** Why somebody is kept out, as the end of a sentence (quoted answers; decision 0154). */
export function reasonOf({ decision, policy }: Refusal): string {
  if (decision === 'none') return ` because no ${policy} policy allows the execute-api:Invoke action`
  return ` with an explicit deny in ${policy === 'identity-based' ? 'an' : 'a'} ${policy} policy`
}

/** 403 in the words of IAM. All of the account's number but its end is hidden (quoted answers). */
export function notAuthorized(exchange: Exchange, principal: Principal | undefined, refusal: Refusal): Rejection {
  const arn = methodArn(exchange).replace(/^((?:[^:]*:){4})\d*(\d{4}):/, '$1********$2:')
  const who = principal === undefined ? 'anonymous' : principal.arn
  return new Rejection('ACCESS_DENIED', {
    text: `User: ${who} is not authorized to perform: execute-api:Invoke on resource: ${arn}${reasonOf(refusal)}`,
    capitalized: true,
    log: `A policy ${refusal.decision === 'deny' ? 'denies' : 'does not allow'} ${methodArn(exchange)} to ${who}`,
  })
}
