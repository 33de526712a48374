import { diagnose } from '../../base/diagnostic.ts'
import { asArray, asObject, asString, isObject, type Json, type JsonObject, own, put } from '../../base/json.ts'
import { isIntrinsic } from '../../base/late-bound.ts'
import { join } from '../../base/pointer.ts'
import { type Context, placeOf } from './context.ts'
import { awsExtensions } from './extensions.ts'

/** The schemes of the gateway document, and how many requirements name each that stayed out. */
export interface Schemes {
  readonly value: JsonObject
  readonly dropped: ReadonlyMap<string, { uses: number; readonly what: string }>
}

/**
 * Schemes that API Gateway enforces stay; one with an authorizer becomes `apiKey`, the only type whose authorizer it honors; other
 * types, which it would warn of and ignore, are left out of the document.
 */
export function lowerSchemes(context: Context): Schemes {
  const value: Record<string, Json> = {}
  const dropped = new Map<string, { uses: number; what: string }>()
  for (const [name, scheme] of Object.entries(asObject(own(asObject(own(context.root, 'components')), 'securitySchemes')))) {
    if (!isObject(scheme)) continue
    if (isIntrinsic(scheme)) {
      put(value, name, scheme)
      continue
    }
    const extensions = awsExtensions(scheme)
    const enforced = Object.hasOwn(scheme, 'x-amazon-apigateway-authorizer') || Object.hasOwn(scheme, 'x-amazon-apigateway-authtype')
    const type = own(scheme, 'type')
    if (type === 'apiKey' || isIntrinsic(type)) {
      put(value, name, {
        ...pick(scheme, ['type', 'description', 'name', 'in']),
        ...extensions,
      })
      if (!enforced && !isGatewayKey(scheme)) dropped.set(name, { uses: 0, what: 'an API key that is not in the header `x-api-key`' })
    } else if (enforced) {
      context.report(
        diagnose(
          'emit/scheme-lowered',
          `The security scheme \`${name}\` has type \`${asString(type) ?? 'none'}\`, and REST APIs honor authorizers of \`apiKey\` schemes only; the gateway document says \`apiKey\`.`,
          placeOf(context, join('/components/securitySchemes', name)),
        ),
      )
      put(value, name, { type: 'apiKey', ...pick(scheme, ['description']), name: 'Authorization', in: 'header', ...extensions })
    } else {
      dropped.set(name, { uses: 0, what: `of type \`${asString(type) ?? 'none'}\`` })
    }
  }
  return { value, dropped }
}

/** The requirements of one operation without the schemes that stayed out; what was an alternative of nothing else disappears. */
export function lowerSecurity(schemes: Schemes, security: Json | undefined): JsonObject {
  if (security === undefined) return {}
  if (!Array.isArray(security)) return isIntrinsic(security) ? { security } : {}
  const kept: Json[] = []
  for (const requirement of security as readonly Json[]) {
    if (!isObject(requirement) || isIntrinsic(requirement)) {
      if (isIntrinsic(requirement)) kept.push(requirement)
      continue
    }
    const enforced: Record<string, Json> = {}
    for (const [name, scopes] of Object.entries(requirement)) {
      const entry = schemes.dropped.get(name)
      if (entry) entry.uses++
      // Which scheme a late-bound name means is known when it is bound.
      if (Object.hasOwn(schemes.value, name) || name.includes('${')) put(enforced, name, asArray(scopes))
    }
    if (Object.keys(enforced).length > 0) kept.push(enforced)
  }
  return kept.length > 0 || security.length === 0 ? { security: kept } : {}
}

/** One warning for each scheme that operations require and API Gateway does not look at. */
export function reportSchemes(context: Context, schemes: Schemes): void {
  for (const [name, { uses, what }] of schemes.dropped) {
    if (uses === 0) continue
    context.report(
      diagnose(
        'emit/scheme-not-enforced',
        `The security scheme \`${name}\`, ${what}, is required ${uses === 1 ? 'once' : `${uses} times`}, but API Gateway does not check it.`,
        placeOf(context, join('/components/securitySchemes', name)),
      ),
    )
  }
}

function isGatewayKey(scheme: JsonObject): boolean {
  return own(scheme, 'in') === 'header' && asString(own(scheme, 'name'))?.toLowerCase() === 'x-api-key'
}

function pick(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => keys.includes(key)))
}
