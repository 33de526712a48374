import { asArray, asObject, asString, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { join } from '../base/pointer.ts'
import type { Part, Parts } from '../model/api-model.ts'
import type { Schema } from '../model/schema.ts'
import { type Context, type Located, resolve } from './context.ts'
import { readSchema } from './schemas.ts'

/** Schemas of bodies are combined a level or two deep; this ends what refers to itself. */
const DEEPEST = 16

/**
 * The parts of a `multipart/form-data` body (RFC 7578; OpenAPI 3.1, "Special Considerations for multipart Content"). Undefined for every
 * other body, and for one whose schema declares no members, or whose alternatives read one of them differently: nobody can tell a text from a file there.
 */
export function readParts(context: Context, mediaType: string, media: JsonObject, pointer: string): Parts | undefined {
  if ((mediaType.split(';')[0] ?? '').trim().toLowerCase() !== 'multipart/form-data') return undefined
  const reading = newReading(context, asObject(own(media, 'encoding')))
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

function newReading(context: Context, encoding: JsonObject): Reading {
  return { context, encoding, named: new Map(), required: new Set() }
}

/** The members of an object and of all that it is made of; false where alternatives do not agree. */
function collect(reading: Reading, json: Json | undefined, at: string, depth: number): boolean {
  const { value, pointer } = resolve(reading.context, json, at)
  if (!isObject(value) || depth > DEEPEST) return depth > 0
  // What stands beside a reference counts as well.
  if (value !== json && isObject(json) && !collect(reading, without(json, '$ref'), at, depth + 1)) return false
  for (const keyword of ['oneOf', 'anyOf']) {
    const members = asArray(own(value, keyword)).map((member, index) => ({ value: member, pointer: join(pointer, keyword, String(index)) }))
    if (members.length > 0 && !collectChoice(reading, members, depth)) return false
  }
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

/**
 * The members of alternatives: which one was sent is known when its parts are. Each is there where some alternative has it, and required where all of
 * them say so; the schema of the body checks the rest. False where two of them read one part differently.
 */
function collectChoice(reading: Reading, members: readonly Located[], depth: number): boolean {
  const readings: Reading[] = []
  for (const { value, pointer } of members) {
    const inner = newReading(reading.context, reading.encoding)
    if (!collect(inner, value, pointer, depth + 1)) return false
    readings.push(inner)
  }
  for (const name of new Set(readings.flatMap(({ named }) => [...named.keys()]))) {
    const part = eitherOf(readings.flatMap(({ named }) => named.get(name) ?? []))
    if (part === undefined) return false
    reading.named.set(name, part)
    if (readings.every(({ required }) => required.has(name))) reading.required.add(name)
  }
  const others = readings.flatMap((inner) => inner.others ?? [])
  const other = others.length === 0 ? undefined : eitherOf(others)
  if (other !== undefined) reading.others = other
  return other !== undefined || others.length === 0
}

/** A part as any of several alternatives has it; undefined where they read it differently. */
function eitherOf(parts: readonly Part[]): Part | undefined {
  const [first] = parts
  if (first === undefined || parts.some(({ reads, isList }) => reads !== first.reads || isList !== first.isList)) return undefined
  return { ...first, schema: anyOf(parts.map(({ schema }) => schema)) }
}

function anyOf(schemas: readonly Schema[]): Schema {
  const known = new Map(schemas.map((schema) => [JSON.stringify(schema), schema]))
  const members = [...known.values()]
  const [first] = members
  if (first !== undefined && members.length === 1) return first
  const values = members.flatMap((schema) => (schema.kind === 'enum' ? [schema.values] : []))
  if (values.length === members.length) return { kind: 'enum', values: [...new Set(values.flat())] }
  const items = members.flatMap((schema) => (schema.kind === 'array' ? [schema.items] : []))
  return items.length === members.length ? { kind: 'array', items: anyOf(items) } : { kind: 'union', members }
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
