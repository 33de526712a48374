import { asObject, asString, compareText, isObject, type Json, type JsonObject, own } from '../../base/json.ts'
import { isIntrinsic } from '../../base/late-bound.ts'
import { allocateNames, cut, pascalCase } from '../../base/names.ts'
import { follow, join, localPointer, tokens } from '../../base/pointer.ts'
import type { ApiModel } from '../../model/api-model.ts'
import { dropsConstraint, pushChildSchemas } from './keywords.ts'
import { isJsonType, OPERATION_KEYS } from './media.ts'

/** Every schema that becomes a model of API Gateway, known before the first is printed. */
export interface Survey {
  /** Normalized pointer of a schema → name of its model, in the order in which they are printed. */
  readonly names: ReadonlyMap<string, string>
  /** Models that say less than the schema did, by themselves or through what they refer to. */
  readonly widened: ReadonlySet<string>
}

/**
 * Finds the schemas of `components`, the inline schemas of bodies (API Gateway knows bodies by the name of a model only) and
 * whatever a `$ref` names inside another schema (API Gateway refuses such a reference), and gives each a name of letters and digits.
 */
export function surveyModels(root: JsonObject, model: ApiModel): Survey {
  const ids = new Map(model.operations.map((operation) => [operation.pointer, operation.id]))
  const found = new Map<string, Json>()
  const components = asObject(own(root, 'components'))
  for (const [key, schema] of Object.entries(asObject(own(components, 'schemas')))) found.set(join('/components/schemas', key), schema)
  for (const [pointer, schema] of bodySchemas(root)) if (!found.has(pointer)) found.set(pointer, schema)

  const users = new Map<string, string[]>()
  const widened = new Set<string>()
  // The map grows while it is walked: targets inside other schemas are found on the way.
  for (const [pointer, schema] of found) {
    for (const target of inspect(pointer, schema, widened)) {
      if (!found.has(target)) {
        const value = follow(root, target) as Json | undefined
        if (value === undefined) {
          widened.add(pointer)
          continue
        }
        found.set(target, value)
      }
      const known = users.get(target)
      if (known) known.push(pointer)
      else users.set(target, [pointer])
    }
  }
  for (const pointer of widened) for (const user of users.get(pointer) ?? []) widened.add(user)

  const wishes = [...found.keys()].sort(compareText).map((pointer) => ({ key: pointer, wish: wishFor(pointer, ids) }))
  const allocated = allocateNames(wishes)
  return { names: new Map([...found.keys()].map((pointer) => [pointer, allocated.get(pointer) ?? 'Model'])), widened }
}

/** Inline schemas of request and response bodies; references to named schemas need no model of their own. */
function* bodySchemas(root: JsonObject): Iterable<readonly [string, Json]> {
  for (const [path, item] of Object.entries(asObject(own(root, 'paths')))) {
    for (const [method, operation] of Object.entries(asObject(item))) {
      if (!Object.hasOwn(OPERATION_KEYS, method) || !isObject(operation) || isIntrinsic(operation)) continue
      const base = join('/paths', path, method)
      yield* contentSchemas(root, own(operation, 'requestBody'), `${base}/requestBody`, true)
      for (const [status, response] of Object.entries(asObject(own(operation, 'responses')))) {
        yield* contentSchemas(root, response, join(base, 'responses', status), false)
      }
    }
  }
}

function* contentSchemas(
  root: JsonObject,
  holder: Json | undefined,
  pointer: string,
  jsonOnly: boolean,
): Iterable<readonly [string, Json]> {
  let value = holder
  let place = pointer
  for (let hops = 0; hops < 32 && isObject(value); hops++) {
    const target = localPointer(asString(own(value, '$ref')) ?? '')
    if (target === undefined || !Object.hasOwn(value, '$ref')) break
    value = follow(root, target) as Json | undefined
    place = target
  }
  for (const [type, media] of Object.entries(asObject(own(asObject(value), 'content')))) {
    if (jsonOnly && !isJsonType(type)) continue
    const schema = own(asObject(media), 'schema')
    if (schema === undefined || isIntrinsic(schema) || isNamedReference(schema)) continue
    yield [join(place, 'content', type, 'schema'), schema]
  }
}

/** True for a schema that is a reference and nothing else that constrains. */
export function isNamedReference(schema: Json): boolean {
  return (
    isObject(schema) &&
    typeof own(schema, '$ref') === 'string' &&
    !Object.keys(schema).some((key) => key !== '$ref' && childOrConstraint(key))
  )
}

function childOrConstraint(key: string): boolean {
  return (
    !['description', 'title', 'summary', 'deprecated', 'readOnly', 'writeOnly', 'default', 'example', 'examples', 'xml'].includes(key) &&
    !key.startsWith('x-')
  )
}

/** The pointers a schema refers to; notes it as widened where a keyword of its own gets lost. */
function inspect(pointer: string, schema: Json, widened: Set<string>): string[] {
  const targets: string[] = []
  const stack: Json[] = [schema]
  while (stack.length > 0) {
    const value = stack.pop()
    if (!isObject(value) || isIntrinsic(value)) continue
    const ref = own(value, '$ref')
    if (ref !== undefined) {
      const target = localPointer(asString(ref) ?? '')
      if (target === undefined) widened.add(pointer)
      else targets.push(target)
    }
    if (dropsConstraint(value)) widened.add(pointer)
    pushChildSchemas(value, stack)
  }
  return targets
}

function wishFor(pointer: string, ids: ReadonlyMap<string, string>): string {
  const parts = tokens(pointer)
  const [first, second, third, ...rest] = parts
  if (first === 'components' && second === 'schemas' && third !== undefined && rest.length === 0) return alphanumeric(third)
  const type = rest.includes('content') ? (rest[rest.indexOf('content') + 1] ?? '') : ''
  const suffix = isPlainJson(type) ? '' : pascalCase(type.replace(/^application\//, ''))
  if (first === 'components' && third !== undefined && rest[0] === 'content' && rest.length === 3) {
    return short(`${pascalCase(third)}${second === 'responses' ? 'Response' : 'Request'}${suffix}`)
  }
  if (first === 'paths' && third !== undefined) {
    const id = pascalCase(ids.get(join('', 'paths', second ?? '', third)) ?? `${third} ${second}`)
    if (rest[0] === 'requestBody' && rest[1] === 'content' && rest.length === 4) return short(`${id}Request${suffix}`)
    if (rest[0] === 'responses' && rest[2] === 'content' && rest.length === 5)
      return short(`${id}Response${pascalCase(rest[1] ?? '')}${suffix}`)
  }
  const words = parts.filter((part) => !['components', 'schemas', 'properties', 'paths', 'content', 'schema'].includes(part))
  return short(pascalCase(words.join(' ')))
}

function isPlainJson(type: string): boolean {
  return type.split(';')[0]?.trim().toLowerCase() === 'application/json'
}

/** A name of the author's keeps its letters and digits as they are. */
function alphanumeric(name: string): string {
  return short(name.normalize('NFKD').replace(/[^A-Za-z0-9]/g, ''))
}

function short(name: string): string {
  return name === '' ? 'Model' : cut(name, 128, '')
}
