import { equal, isObject, type Json, own } from '../../base/json.ts'
import type { SchemeRule } from '../catalog/schemes.ts'
import { member, members, type Place } from '../place.ts'
import type { Walk } from '../walk.ts'

/** Compares the security schemes by their names, API Gateway's own part left out: it is compared as an authorizer. */
export function compareSchemes(walk: Walk): void {
  const old = new Map(members(schemesOf(walk.base.document.root)))
  const now = new Map(members(schemesOf(walk.head.document.root)))
  for (const [name, place] of old) {
    const after = now.get(name)
    if (after) compareScheme(walk, name, place, after)
    else
      walk.found({
        rule: 'api-security-component-removed',
        message: `Security scheme \`${name}\` is gone.`,
        base: place.pointer,
        where: undefined,
      })
  }
  for (const [name, place] of now)
    if (!old.has(name))
      walk.found({
        rule: 'api-security-component-added',
        message: `Security scheme \`${name}\` is new.`,
        head: place.pointer,
        where: undefined,
      })
}

/** Members that tell clients how to send credentials, for a scheme whose type stays. */
const MEMBERS: readonly (readonly [key: string, rule: SchemeRule, noun: string])[] = [
  ['name', 'api-security-component-api-key-name-changed', 'name'],
  ['in', 'api-security-component-api-key-in-changed', 'place'],
  ['scheme', 'api-security-component-http-scheme-changed', 'HTTP scheme'],
  ['bearerFormat', 'api-security-component-bearer-format-changed', 'form of tokens'],
  ['openIdConnectUrl', 'api-security-component-openid-connect-url-changed', 'discovery URL'],
]

const URLS: readonly (readonly [key: string, rule: SchemeRule, noun: string])[] = [
  ['authorizationUrl', 'api-security-component-oauth-url-changed', 'authorization URL'],
  ['tokenUrl', 'api-security-component-oauth-token-url-changed', 'token URL'],
  ['refreshUrl', 'api-security-component-oauth-refresh-url-changed', 'refresh URL'],
]

function compareScheme(walk: Walk, name: string, before: Place, after: Place): void {
  const found = (rule: SchemeRule, text: string): void =>
    walk.found({ rule, message: `Security scheme \`${name}\` ${text}.`, base: before.pointer, head: after.pointer, where: undefined })
  const type = [get(before, 'type'), get(after, 'type')] as const
  // With another type everything else is another one too, which need not be said.
  if (!equal(type[0], type[1])) {
    found('api-security-component-type-changed', `is of type ${show(type[1])}; it was ${show(type[0])}`)
    return
  }
  const compare = (rule: SchemeRule, noun: string, old: Json, now: Json): void => {
    if (!equal(old, now)) found(rule, `has another ${noun}: ${show(now)}; it was ${show(old)}`)
  }
  for (const [key, rule, noun] of MEMBERS) {
    // RFC 9110, 11.1: names of HTTP schemes have no case.
    const fold = (value: Json): Json => (key === 'scheme' && typeof value === 'string' ? value.toLowerCase() : value)
    compare(rule, noun, fold(get(before, key)), fold(get(after, key)))
  }
  const flows = new Map(members(member(before, 'flows')))
  const newFlows = new Map(members(member(after, 'flows')))
  for (const flow of new Set([...flows.keys(), ...newFlows.keys()])) {
    const [old, now] = [flows.get(flow), newFlows.get(flow)]
    if (flow.startsWith('x-')) continue
    if (!old || !now) found('api-security-component-oauth-flow-changed', `${now ? 'has' : 'no longer has'} the flow \`${flow}\``)
    else {
      for (const [key, rule, noun] of URLS) compare(rule, `${noun} of the flow \`${flow}\``, get(old, key), get(now, key))
      compareScopes(found, flow, member(old, 'scopes'), member(now, 'scopes'))
    }
  }
}

function compareScopes(found: (rule: SchemeRule, text: string) => void, flow: string, before?: Place, after?: Place): void {
  const old = new Map(members(before))
  const now = new Map(members(after))
  for (const [scope, place] of now) {
    const match = old.get(scope)
    const label = `the scope \`${scope}\` in the flow \`${flow}\``
    if (!match) found('api-security-component-oauth-scope-added', `has ${label} now`)
    else if (!equal(match.value, place.value)) found('api-security-component-oauth-scope-changed', `describes ${label} otherwise`)
  }
  for (const scope of old.keys())
    if (!now.has(scope)) found('api-security-component-oauth-scope-removed', `no longer has the scope \`${scope}\` in the flow \`${flow}\``)
}

function schemesOf(root: Json): Place | undefined {
  const components = member({ value: root, pointer: '' }, 'components')
  return components && member(components, 'securitySchemes')
}

function get({ value }: Place, key: string): Json {
  return (isObject(value) ? own(value, key) : undefined) ?? null
}

function show(value: Json): string {
  return value === null ? 'none' : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``
}
