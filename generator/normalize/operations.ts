import { draft } from '../base/draft.ts'
import { asArray, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { isIntrinsic } from '../base/late-bound.ts'
import { type Context, child, moved, type Place, tell } from './context.ts'
import { bodyFrom, type Found, findParameters, formFrom, parameter } from './parameters.ts'
import { eachOf, orReference } from './parts.ts'
import { componentAt, describe, isReference, lookUp, lookUpFully, refText } from './references.ts'
import { requestBody, responses } from './responses.ts'
import { security } from './security.ts'

/** Converts a path item; handed down, because path items hold operations and the callbacks of operations hold path items. */
export type ConvertItem = (context: Context, value: Json, place: Place, variables: readonly string[] | undefined) => JsonObject

/** What an operation takes from its path and from the document. */
export interface Inherited {
  readonly item: ConvertItem
  /** Names of the variables of the path; undefined where the key is no path (callbacks, webhooks). */
  readonly variables: readonly string[] | undefined
  readonly parameters: Json | undefined
  readonly parametersPlace: Place
  readonly servers: Json | undefined
  readonly serversPlace: Place
}

/** An operation as OpenAPI 3.1 writes it, with all that it inherits. */
export function operation(context: Context, value: Json, place: Place, inherited: Inherited): JsonObject {
  if (!isObject(value)) {
    tell(context, 'normalize/wrong-shape', `An operation must be an object, but here it is ${describe(value)}.`, place)
    return operation(context, {}, place, inherited)
  }
  const object: JsonObject = value
  if (isReference(object)) return referenced(context, object, place, inherited)
  const edit = draft(object)
  const consumes = mediaTypes(own(object, 'consumes') ?? own(context.source, 'consumes'))
  const produces = mediaTypes(own(object, 'produces') ?? own(context.source, 'produces'))
  for (const key of ['consumes', 'produces', 'schemes']) {
    if (!Object.hasOwn(object, key)) continue
    edit.remove(key)
    if (context.version !== '2.0') {
      tell(context, 'normalize/foreign-member', `\`${key}\` is no member of an operation since OpenAPI 3.0.`, child(place, key), 'key')
    }
  }
  const found = allParameters(context, object, place, inherited)
  const plain = found.filter((item) => item.location !== 'body' && item.location !== 'formData')
  const parameters = placeParameters(context, plain, place, inherited)
  if (parameters.length > 0) edit.set('parameters', keepIfSame(own(object, 'parameters'), parameters))
  else edit.remove('parameters')
  body(context, object, found, place, consumes, edit)
  if (Object.hasOwn(object, 'responses'))
    edit.set('responses', responses(context, object.responses as Json, child(place, 'responses'), produces))
  else {
    tell(context, 'normalize/missing-responses', 'This operation declares no responses.', place, 'key')
    edit.set('responses', {})
  }
  if (Object.hasOwn(object, 'callbacks'))
    edit.set('callbacks', callbacks(context, object.callbacks as Json, child(place, 'callbacks'), inherited.item))
  inherit(context, object, place, inherited, edit)
  return edit.finish()
}

/** OpenAPI has no references to operations, but large specs keep theirs in files of their own. */
function referenced(context: Context, value: JsonObject, place: Place, inherited: Inherited): JsonObject {
  const lead = lookUpFully(context, value.$ref, place.file)
  if (lead.kind === 'found') {
    return operation(context, lead.value, moved(context, place, { ...place, file: lead.file, from: lead.pointer }), inherited)
  }
  tell(context, lead.code, lead.message, child(place, '$ref'))
  const { $ref: _, ...rest } = value
  return operation(context, rest, place, inherited)
}

function mediaTypes(value: Json | undefined): string[] {
  const list = typeof value === 'string' ? [value] : asArray(value)
  return [...new Set(list.filter((type): type is string => typeof type === 'string'))]
}

/** The array as written when every item of it is unchanged. */
function keepIfSame(before: Json | undefined, after: readonly Json[]): Json {
  const same = Array.isArray(before) && before.length === after.length && before.every((item, index) => item === after[index])
  return same ? before : after
}

/** Those of the path that the operation does not override, then its own. */
function allParameters(context: Context, value: JsonObject, place: Place, inherited: Inherited): Found[] {
  const own = unique(context, findParameters(context, ownMember(value, 'parameters'), child(place, 'parameters')))
  const keys = new Set(own.map(keyOf))
  const fromPath = findParameters(context, inherited.parameters, inherited.parametersPlace).filter((item) => !keys.has(keyOf(item)))
  return [...unique(context, fromPath), ...own]
}

function ownMember(value: JsonObject, key: string): Json | undefined {
  return own(value, key)
}

/** Header names do not care about case. */
function keyOf(item: Found): string {
  const name = item.location === 'header' ? item.name.toLowerCase() : item.name
  return item.location === 'body' ? 'body' : `${item.location} ${name}`
}

function unique(context: Context, found: readonly Found[]): Found[] {
  const seen = new Set<string>()
  return found.filter((item) => {
    const key = keyOf(item)
    if (seen.has(key)) {
      tell(context, 'normalize/duplicate-parameter', `The ${item.location} parameter \`${item.name}\` is declared twice.`, item.place)
      return false
    }
    seen.add(key)
    return true
  })
}

/** Converts the parameters, sets those aside that the path has no variable for, and adds those that it has undeclared. */
function placeParameters(context: Context, found: readonly Found[], place: Place, inherited: Inherited): Json[] {
  const { variables } = inherited
  const list: Json[] = []
  const at = child(place, 'parameters')
  for (const item of found) {
    if (variables && item.location === 'path' && !variables.includes(item.name)) {
      tell(context, 'normalize/unused-path-parameter', `The path has no \`{${item.name}}\`, so this parameter is left out.`, item.place)
      const aside = moved(context, child(child(place, 'unplaced'), item.name), item.place)
      context.unplaced.push({ base: place.base, at: place.at, name: item.name, value: convert(context, item, aside) })
      continue
    }
    const source = item.place
    const here = child(at, list.length)
    const settled = source.at === here.at && source.base === here.base ? source : moved(context, here, source)
    list.push(convert(context, item, settled))
  }
  for (const name of variables ?? []) {
    if (found.some((item) => item.location === 'path' && item.name === name)) continue
    tell(context, 'normalize/undeclared-path-parameter', `The path variable \`${name}\` is not declared as a parameter.`, place, 'key')
    moved(context, child(at, list.length), place)
    list.push({ name, in: 'path', required: true, schema: { type: 'string' } })
  }
  return list
}

function convert(context: Context, item: Found, place: Place): Json {
  if (item.location === 'late') return item.value
  if (!isReference(item.value)) return parameter(context, item.value, place)
  const read = orReference(context, item.value, 'parameters', place, (object, here) => parameter(context, object, here))
  return read ?? {}
}

function body(
  context: Context,
  value: JsonObject,
  found: readonly Found[],
  place: Place,
  consumes: readonly string[],
  edit: ReturnType<typeof draft>,
): void {
  const at = child(place, 'requestBody')
  if (Object.hasOwn(value, 'requestBody') && value.requestBody !== null) {
    const read = orReference(context, value.requestBody as Json, 'requestBodies', at, (object, here) => requestBody(context, object, here))
    if (read === undefined) edit.remove('requestBody')
    else edit.set('requestBody', read)
    return
  }
  if (Object.hasOwn(value, 'requestBody')) edit.remove('requestBody')
  const whole = found.find((item) => item.location === 'body')
  const fields = found.filter((item) => item.location === 'formData')
  if (whole) edit.set('requestBody', sharedBody(context, whole, value) ?? bodyFrom(context, whole, at, consumes))
  else if (fields.length > 0) edit.set('requestBody', formFrom(context, fields, at, consumes))
}

/** A body parameter under the root's `parameters` became a request body of that name, unless the operation has media types of its own. */
function sharedBody(context: Context, whole: Found, value: JsonObject): JsonObject | undefined {
  if (!isReference(whole.value) || Object.hasOwn(value, 'consumes')) return undefined
  const lead = lookUp(context, whole.value.$ref, whole.place.file)
  if (lead.kind === 'lost' || isReference(lead.value)) return undefined
  const component = componentAt(context, lead.file, lead.pointer)
  return component?.section === 'parameters' ? { $ref: refText('requestBodies', component.name) } : undefined
}

/** Callbacks: a map from names to maps from expressions to path items. */
function callbacks(context: Context, value: Json, place: Place, item: ConvertItem): JsonObject {
  return eachOf(context, 'callbacks', value, place, (inner, at) =>
    orReference(context, inner, 'callbacks', at, (object, here) => callback(context, object, here, item)),
  )
}

/** One callback. */
export function callback(context: Context, value: JsonObject, place: Place, item: ConvertItem): JsonObject {
  return eachOf(context, 'callback', value, place, (inner, at) => item(context, inner, at, undefined))
}

function inherit(context: Context, value: JsonObject, place: Place, inherited: Inherited, edit: ReturnType<typeof draft>): void {
  if (Object.hasOwn(value, 'security')) {
    const read = security(context, value.security as Json, child(place, 'security'))
    if (read === undefined) edit.remove('security')
    else edit.set('security', read)
  } else if (Object.hasOwn(context.source, 'security') && inherited.variables) {
    const source = child(context.root, 'security')
    const read = security({ ...context, report: () => {} }, context.source.security as Json, source)
    if (read !== undefined) {
      moved(context, child(place, 'security'), source)
      edit.set('security', read)
    }
  }
  if (!Object.hasOwn(value, 'servers') && inherited.servers !== undefined && !isIntrinsic(inherited.servers)) {
    moved(context, child(place, 'servers'), inherited.serversPlace)
    edit.set('servers', inherited.servers)
  }
}
