import { type Exchange, headerValues } from '../exchange.ts'
import type { Credential } from '../ports.ts'
import type { ConditionKeys } from './policy-conditions.ts'

/** Who signed a request. */
export interface Principal {
  readonly arn: string
  readonly accountId: string
  readonly credential: Credential
}

/** Whom an access key belongs to: the ARN that it was configured with, else a user of the API's own account that is named after it. */
export function principalOf(exchange: Exchange, accessKeyId: string, credential: Credential): Principal {
  const { partition, accountId } = exchange.target
  const arn = credential.arn ?? `arn:${partition}:iam::${accountId}:user/${accessKeyId}`
  return { arn, accountId: arn.split(':')[4] ?? accountId, credential }
}

/** The condition keys of a request that the gateway knows; keys of VPCs and organizations have no value here (guide: condition keys for API Gateway). */
export function conditionKeys(exchange: Exchange, principal: Principal | undefined): ConditionKeys {
  const now = exchange.ports.now()
  const header = (key: string, name: string): ConditionKeys => {
    const value = headerValues(exchange, name)?.at(-1)
    return value === undefined ? {} : { [key]: [value] }
  }
  return {
    'aws:sourceip': [exchange.request.sourceIp],
    'aws:securetransport': ['true'],
    'aws:currenttime': [new Date(now).toISOString()],
    'aws:epochtime': [String(Math.floor(now / 1000))],
    ...header('aws:useragent', 'User-Agent'),
    ...header('aws:referer', 'Referer'),
    ...(principal === undefined
      ? { 'aws:principaltype': ['Anonymous'] }
      : {
          'aws:principalarn': [principal.arn],
          'aws:principalaccount': [principal.accountId],
          'aws:principaltype': [/:assumed-role\//.test(principal.arn) ? 'AssumedRole' : 'User'],
          'aws:username': [principal.arn.split('/').at(-1) ?? ''],
        }),
  }
}
