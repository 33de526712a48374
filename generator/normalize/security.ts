import { draft } from '../base/draft.ts'
import { asObject, isObject, type Json, type JsonObject, own, put } from '../base/json.ts'
import { isIntrinsic } from '../base/late-bound.ts'
import { type Context, child, type Place, tell } from './context.ts'
import { describe, isReference, lookUpFully } from './references.ts'

/** Security requirements: a list of objects from scheme names to scopes. Undefined when there is nothing to read. */
export function security(context: Context, value: Json, place: Place): Json | undefined {
  if (value === null || isIntrinsic(value)) return value === null ? undefined : value
  const list: Json = isObject(value) ? Object.keys(value).map((name) => ({ [name]: value[name] as Json })) : value
  if (isObject(value)) tell(context, 'normalize/security-shape', '`security` must be a list, but here it is an object.', place)
  if (!Array.isArray(list)) {
    tell(context, 'normalize/security-shape', `\`security\` must be a list, but here it is ${describe(value)}.`, place)
    return undefined
  }
  let changed = list !== value
  const read: Json[] = []
  for (const [index, item] of list.entries()) {
    const after = requirement(context, item as Json, child(place, index))
    if (after !== item) changed = true
    if (after !== undefined) read.push(after)
  }
  return changed ? read : value
}

function requirement(context: Context, item: Json, place: Place): Json | undefined {
  if (typeof item === 'string') {
    tell(context, 'normalize/security-shape', `A security requirement must be an object, but here it is the text \`${item}\`.`, place)
    return { [item]: [] }
  }
  if (!isObject(item)) {
    tell(context, 'normalize/security-shape', `A security requirement must be an object, but here it is ${describe(item)}.`, place)
    return undefined
  }
  if (isIntrinsic(item)) return item
  const edit = draft(item)
  for (const name of Object.keys(item)) {
    const scopes = item[name] as Json
    if (Array.isArray(scopes) || isIntrinsic(scopes)) continue
    if (scopes !== null || context.version !== '3.1') {
      tell(
        context,
        'normalize/security-shape',
        `The scopes of \`${name}\` must be a list, but here they are ${describe(scopes)}.`,
        child(place, name),
      )
    }
    edit.set(name, typeof scopes === 'string' && scopes !== '' ? [scopes] : [])
  }
  return edit.finish()
}

/** A security scheme as OpenAPI 3 writes it; a reference is replaced by what it leads to. */
export function securityScheme(context: Context, value: Json, place: Place): Json | undefined {
  if (isIntrinsic(value)) return value
  if (!isObject(value)) {
    tell(context, 'normalize/wrong-shape', `A security scheme must be an object, but here it is ${describe(value)}.`, place)
    return undefined
  }
  if (isReference(value)) {
    const lead = lookUpFully(context, value.$ref, place.file)
    if (lead.kind === 'lost') {
      tell(context, lead.code, lead.message, child(place, '$ref'))
      return undefined
    }
    context.origins.push({ base: place.base, at: place.at, source: { file: lead.file, pointer: lead.pointer } })
    return securityScheme(context, lead.value, { base: place.base, at: place.at, file: lead.file, from: lead.pointer })
  }
  const type = own(value, 'type')
  return type === 'basic' ? basic(value) : type === 'oauth2' && Object.hasOwn(value, 'flow') ? oldOAuth(value) : value
}

function basic(value: JsonObject): JsonObject {
  return { ...value, type: 'http', scheme: 'basic' }
}

const FLOWS: Readonly<Record<string, string>> = {
  implicit: 'implicit',
  password: 'password',
  application: 'clientCredentials',
  accessCode: 'authorizationCode',
}

/** Swagger 2.0 has one flow, whose members stand in the scheme itself. */
function oldOAuth(value: JsonObject): JsonObject {
  const flow = String(own(value, 'flow'))
  const name = Object.hasOwn(FLOWS, flow) ? (FLOWS[flow] as string) : flow
  const inner: Record<string, Json> = {}
  for (const key of ['authorizationUrl', 'tokenUrl', 'refreshUrl']) if (Object.hasOwn(value, key)) put(inner, key, value[key] as Json)
  put(inner, 'scopes', asObject(own(value, 'scopes')))
  const scheme: Record<string, Json> = {}
  for (const key of Object.keys(value)) {
    if (key === 'flow') put(scheme, 'flows', { [name]: inner })
    else if (!['authorizationUrl', 'tokenUrl', 'refreshUrl', 'scopes'].includes(key)) put(scheme, key, value[key] as Json)
  }
  return scheme
}
