import type { Statement } from '../../../runtime/gateway/velocity/syntax/ast.ts'
import type { Schema } from '../../model/schema.ts'
import { resolved, type Schemas } from './steps.ts'
import { unionOf } from './union.ts'

/** What a reference may be: one of these. */
export type Values = readonly Value[]

/** A value of a template, as far as its text shows. */
export type Value =
  /** A text that stands in the template. */
  | { readonly kind: 'literal'; readonly text: string }
  /** Any text; `declared` is the schema of the parameter that it is. */
  | { readonly kind: 'text'; readonly declared?: Schema; readonly missing?: boolean }
  /** A value of the body; `way` is how the template came to it. */
  | { readonly kind: 'json'; readonly schema: Schema; readonly missing: boolean; readonly way: string | undefined }
  /** A text that is JSON. */
  | { readonly kind: 'json-text'; readonly schema: Schema }
  /** A number or a Boolean. */
  | { readonly kind: 'scalar'; readonly schema: Schema }
  /** A list of the template's own, or one that a method gave. */
  | { readonly kind: 'list'; readonly items: Values }
  /** A map of the template's own, or one that a method gave. */
  | { readonly kind: 'map'; readonly values: Values }
  /** `$input.params()`, or one of the three maps in it. */
  | { readonly kind: 'params'; readonly location: ParameterLocation | undefined }
  /** `$context` and the maps in it. */
  | { readonly kind: 'context'; readonly path: readonly string[] }
  | { readonly kind: 'entry'; readonly value: Values }
  /** What `#define` holds. */
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | { readonly kind: 'unknown' }

export type ParameterLocation = 'path' | 'querystring' | 'header'

/** More ways to get a value are as good as any value. */
const MOST_VALUES = 8

export const UNKNOWN: Values = [{ kind: 'unknown' }]
export const TEXT: Values = [{ kind: 'text' }]
export const BOOLEAN: Values = [{ kind: 'scalar', schema: { kind: 'boolean' } }]
export const INTEGER: Values = [{ kind: 'scalar', schema: { kind: 'integer' } }]
/** What is unresolved. */
export const NOTHING: Values = [{ kind: 'literal', text: '' }]

/** One of several. */
export function anyOf(values: readonly Values[]): Values {
  const distinct = new Map<unknown, Value>()
  for (const value of values.flat()) distinct.set(identityOf(value), value)
  return distinct.size > MOST_VALUES ? UNKNOWN : [...distinct.values()]
}

function identityOf(value: Value): unknown {
  if (value.kind === 'literal') return `literal ${value.text}`
  if (value.kind === 'unknown' || (value.kind === 'text' && !value.declared)) return value.kind
  if (value.kind === 'params' || value.kind === 'context') return JSON.stringify(value)
  return value
}

/** The type of a value that is printed where no quotes are; undefined where that may be anything. `nothing`: it prints no letter. */
export function rawType(value: Value, schemas: Schemas): Schema | undefined | 'nothing' {
  switch (value.kind) {
    case 'text':
      return value.declared && isBare(resolved(value.declared, schemas), schemas) ? plain(value.declared) : undefined
    case 'json':
      return printedType(value.schema, schemas, 0)
    case 'json-text':
    case 'scalar':
      return plain(value.schema)
    case 'list':
      return listType(value.items, schemas)
    case 'context':
      return value.path.join('.') === 'requestTimeEpoch' ? { kind: 'integer' } : undefined
    default:
      return undefined
  }
}

/** The type of a value that is printed between quotes: the very words where the schema lists them. */
export function quotedType(value: Value, schemas: Schemas): Schema {
  const schema = value.kind === 'text' ? value.declared : value.kind === 'json' ? value.schema : undefined
  const known = schema && resolved(schema, schemas)
  if (known?.kind !== 'enum' || !known.values.every((word) => typeof word === 'string' && !/["\\\p{Cc}]/u.test(word)))
    return { kind: 'string' }
  const missing = (value.kind === 'text' || value.kind === 'json') && value.missing === true
  return unionOf([known, ...(missing ? [{ kind: 'enum', values: [''] } as const] : [])])
}

/** Whether the text of a parameter is JSON by itself, when it is what was declared. */
function isBare(schema: Schema, schemas: Schemas): boolean {
  switch (schema.kind) {
    case 'number':
    case 'integer':
    case 'boolean':
      return true
    case 'enum':
      return schema.values.every((value) => typeof value === 'number' || typeof value === 'boolean')
    case 'union':
      return schema.members.every((member) => isBare(resolved(member, schemas), schemas))
    default:
      return false
  }
}

/** What API Gateway prints of a value of the body: a list as JSON, an object as Java does, a text without quotes. */
function printedType(schema: Schema, schemas: Schemas, depth: number): Schema | undefined | 'nothing' {
  const known = resolved(schema, schemas)
  switch (known.kind) {
    case 'boolean':
    case 'number':
    case 'integer':
    case 'array':
    case 'tuple':
      return plain(schema)
    case 'enum':
      return enumType(known)
    case 'null':
    case 'never':
      return 'nothing'
    case 'union': {
      const types = depth > 20 ? [undefined] : known.members.map((member) => printedType(member, schemas, depth + 1))
      const telling = types.filter((type) => type !== 'nothing')
      if (telling.length === 0) return 'nothing'
      return telling.includes(undefined) ? undefined : unionOf(telling as Schema[])
    }
    default:
      return undefined
  }
}

function enumType(schema: Extract<Schema, { kind: 'enum' }>): Schema | undefined | 'nothing' {
  const values = schema.values.filter((value) => value !== null)
  if (values.length === 0) return 'nothing'
  return values.every((value) => typeof value === 'number' || typeof value === 'boolean') ? { kind: 'enum', values } : undefined
}

/** A list of the template's own prints as Java's lists do, which is JSON where only numbers and Booleans are in it. */
function listType(items: Values, schemas: Schemas): Schema | undefined {
  const types = items.map((item) => (item.kind === 'scalar' ? rawType(item, schemas) : undefined))
  return types.includes(undefined) ? undefined : { kind: 'array', items: unionOf(types as Schema[]) }
}

/** A schema without what is said of the place where it was: a member of the event is there whenever the template prints it. */
export function plain(schema: Schema): Schema {
  if (schema.access === undefined && schema.default === undefined) return schema
  const { access: _access, default: _default, ...rest } = schema
  return rest
}
