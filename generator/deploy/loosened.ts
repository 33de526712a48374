import { asArray, asObject, canonicalJson, type Json, type JsonObject } from '../base/json.ts'
import type { MethodSetting, UsagePlanSetting } from '../model/settings.ts'
import type { Entity } from './entities.ts'

/** What of a stage lets more happen than before, a sentence each; undefined where nothing does. */
type Loosened = string | undefined

/** What a change of something that is there opens up. */
export function loosenedBy(kind: Entity['kind'], id: string, before: Json, after: Json): Loosened {
  switch (kind) {
    case 'method':
      return loosenedMethod(asObject(before), asObject(after))
    case 'authorizer':
      return 'Whom it lets in is decided in another way.'
    case 'setting':
      return id === 'x-amazon-apigateway-policy' ? loosenedPolicy(asObject(before), asObject(after)) : undefined
    default:
      return undefined
  }
}

/**
 * What something new opens up on a stage that was there before; `guarded` says that one of its methods asks who calls, so that a new one
 * that does not is worth a question. A first import opens nothing up: nothing was closed.
 */
export function openedBy(kind: Entity['kind'], value: Json, guarded: boolean): Loosened {
  if (kind !== 'method') return undefined
  const role = roleOf(asObject(value))
  return sentences([
    guarded && guardsOf(asObject(value)).size === 0 ? 'Everybody may call it, and other methods ask who calls.' : undefined,
    role === undefined ? undefined : `API Gateway calls its back end as \`${role}\`.`,
  ])
}

/** What goes when something goes. */
export function loosenedByRemoval(kind: Entity['kind'], id: string): Loosened {
  if (kind === 'authorizer') return 'It is asked about nobody any more.'
  return kind === 'setting' && id === 'x-amazon-apigateway-policy' ? 'Whom it kept out may call.' : undefined
}

/** What a change of a method's settings opens up: its throttle. What was not throttled cannot become looser. */
export function loosenedSetting(before: MethodSetting | undefined, after: MethodSetting | undefined): Loosened {
  const raised = (['throttlingRateLimit', 'throttlingBurstLimit'] as const).filter((name) => {
    const [old, next] = [limit(before?.[name]), limit(after === undefined ? undefined : (after[name] ?? before?.[name]))]
    return next > old
  })
  return raised.length === 0 ? undefined : 'It lets more requests through.'
}

/** The limits of a usage plan that can be looser than before. */
type PlanLimits = Pick<UsagePlanSetting, 'throttle' | 'quota' | 'methodThrottles'>

/**
 * What a change of a usage plan's limits opens up. A quota is tighter where what it lets through in the old one's period is no more than before;
 * throttles of methods that are not said stay as they are.
 */
export function loosenedPlan(before: PlanLimits, after: PlanLimits): Loosened {
  const methods = Object.entries(before.methodThrottles ?? {}).map(([method, old]) => [
    old,
    (after.methodThrottles ?? { [method]: old })[method],
  ])
  const faster = [[before.throttle, after.throttle], ...methods].some(([old, next]) =>
    (['rateLimit', 'burstLimit'] as const).some((name) => limit(next?.[name]) > limit(old?.[name])),
  )
  const [old, next] = [before.quota, after.quota]
  const more = old !== undefined && (next === undefined || next.limit * Math.ceil(DAYS[old.period] / DAYS[next.period]) > old.limit)
  return faster || more ? 'It lets more requests through.' : undefined
}

/** The days of the periods of quotas, at most. */
const DAYS = { DAY: 1, WEEK: 7, MONTH: 31 } as const

/** Nothing and -1 are no limit of the stage's own. */
function limit(value: number | undefined): number {
  return value === undefined || value < 0 ? Number.POSITIVE_INFINITY : value
}

/** Whether a method asks who calls: an authorizer, IAM or an API key. */
export function isGuarded(method: Json): boolean {
  return guardsOf(asObject(method)).size > 0
}

function loosenedMethod(before: JsonObject, after: JsonObject): Loosened {
  const [old, next] = [guardsOf(before), guardsOf(after)]
  const dropped = [...old.keys()].filter((name) => !next.has(name))
  const widened = [...next].filter(([name, scopes]) => {
    const known = old.get(name)
    // One of its scopes is enough, and no scopes let every token in.
    return known !== undefined && known.length > 0 && (scopes.length === 0 || scopes.some((scope) => !known.includes(scope)))
  })
  const role = roleOf(after)
  return sentences([
    dropped.length === 0 ? undefined : `It does not ask for ${dropped.map((name) => `\`${name}\``).join(', ')} any more.`,
    widened.length === 0 ? undefined : `It lets in tokens with other scopes for ${widened.map(([name]) => `\`${name}\``).join(', ')}.`,
    role === undefined || role === roleOf(before) ? undefined : `API Gateway calls its back end as \`${role}\`.`,
  ])
}

/** What a method asks for, with its scopes. Exports write one requirement for each. */
function guardsOf(method: JsonObject): ReadonlyMap<string, readonly string[]> {
  const entries = asArray(method.security).flatMap((requirement) => Object.entries(asObject(requirement)))
  return new Map(entries.map(([name, scopes]) => [name, asArray(scopes).map(String)]))
}

function roleOf(method: JsonObject): string | undefined {
  const { credentials } = asObject(method['x-amazon-apigateway-integration'])
  return credentials === undefined || credentials === null ? undefined : String(credentials)
}

/** Tighter is only what keeps its denials and allows nothing new; whatever else, nobody can tell without asking IAM. */
function loosenedPolicy(before: JsonObject, after: JsonObject): Loosened {
  const missing = (effect: string, of: JsonObject, from: JsonObject): boolean => {
    const known = new Set(statements(effect, from))
    return statements(effect, of).some((statement) => !known.has(statement))
  }
  return missing('Allow', after, before) || missing('Deny', before, after) ? 'It may let in whom it kept out.' : undefined
}

function statements(effect: string, policy: JsonObject): string[] {
  const all = [policy.Statement ?? []].flat() as readonly Json[]
  return all.filter((statement) => asObject(statement).Effect === effect).map((statement) => canonicalJson(statement))
}

function sentences(parts: readonly Loosened[]): Loosened {
  const said = parts.filter((part) => part !== undefined)
  return said.length === 0 ? undefined : said.join(' ')
}
