import { isObject, type JsonObject, own } from '../../json.ts'
import { type ConditionKeys, conditionOutcome, isTextList } from './policy-conditions.ts'
import { matchesWildcards } from './wildcards.ts'

/** What a policy says of one request. */
export type PolicyDecision = 'allow' | 'deny' | 'none'

/** What a policy is asked. */
export interface PolicyRequest {
  readonly action: string
  readonly resource: string
  /** What a `Principal` may call the caller besides `*`: its ARN and its account. Undefined: nobody is known, only `*` fits. */
  readonly principals?: readonly string[]
  readonly keys: ConditionKeys
  /** Told why a statement was taken for its safe side. */
  readonly log: (line: string) => void
}

/**
 * Evaluates an IAM policy document: an explicit deny wins. A statement with a condition that cannot be evaluated never allows and
 * always denies. Undefined: this is no policy document.
 */
export function evaluatePolicy(document: unknown, request: PolicyRequest): PolicyDecision | undefined {
  const found = isObject(document) ? own(document, 'Statement') : undefined
  const statements: readonly unknown[] = Array.isArray(found) ? found : found === undefined ? [] : [found]
  if (statements.length === 0) return undefined
  let decision: PolicyDecision = 'none'
  for (const statement of statements) {
    if (!isObject(statement)) return undefined
    const effect = own(statement, 'Effect')
    if (effect !== 'Allow' && effect !== 'Deny') return undefined
    if (!applies(statement, request)) continue
    const condition = conditionOutcome(own(statement, 'Condition'), request.keys)
    if (condition.kind === 'unknown')
      request.log(`A policy's statement ${effect === 'Deny' ? 'denies' : 'does not allow'}: ${condition.why}`)
    if (condition.kind === 'unmet' || (condition.kind === 'unknown' && effect === 'Allow')) continue
    if (effect === 'Deny') return 'deny'
    decision = 'allow'
  }
  return decision
}

/** The patterns of the `Resource` elements of a policy's statements. */
export function resourcesOf(document: unknown): readonly string[] {
  const found = isObject(document) ? own(document, 'Statement') : undefined
  return (Array.isArray(found) ? found : [found]).flatMap((statement: unknown) =>
    isObject(statement) ? textsOf(own(statement, 'Resource')) : [],
  )
}

function applies(statement: JsonObject, { action, resource, principals }: PolicyRequest): boolean {
  return (
    elementFits(statement, 'Action', (pattern) => matchesWildcards(pattern.toLowerCase(), action.toLowerCase())) &&
    elementFits(statement, 'Resource', (pattern) => matchesWildcards(pattern, resource)) &&
    principalFits(statement, principals ?? [])
  )
}

/** `Action` and `Resource` name what they mean, `NotAction` and `NotResource` what they do not. */
function elementFits(statement: JsonObject, element: 'Action' | 'Resource', fits: (pattern: string) => boolean): boolean {
  const named = own(statement, element)
  if (named !== undefined) return textsOf(named).some(fits)
  const excluded = own(statement, `Not${element}`)
  return excluded !== undefined && !textsOf(excluded).some(fits)
}

/** A policy of an authorizer has no principals: it is about its caller. */
function principalFits(statement: JsonObject, principals: readonly string[]): boolean {
  const named = own(statement, 'Principal')
  if (named !== undefined) return namesOf(named).some((name) => isNamed(name, principals))
  const excluded = own(statement, 'NotPrincipal')
  return excluded === undefined || !namesOf(excluded).some((name) => isNamed(name, principals))
}

/** `"*"`, or `{"AWS": …}`; services and federated users are none of an API's callers. */
function namesOf(principal: unknown): readonly string[] {
  return isObject(principal) ? textsOf(own(principal, 'AWS')) : textsOf(principal)
}

/** An account stands for all of its users: `123456789012` and `arn:aws:iam::123456789012:root`. */
function isNamed(name: string, principals: readonly string[]): boolean {
  return name === '*' || principals.includes(/^arn:[^:]*:iam::(\d{12}):root$/.exec(name)?.[1] ?? name)
}

function textsOf(value: unknown): readonly string[] {
  return typeof value === 'string' ? [value] : isTextList(value) ? value : []
}
