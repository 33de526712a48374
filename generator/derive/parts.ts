import { asArray, asObject, asString, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { join } from '../base/pointer.ts'
import type { Part, Parts } from '../model/api-model.ts'
import { type Context, type Located, resolve } from './context.ts'
import { readSchema } from './schemas.ts'

/** Schemas of bodies are combined a level or two deep; this ends what refers to itself. */
const DEEPEST = 16

/**
 * The parts of a `multipart/form-data` body (RFC 7578; OpenAPI 3.1, "Special Considerations for multipart Content"). Undefined for every
 * other body, and for one whose schema declares no members or leaves it open which: nobody can tell a text from a file there.
 */
export function readParts(context: Context, mediaType: string, media: JsonObject, pointer: string): Parts | undefined {
  if ((mediaType.split(';')[0] ?? '').trim().toLowerCase() !== 'multipart/form-data') return undefined
  const reading: Reading = { context, encoding: asObject(own(media, 'encoding')), named: new Map(), required: new Set() }
  const schema = own(media, 'schema')
  if (!collect(reading, schema, join(pointer, 'schema'), 0) || (reading.named.size === 0 && !reading.others)) return undefined
  const named = [...reading.named.values()].map((part) => ({ ...part, required: reading.required.has(part.name) }))
  return { named, ...(reading.others && { others: reading.others }) }
}

interface Reading {
  readonly context: Context
  readonly encoding: JsonObject
  readonly named: Map<string, Part>
  readonly required: Set<string>
  others?: Part
}

/** The members of an object and of all that it is made of; false where it is one of several. */
function collect(reading: Reading, json: Json | undefined, at: string, depth: number): boolean {
  const { value, pointer } = resolve(reading.context, json, at)
  if (!isObject(value) || depth > DEEPEST) return depth > 0
  // What stands beside a reference counts as well.
  if (value !== json && isObject(json) && !collect(reading, without(json, '$ref'), at, depth + 1)) return false
  if (Object.hasOwn(value, 'oneOf') || Object.hasOwn(value, 'anyOf')) return false
  for (const [index, member] of asArray(own(value, 'allOf')).entries())
    if (!collect(reading, member, join(pointer, 'allOf', String(index)), depth + 1)) return false
  const properties = asObject(own(value, 'properties'))
  for (const name of Object.keys(properties)) {
    const encoding = asString(own(asObject(own(reading.encoding, name)), 'contentType'))
    reading.named.set(
      name,
      readPart(reading.context, name, { value: properties[name], pointer: join(pointer, 'properties', name) }, encoding),
    )
  }
  for (const name of asArray(own(value, 'required'))) if (typeof name === 'string') reading.required.add(name)
  const others = own(value, 'additionalProperties')
  if (isObject(others))
    reading.others = readPart(reading.context, '', { value: others, pointer: join(pointer, 'additionalProperties') }, undefined)
  return true
}

function without(json: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(json).filter(([name]) => name !== key))
}

function readPart(context: Context, name: string, { value, pointer }: Located, encoding: string | undefined): Part {
  const whole = onlyOne(context, { value, pointer })
  const items = isObject(whole.value) ? own(whole.value, 'items') : undefined
  // A list comes as a part for each of its items.
  const isList = isObject(items)
  const one = isList ? onlyOne(context, { value: items, pointer: join(whole.pointer, 'items') }) : whole
  return { name, required: false, schema: readSchema(context, value, pointer), reads: readsOf(one.value, encoding), isList }
}

/** What a schema leads to, through references and choices that leave one thing beside null. */
function onlyOne(context: Context, given: Located, depth = 0): Located {
  const { value, pointer } = resolve(context, given.value, given.pointer)
  if (!isObject(value) || depth > DEEPEST) return { value, pointer }
  for (const keyword of ['allOf', 'oneOf', 'anyOf']) {
    const members = asArray(own(value, keyword)).filter((member) => own(asObject(member), 'type') !== 'null')
    if (members.length === 1) return onlyOne(context, { value: members[0], pointer: join(pointer, keyword) }, depth + 1)
  }
  return { value, pointer }
}

/** A schema that says what a part is goes before `encoding`, whose type may be that of a file. */
function readsOf(json: Json | undefined, encoding: string | undefined): Part['reads'] {
  const schema = asObject(json)
  const format = asString(own(schema, 'format'))
  if (format === 'binary') return 'bytes'
  if (format === 'byte' || asString(own(schema, 'contentEncoding'))?.toLowerCase() === 'base64') return 'base64'
  const type = encoding ?? (isText(schema) ? asString(own(schema, 'contentMediaType')) : undefined)
  if (type !== undefined) return byMediaType(type)
  // Without a type, OpenAPI's default is `application/octet-stream`.
  return saysNothing(schema) ? 'bytes' : 'value'
}

function isText(schema: JsonObject): boolean {
  const type = own(schema, 'type')
  return type === undefined || type === 'string' || asArray(type).includes('string')
}

function saysNothing(schema: JsonObject): boolean {
  return !['type', 'properties', 'items', 'enum', 'const', '$ref', 'allOf', 'oneOf', 'anyOf'].some((key) => Object.hasOwn(schema, key))
}

/** Of several types the first decides. */
function byMediaType(given: string): Part['reads'] {
  const type = (given.split(/[;,]/)[0] ?? '').trim().toLowerCase()
  if (type === 'application/json' || type.endsWith('+json')) return 'json'
  return type.startsWith('text/') || type === 'application/x-www-form-urlencoded' ? 'value' : 'bytes'
}
