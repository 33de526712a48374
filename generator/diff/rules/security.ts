import { equal, type Json } from '../../base/json.ts'
import type { Auth, Authorizer, OperationSurface } from '../../model/api-model.ts'
import type { SecurityRule } from '../catalog/security.ts'
import type { Matched, OperationPair } from '../pairs.ts'
import { member, type Place } from '../place.ts'
import type { Walk } from '../walk.ts'
import { compareSchemes } from './schemes.ts'

/** Compares who may call each operation, and by what. */
export function compareOperationSecurity(walk: Walk, pair: OperationPair): void {
  const before = pair.base.model
  const after = pair.head.model
  if (!before || !after) return
  const where = pair.head.label
  const at = { base: placeOf(pair.base.place), head: placeOf(pair.head.place), where }
  const label = `\`${where}\``
  if (!equal(authKey(before.auth), authKey(after.auth))) {
    if (after.auth.kind === 'none')
      walk.found({ ...at, rule: 'operation-authorizer-removed', message: `${label} is no longer protected by ${authText(before.auth)}.` })
    else if (before.auth.kind === 'none')
      walk.found({ ...at, rule: 'operation-authorizer-added', message: `${label} is protected by ${authText(after.auth)} now.` })
    else {
      const message = `${label} is protected by ${authText(after.auth)}; it was ${authText(before.auth)}.`
      walk.found({ ...at, rule: 'operation-authorizer-changed', message })
    }
  } else compareAlternatives(walk, at, label, before, after)
  if (before.apiKeyRequired !== after.apiKeyRequired) {
    walk.found({
      ...at,
      rule: after.apiKeyRequired ? 'api-key-became-required' : 'api-key-no-longer-required',
      message: `${label} ${after.apiKeyRequired ? 'needs an API key now' : 'no longer needs an API key'}.`,
    })
  }
}

/** Compares what of security belongs to the API as a whole. */
export function compareApiSecurity(walk: Walk, { added }: Matched): void {
  // Where nobody asks for anything, one more open door is no news.
  const guarded = walk.head.model.operations.some((operation) => !operation.preflight && !isOpen(operation))
  for (const operation of guarded ? added : []) {
    if (!operation.model || operation.model.preflight || !isOpen(operation.model)) continue
    walk.found({
      rule: 'new-operation-is-public',
      message: `\`${operation.label}\` is new, and anybody may call it.`,
      head: operation.place.pointer,
      where: operation.label,
    })
  }
  compareSchemes(walk)
  compareAuthorizers(walk)
  const before = walk.base.model.policy
  const after = walk.head.model.policy
  const policy = (rule: SecurityRule, message: string): void =>
    walk.found({ rule, message, base: '/x-amazon-apigateway-policy', head: '/x-amazon-apigateway-policy', where: undefined })
  if (!before && after) policy('resource-policy-added', 'The API has a resource policy now: whom it does not allow is refused.')
  else if (before && !after) policy('resource-policy-removed', 'The API no longer has a resource policy.')
  else if (before && after && !equal(before, after)) policy('resource-policy-changed', 'The resource policy of the API changed.')
  if (walk.base.model.apiKeySource !== walk.head.model.apiKeySource) {
    walk.found({
      rule: 'api-key-source-changed',
      message: `API keys come from ${keySource(walk.head.model.apiKeySource)}; they came from ${keySource(walk.base.model.apiKeySource)}.`,
      base: '/x-amazon-apigateway-api-key-source',
      head: '/x-amazon-apigateway-api-key-source',
      where: undefined,
    })
  }
}

interface At {
  readonly base: string
  readonly head: string
  readonly where: string
}

function compareAlternatives(walk: Walk, at: At, label: string, before: OperationSurface, after: OperationSurface): void {
  if (isOpen(before) !== isOpen(after)) {
    const [rule, text] = isOpen(after)
      ? (['api-security-anonymous-access-added', 'may be called by anybody now'] as const)
      : (['api-security-anonymous-access-removed', 'may no longer be called by anybody'] as const)
    walk.found({ ...at, rule, message: `${label} ${text}.` })
    return
  }
  const [old, now] = [alternatives(before), alternatives(after)]
  for (const schemes of new Set([...old.keys(), ...now.keys()])) {
    const [gone, come] = apart(old.get(schemes) ?? [], now.get(schemes) ?? [])
    const [from, to] = [gone[0], come[0]]
    // Which one became which cannot be told of several.
    if (from && to && gone.length === 1 && come.length === 1) {
      for (const scope of to)
        if (!from.has(scope)) walk.found({ ...at, rule: 'api-security-scope-added', message: `${label} needs the scope \`${scope}\` now.` })
      for (const scope of from)
        if (!to.has(scope))
          walk.found({ ...at, rule: 'api-security-scope-removed', message: `${label} no longer needs the scope \`${scope}\`.` })
      continue
    }
    const isOneOfSeveral = (old.get(schemes)?.length ?? 0) > 1 || (now.get(schemes)?.length ?? 0) > 1
    const name = (scopes: Scopes): string => (isOneOfSeveral ? `${schemes}${scopesText(scopes)}` : schemes)
    for (const scopes of gone)
      walk.found({ ...at, rule: 'api-security-removed', message: `${label} can no longer be called with ${name(scopes)}.` })
    for (const scopes of come)
      walk.found({ ...at, rule: 'api-security-added', message: `${label} can be called with ${name(scopes)} now.` })
  }
}

type Scopes = ReadonlySet<string>

/** What one list has and the other has not. */
function apart(old: readonly Scopes[], now: readonly Scopes[]): readonly [readonly Scopes[], readonly Scopes[]] {
  const without = (some: readonly Scopes[], others: readonly Scopes[]): readonly Scopes[] =>
    some.filter((one) => !others.some((other) => one.size === other.size && [...one].every((scope) => other.has(scope))))
  return [without(old, now), without(now, old)]
}

function scopesText(scopes: Scopes): string {
  if (scopes.size === 0) return ' without a scope'
  return ` and ${scopes.size === 1 ? 'the scope' : 'the scopes'} ${[...scopes].map((scope) => `\`${scope}\``).join(', ')}`
}

function isOpen(operation: OperationSurface): boolean {
  if (operation.auth.kind !== 'none' || operation.apiKeyRequired) return false
  return operation.security.length === 0 || operation.security.some((alternative) => alternative.schemes.length === 0)
}

/** The scopes of alternatives, by the schemes they ask for. */
function alternatives(operation: OperationSurface): ReadonlyMap<string, readonly Scopes[]> {
  const found = new Map<string, Scopes[]>()
  for (const { schemes } of operation.security) {
    if (schemes.length === 0) continue
    const key = schemes
      .map((scheme) => `\`${scheme.name}\``)
      .sort()
      .join(' and ')
    found.set(key, [...(found.get(key) ?? []), new Set(schemes.flatMap((scheme) => scheme.scopes))])
  }
  return found
}

function authKey(auth: Auth): Json {
  return auth.kind === 'authorizer' ? [auth.kind, auth.authorizer] : [auth.kind]
}

function authText(auth: Auth): string {
  return auth.kind === 'iam' ? 'IAM' : auth.kind === 'authorizer' ? `the authorizer \`${auth.authorizer}\`` : 'nothing'
}

function keySource(source: 'HEADER' | 'AUTHORIZER'): string {
  return source === 'HEADER' ? 'the header `x-api-key`' : 'the authorizer'
}

function placeOf(operation: Place): string {
  return member(operation, 'security')?.pointer ?? operation.pointer
}

function compareAuthorizers(walk: Walk): void {
  const now = new Map(walk.head.model.authorizers.map((authorizer) => [authorizer.name, authorizer]))
  for (const before of walk.base.model.authorizers) {
    const after = now.get(before.name)
    if (after) compareAuthorizer(walk, before, after)
  }
}

function compareAuthorizer(walk: Walk, before: Authorizer, after: Authorizer): void {
  const check = (rule: SecurityRule, what: string, old: Json, now: Json): void => {
    if (equal(old, now)) return
    walk.found({
      rule,
      message: `Authorizer \`${after.name}\` has another ${what}: \`${JSON.stringify(now)}\`; it was \`${JSON.stringify(old)}\`.`,
      base: before.pointer,
      head: after.pointer,
      where: undefined,
    })
  }
  check('authorizer-kind-changed', 'type', before.kind, after.kind)
  check('authorizer-uri-changed', 'URI', before.uri ?? null, after.uri ?? null)
  check('authorizer-credentials-changed', 'role', before.credentials ?? null, after.credentials ?? null)
  check('authorizer-identity-sources-changed', 'identity source', before.identitySources, after.identitySources)
  check('authorizer-providers-changed', 'user pool', before.providerArns, after.providerArns)
  check(
    'authorizer-validation-expression-changed',
    'validation expression',
    before.validationExpression ?? null,
    after.validationExpression ?? null,
  )
  check('authorizer-ttl-changed', 'cache time', before.ttl, after.ttl)
}
