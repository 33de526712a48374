import type { Place } from '../../../runtime/gateway/velocity/syntax/ast.ts'
import { parseTemplate } from '../../../runtime/gateway/velocity/syntax/parse.ts'
import { diagnose } from '../../base/diagnostic.ts'
import { asObject, asString, type JsonObject, own } from '../../base/json.ts'
import { masked } from '../../base/late-bound.ts'
import { originOf } from '../../base/origin.ts'
import { join } from '../../base/pointer.ts'
import type { Content, Operation } from '../../model/api-model.ts'
import type { NamedSchema, Schema } from '../../model/schema.ts'
import type { Context } from '../context.ts'
import { evaluateTemplate, type Printed } from './evaluate.ts'
import type { Asked } from './input.ts'
import type { Found, Schemas } from './steps.ts'
import { unionOf } from './union.ts'

/** Adds to an operation the type of what its author's request templates hand to its function, unless that is the event of the custom contract. */
export function eventReader(context: Context, named: readonly NamedSchema[]): (operation: Operation) => Operation {
  const schemas: Schemas = new Map(named.map(({ name, schema }) => [name, schema]))
  return (operation) => {
    const { integration } = operation
    const isWritten = integration.kind === 'lambda-custom' ? integration.templates === 'written' : integration.kind === 'lambda-async'
    if (!isWritten || !integration.raw || (integration.kind !== 'lambda-custom' && integration.kind !== 'lambda-async')) return operation
    const event = eventOf(context, operation, integration.raw, schemas)
    return event ? { ...operation, integration: { ...integration, event } } : operation
  }
}

function eventOf(context: Context, operation: Operation, raw: JsonObject, schemas: Schemas): Schema | undefined {
  const templates = asObject(own(raw, 'requestTemplates'))
  const events = Object.keys(templates).map((mediaType) => {
    const pointer = join(operation.integration.pointer ?? operation.pointer, 'requestTemplates', mediaType)
    const text = asString(templates[mediaType])
    const { ast } = text === undefined ? {} : parseTemplate(masked(text))
    const printed = ast && evaluateTemplate(ast, { schemas, parameters: operation.parameters, ...bodyOf(operation, mediaType) })
    if (printed) report(context, printed, text ?? '', pointer)
    return printed?.schema ?? { kind: 'unknown' as const }
  })
  const passed = passedThrough(operation, raw, Object.keys(templates))
  if (events.length > 0 && passed.length === 0 && events.every(isCustomEvent)) return undefined
  return events.length + passed.length === 0 ? { kind: 'unknown' } : unionOf([...events, ...passed])
}

function bodyOf(operation: Operation, mediaType: string): Pick<Asked, 'body' | 'isJson'> {
  const contents = operation.body?.contents ?? []
  const content = contents.find((candidate) => essence(candidate.mediaType) === essence(mediaType)) ?? onlyFor(mediaType, contents)
  if (content) return { body: bodyFound(content, operation.body?.required === true), isJson: content.form === 'json' }
  // These reach a template without a body, whatever was sent.
  if (operation.method === 'GET' || operation.method === 'HEAD') return { body: NO_BODY, isJson: true }
  return { body: { schema: { kind: 'unknown' }, missing: true }, isJson: true }
}

const NO_BODY: Found = { schema: { kind: 'object', properties: [], additional: 'none' }, missing: false }

function bodyFound(content: Content, isRequired: boolean): Found {
  if (content.form === 'json') return { schema: content.schema, missing: !isRequired }
  // A text that is no JSON parses as a text (recorded); a form always has its equals sign.
  return { schema: content.form === 'form' ? { kind: 'string' } : { kind: 'unknown' }, missing: !isRequired }
}

function onlyFor(mediaType: string, contents: readonly Content[]): Content | undefined {
  const [only, ...more] = contents
  if (!only || more.length > 0) return undefined
  const range = essence(only.mediaType)
  const wanted = essence(mediaType)
  return wanted === '$default' || range === '*/*' || (range.endsWith('/*') && wanted.startsWith(range.slice(0, -1))) ? only : undefined
}

function essence(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase()
}

/** JSON bodies of content types without a template that reach the function as they are. */
function passedThrough({ body }: Operation, raw: JsonObject, templates: readonly string[]): Schema[] {
  const behavior = (asString(own(raw, 'passthroughBehavior')) ?? 'when_no_match').toLowerCase()
  if (behavior === 'never' || (behavior === 'when_no_templates' && templates.length > 0)) return []
  const types = new Set(templates.map(essence))
  if (types.has('$default')) return []
  return (body?.contents ?? [])
    .filter(({ form, mediaType }) => form === 'json' && !types.has(essence(mediaType)) && !mediaType.includes('*'))
    .map(({ schema }) => schema)
}

function report(context: Context, { schema, broken, lost }: Printed, text: string, pointer: string): void {
  if (schema && isCustomEvent(schema)) return
  const tell = (message: string, { offset, length }: Place): void => {
    const at = { ...originOf(context.document.origins, pointer), inside: { offset, length } }
    context.report(diagnose('derive/untyped-event', message, at))
  }
  if (broken) {
    tell("What this template prints cannot be followed as JSON from here on, so the type of the handler's event is `unknown`.", broken)
    return
  }
  for (const place of lost.slice(0, MOST_NOTES)) {
    const source = text.slice(place.offset, place.offset + place.length)
    tell(`Nothing says of which type \`${source}\` is here, so this part of the handler's event is \`unknown\`.`, place)
  }
}

const MOST_NOTES = 20

/** The event of the custom contract is read by the run time, and its handler gets the declared types. */
function isCustomEvent(schema: Schema): boolean {
  if (schema.kind !== 'object' || schema.properties.length !== 2) return false
  const [metadata, data] = ['metadata', 'data'].map((wanted) => schema.properties.find(({ name }) => name === wanted)?.schema)
  return data !== undefined && metadata?.kind === 'object' && metadata.properties.some(({ name }) => name === 'operation')
}
