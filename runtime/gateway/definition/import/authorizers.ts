import { AUTHORIZER_TYPES } from '../../facts.ts'
import { asArray, asObject, asString, isObject, type Json, type JsonObject, own, pointer } from '../../json.ts'
import type { Authorizer } from '../rest-api.ts'
import { entries, type ImportContext, member } from './context.ts'

/** What a security scheme of the document means to a method that names it. */
export type SchemeMeaning =
  | { readonly kind: 'authorizer'; readonly authorizer: Authorizer }
  | { readonly kind: 'api-key' }
  | { readonly kind: 'iam' }
  | { readonly kind: 'nothing' }

/** The authorizers after an import, and what each security scheme means. */
export interface ImportedAuthorizers {
  /** By id. */
  readonly authorizers: Readonly<Record<string, Authorizer>>
  /** By the name of the scheme. */
  readonly schemes: ReadonlyMap<string, SchemeMeaning>
}

/** Makes an authorizer of every scheme that has one, used or not (recorded); one of the same name keeps its id. */
export function importAuthorizers(
  context: ImportContext,
  base: Readonly<Record<string, Authorizer>>,
  former: Readonly<Record<string, Authorizer>>,
): ImportedAuthorizers {
  const authorizers: Record<string, Authorizer> = { ...base }
  const schemes = new Map<string, SchemeMeaning>()
  const ids = new Map(Object.values(former).map((authorizer) => [authorizer.name, authorizer.id]))
  const holder =
    context.dialect === 'swagger'
      ? { value: own(context.root, 'securityDefinitions'), at: '/securityDefinitions' }
      : { value: own(asObject(own(context.root, 'components')), 'securitySchemes'), at: '/components/securitySchemes' }
  for (const { key, value, pointer: at } of entries(holder.value, holder.at)) {
    if (!isObject(value)) continue
    const meaning = meaningOf(context, key, value, at, () => ids.get(key) ?? context.options.ids.next(6))
    if (meaning.kind === 'authorizer') authorizers[meaning.authorizer.id] = meaning.authorizer
    schemes.set(key, meaning)
  }
  return { authorizers, schemes }
}

function meaningOf(context: ImportContext, name: string, scheme: JsonObject, at: string, id: () => string): SchemeMeaning {
  const type = asString(own(scheme, 'type'))
  if (type !== 'apiKey') {
    context.warn(`Unsupported security definition type '${type ?? 'null'}' for '${name}'. Ignoring.`, pointer(at, 'type'))
    return { kind: 'nothing' }
  }
  const header = asString(own(scheme, 'name'))
  const authType = asString(own(scheme, 'x-amazon-apigateway-authtype'))
  const definition = own(scheme, 'x-amazon-apigateway-authorizer')
  if (isObject(definition)) {
    const here = pointer(at, 'x-amazon-apigateway-authorizer')
    const kind = member(own(definition, 'type'), AUTHORIZER_TYPES)
    if (kind === undefined) {
      context.warn(`Unsupported authorizer type '${describe(own(definition, 'type'))}' for '${name}'. Ignoring.`, pointer(here, 'type'))
      return { kind: 'nothing' }
    }
    return { kind: 'authorizer', authorizer: authorizerOf(name, kind, header, authType, definition, id()) }
  }
  if (authType?.toLowerCase() === 'awssigv4') return { kind: 'iam' }
  // Without an authorizer only the key header has a meaning (recorded: the name in any case, the scheme under any name).
  if (header?.toLowerCase() === 'x-api-key' && asString(own(scheme, 'in')) === 'header') return { kind: 'api-key' }
  return { kind: 'nothing' }
}

function describe(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null)
}

function authorizerOf(
  name: string,
  type: Authorizer['type'],
  header: string | undefined,
  authType: string | undefined,
  definition: JsonObject,
  id: string,
): Authorizer {
  const uri = asString(own(definition, 'authorizerUri'))
  const credentials = asString(own(definition, 'authorizerCredentials'))
  const expression = asString(own(definition, 'identityValidationExpression'))
  const ttl = own(definition, 'authorizerResultTtlInSeconds')
  const pools = asArray(own(definition, 'providerARNs')).filter((item) => typeof item === 'string')
  // A token or Cognito authorizer reads the header that its scheme names (recorded); `Unused` says that there is none.
  const derived = header === undefined || header === 'Unused' ? undefined : `method.request.header.${header}`
  const written = asString(own(definition, 'identitySource'))
  const source = type === 'REQUEST' ? (written ?? derived) : (derived ?? written)
  return {
    id,
    name,
    type,
    ...(pools.length > 0 && { providerARNs: pools }),
    ...(authType !== undefined && { authType }),
    ...(uri !== undefined && { authorizerUri: uri }),
    ...(credentials !== undefined && { authorizerCredentials: credentials }),
    ...(source !== undefined && { identitySource: source }),
    ...(expression !== undefined && { identityValidationExpression: expression }),
    ...(typeof ttl === 'number' && { authorizerResultTtlInSeconds: ttl }),
  }
}
