import type { ApiDefinition } from '../../definition/rest-api.ts'
import type { Exchange } from '../exchange.ts'
import { methodArn } from './identity.ts'
import { evaluatePolicy, type PolicyDecision } from './policy.ts'
import { conditionKeys, type Principal } from './principal.ts'

/** What may be done with an API. */
export type ExecuteAction = 'execute-api:Invoke' | 'execute-api:InvalidateCache'

/** What an API's resource policy says of a caller; undefined where the API has none. Text that is no policy denies everything. */
export type ResourcePolicy = (exchange: Exchange, principal: Principal | undefined, action: ExecuteAction) => PolicyDecision | undefined

/** The resource policy of a definition, read once. */
export function createResourcePolicy({ policy }: ApiDefinition): ResourcePolicy {
  if (policy === undefined) return () => undefined
  const document = parse(policy)
  return (exchange, principal, action) => {
    const arn = methodArn(exchange)
    const { requestId, ports } = exchange
    const decision =
      evaluatePolicy(document, {
        action,
        resource: arn,
        ...(principal !== undefined && { principals: [principal.arn, principal.accountId] }),
        keys: conditionKeys(exchange, principal),
        log: (line) => ports.log(`${requestId} ${line}`),
      }) ?? 'deny'
    exchange.trace?.({ kind: 'resource-policy', decision, arn })
    return decision
  }
}

function parse(policy: string): unknown {
  try {
    return JSON.parse(policy)
  } catch {
    return undefined
  }
}
