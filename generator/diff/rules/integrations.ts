import { asString, equal, isObject, type Json, type JsonObject, own } from '../../base/json.ts'
import { join } from '../../base/pointer.ts'
import type { OperationSurface } from '../../model/api-model.ts'
import type { IntegrationRule } from '../catalog/integrations.ts'
import type { OperationPair } from '../pairs.ts'
import type { Walk } from '../walk.ts'
import { compareCors } from './cors.ts'

const INTEGRATION = 'x-amazon-apigateway-integration'
/** What API Gateway waits where the document is silent (guide). */
const DEFAULT_TIMEOUT = 29_000

/** Members compared as a whole: key → rule. What has no line here and changed is `integration-setting-changed`. */
const WHOLE: Readonly<Record<string, readonly [rule: IntegrationRule, noun: string]>> = {
  uri: ['integration-uri-changed', 'URI'],
  httpMethod: ['integration-method-changed', 'method'],
  passthroughBehavior: ['integration-passthrough-changed', 'passthrough behavior'],
  requestParameters: ['integration-request-parameters-changed', 'request parameters'],
  cacheKeyParameters: ['integration-cache-changed', 'cache key'],
  cacheNamespace: ['integration-cache-changed', 'cache namespace'],
  connectionType: ['integration-connection-changed', 'connection type'],
  connectionId: ['integration-connection-changed', 'connection'],
  integrationTarget: ['integration-connection-changed', 'target'],
}

/** Members with a rule of their own, in another comparison. */
const APART = new Set(['type', 'credentials', 'timeoutInMillis', 'requestTemplates', 'responses'])

/** Compares how an operation is answered. */
export function compareIntegrations(walk: Walk, pair: OperationPair): void {
  const before = pair.base.model
  const after = pair.head.model
  if (!before || !after) return
  const where = pair.head.label
  const label = `\`${where}\``
  const found: FoundIn = (rule, message, key = '') => {
    const place = (side: 'base' | 'head'): string => {
      const raw = (side === 'base' ? before : after).integration.raw
      if (!raw) return pair[side].place.pointer
      const integration = join(pair[side].place.pointer, INTEGRATION)
      return key !== '' && Object.hasOwn(raw, key) ? join(integration, key) : integration
    }
    walk.found({ rule, message, base: place('base'), head: place('head'), where })
  }
  if (before.preflight && after.preflight) compareCors(found, where, before, after)
  else {
    const was = before.integration.kind
    const is = after.integration.kind
    if (was === 'none' && is !== 'none') found('integration-added', `${label} has an integration that API Gateway knows now: ${is}.`)
    else if (was !== 'none' && is === 'none')
      found('integration-removed', `${label} no longer has an integration that API Gateway knows; it was ${was}.`)
    else if (was !== is) found('integration-type-changed', `${label} is answered by another kind of integration: ${is}; it was ${was}.`)
    compareRaw(found, label, before.integration.raw ?? {}, after.integration.raw ?? {})
  }
  compareValidation(walk, pair, before, after)
  compareThrottle(walk, pair, before, after)
}

type FoundIn = (rule: IntegrationRule | 'integration-credentials-changed', message: string, key?: string) => void

function compareRaw(found: FoundIn, label: string, before: JsonObject, after: JsonObject): void {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (APART.has(key) || equal(own(before, key), own(after, key))) continue
    const named = Object.hasOwn(WHOLE, key) ? WHOLE[key] : undefined
    const [rule, noun] = named ?? (['integration-setting-changed', `\`${key}\``] as const)
    found(rule, `The integration of ${label} has another ${noun}: ${show(own(after, key))}; it was ${show(own(before, key))}.`, key)
  }
  if (!equal(own(before, 'credentials'), own(after, 'credentials'))) {
    const message = `The integration of ${label} acts with another role: ${show(own(after, 'credentials'))}; it was ${show(own(before, 'credentials'))}.`
    found('integration-credentials-changed', message, 'credentials')
  }
  const old = own(before, 'timeoutInMillis') ?? DEFAULT_TIMEOUT
  const now = own(after, 'timeoutInMillis') ?? DEFAULT_TIMEOUT
  if (!equal(old, now)) {
    const word = Number(now) > Number(old) ? 'increased' : 'decreased'
    found(`integration-timeout-${word}`, `The integration of ${label} may take ${show(now)} ms; it was ${show(old)} ms.`, 'timeoutInMillis')
  }
  if (!equal(own(before, 'requestTemplates'), own(after, 'requestTemplates')))
    found('integration-request-template-changed', `The request template of ${label} changed.`, 'requestTemplates')
  compareResponses(found, label, own(before, 'responses'), own(after, 'responses'))
  const known = stageVariables(before)
  for (const name of stageVariables(after))
    if (!known.has(name))
      found('stage-variable-introduced', `The integration of ${label} reads the stage variable \`${name}\` now: every stage needs it.`)
}

function compareResponses(found: FoundIn, label: string, before: Json | undefined, after: Json | undefined): void {
  const old = isObject(before) ? before : {}
  const now = isObject(after) ? after : {}
  for (const pattern of Object.keys(old)) {
    if (!Object.hasOwn(now, pattern))
      found('integration-response-removed', `The integration of ${label} no longer has a response for \`${pattern}\`.`, 'responses')
    else if (!equal(own(old, pattern), own(now, pattern)))
      found('integration-response-changed', `The integration response \`${pattern}\` of ${label} changed.`, 'responses')
  }
  for (const pattern of Object.keys(now))
    if (!Object.hasOwn(old, pattern))
      found('integration-response-added', `The integration of ${label} has a response for \`${pattern}\` now.`, 'responses')
}

function compareValidation(walk: Walk, { base, head }: OperationPair, before: OperationSurface, after: OperationSurface): void {
  const old = validationOf(walk.base.model.validators, before)
  const now = validationOf(walk.head.model.validators, after)
  const gained = now.filter((part) => !old.includes(part))
  const lost = old.filter((part) => !now.includes(part))
  const at = { base: base.place.pointer, head: head.place.pointer, where: head.label }
  if (gained.length > 0)
    walk.found({
      ...at,
      rule: 'request-validation-tightened',
      message: `API Gateway checks the ${gained.join(' and ')} of \`${head.label}\` now.`,
    })
  if (lost.length > 0)
    walk.found({
      ...at,
      rule: 'request-validation-loosened',
      message: `API Gateway no longer checks the ${lost.join(' and ')} of \`${head.label}\`.`,
    })
}

function validationOf(validators: Walk['base']['model']['validators'], operation: OperationSurface): readonly string[] {
  const validator = validators.find((each) => each.name === operation.validator)
  return [...(validator?.body ? ['body'] : []), ...(validator?.parameters ? ['parameters'] : [])]
}

function compareThrottle(walk: Walk, { base, head }: OperationPair, before: OperationSurface, after: OperationSurface): void {
  if (equal(before.throttle, after.throttle)) return
  const most = Number.POSITIVE_INFINITY
  const lower =
    (after.throttle?.rate ?? most) < (before.throttle?.rate ?? most) || (after.throttle?.burst ?? most) < (before.throttle?.burst ?? most)
  const text = after.throttle ? `${after.throttle.rate} requests a second, bursts of ${after.throttle.burst}` : 'unlimited'
  walk.found({
    rule: lower ? 'throttle-lowered' : 'throttle-raised',
    message: `The throttle of \`${head.label}\` is ${text} now.`,
    base: base.place.pointer,
    head: head.place.pointer,
    where: head.label,
  })
}

/** Names of the stage variables that texts of an integration read. */
function stageVariables(integration: JsonObject): ReadonlySet<string> {
  const names = new Set<string>()
  const queue: Json[] = [integration]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const text = asString(next)
    if (text !== undefined) for (const match of text.matchAll(/\bstageVariables\.([A-Za-z0-9_]+)/g)) names.add(match[1] ?? '')
    else if (Array.isArray(next)) queue.push(...(next as Json[]))
    else if (isObject(next)) for (const key of Object.keys(next)) queue.push(next[key] as Json)
  }
  return names
}

function show(value: Json | undefined): string {
  if (value === undefined) return 'nothing'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return `\`${text.length > 120 ? `${text.slice(0, 119)}…` : text}\``
}
