import { asObject, asString, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { oneOfEach } from '../base/names.ts'
import { join } from '../base/pointer.ts'
import type { Body, Content, Example } from '../model/api-model.ts'
import type { Schema } from '../model/schema.ts'
import { type Context, resolve, textOf } from './context.ts'
import { readParts } from './parts.ts'
import { readSchema } from './schemas.ts'

/** The body of an operation; undefined where it declares none. */
export function readBody(context: Context, value: Json | undefined, pointer: string): Body | undefined {
  const { value: body, pointer: at } = resolve(context, value, pointer)
  if (!isObject(body)) return undefined
  const contents = readContents(context, own(body, 'content'), join(at, 'content'))
  if (contents.length === 0) return undefined
  const description = textOf(body, 'description')
  return { required: own(body, 'required') === true, ...(description !== undefined && { description }), contents }
}

/** The media types of a body, in order. */
export function readContents(context: Context, value: Json | undefined, pointer: string): Content[] {
  const contents = asObject(value)
  return oneOfEach(Object.keys(contents), (mediaType) => mediaType.toLowerCase().replace(/\s/g, ''))
    .filter((mediaType) => !mediaType.startsWith('x-'))
    .map((mediaType) => readContent(context, mediaType, asObject(contents[mediaType]), join(pointer, mediaType)))
}

function readContent(context: Context, mediaType: string, media: JsonObject, pointer: string): Content {
  const json = jsonOf(own(media, 'schema'))
  const schema = readSchema(context, json, join(pointer, 'schema'))
  const parts = readParts(context, mediaType, media, pointer)
  const examples = examplesOf(context, media, json, pointer)
  return { mediaType, form: formOf(mediaType, schema), schema, json, ...(parts && { parts }), examples, pointer }
}

/** A JSON Schema as the model keeps it: what is none accepts everything. */
export function jsonOf(value: Json | undefined): JsonObject | boolean {
  return isObject(value) || typeof value === 'boolean' ? value : {}
}

/** How the text of a media type is read. Where the media type leaves it open, the schema decides. */
export function formOf(mediaType: string, schema: Schema): Content['form'] {
  const type = (mediaType.split(';')[0] ?? '').trim().toLowerCase()
  if (type === 'application/json' || type === 'text/json' || type.endsWith('+json')) return 'json'
  if (type === 'application/x-www-form-urlencoded') return 'form'
  if (type.startsWith('multipart/')) return 'multipart'
  if (type.startsWith('text/') || /^application\/(xml|yaml|x-yaml|javascript|x-ndjson|jsonl|sql|graphql)$|\+(xml|yaml)$/.test(type))
    return 'text'
  if (/^(image|audio|video|font)\//.test(type)) return 'binary'
  if (schema.kind === 'string') return schema.format === 'binary' || schema.format === 'byte' || type !== '*/*' ? 'binary' : 'text'
  return type === '*/*' || (schema.kind !== 'unknown' && type !== 'application/octet-stream') ? 'json' : 'binary'
}

/** The examples of a media type or a header, its own before those of its schema. */
export function examplesOf(context: Context, media: JsonObject, json: JsonObject | boolean, pointer: string): Example[] {
  const found: Example[] = []
  const example = own(media, 'example')
  if (example !== undefined) found.push({ value: example })
  const examples = own(media, 'examples')
  if (isObject(examples)) {
    for (const name of Object.keys(examples)) {
      const { value } = resolve(context, examples[name], join(pointer, 'examples', name))
      const inner = isObject(value) ? own(value, 'value') : undefined
      if (inner !== undefined) found.push({ name, value: inner })
    }
  }
  return [...found, ...schemaExamples(context, json).map((value) => ({ value }))]
}

function schemaExamples(context: Context, json: JsonObject | boolean): Json[] {
  const found: Json[] = []
  for (const schema of [json, resolve(context, json, '').value]) {
    if (!isObject(schema) || found.length > 0) continue
    const examples = own(schema, 'examples')
    if (Array.isArray(examples)) found.push(...(examples as Json[]))
    const example = own(schema, 'example')
    if (example !== undefined) found.push(example)
  }
  return found
}

/** The media type of a parameter or header described by `content`: the first that is declared. */
export function onlyContent(object: JsonObject): { readonly mediaType: string; readonly media: JsonObject } | undefined {
  const content = own(object, 'content')
  if (!isObject(content)) return undefined
  const [mediaType] = Object.keys(content)
  return mediaType === undefined ? undefined : { mediaType, media: asObject(content[mediaType]) }
}

/** True for an answer of `asString` that is one of a few words. */
export function oneOf<Word extends string>(value: Json | undefined, words: readonly Word[]): Word | undefined {
  const text = asString(value)
  return words.find((word) => word === text)
}
