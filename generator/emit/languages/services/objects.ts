import type { ApiModel } from '../../../model/api-model.ts'
import type { Property, Schema } from '../../../model/schema.ts'

/** What a schema is to a template that takes its values apart. */
export type Form =
  /** A scalar: what it is shows at run time. */
  | { readonly kind: 'leaf' }
  /** Base64 of bytes. */
  | { readonly kind: 'bytes' }
  | { readonly kind: 'list'; readonly items: Schema; readonly set?: 'SS' | 'NS' }
  | { readonly kind: 'object'; readonly properties: readonly Property[]; readonly additional?: Schema }
  /** Anything: a schema that says little, members of different shapes, or a schema inside itself. */
  | { readonly kind: 'open' }

/** The form of a schema, and the named schemas around what is inside it. */
export interface Shaped {
  readonly form: Form
  readonly inside: readonly string[]
}

/** Schemas nested deeper than this are taken as they come. */
const DEEPEST = 10

/** What a schema is to a template; `inside` are the named schemas that stand around it. */
export function formOf(given: Schema, model: ApiModel, inside: readonly string[] = []): Shaped {
  const { schema, inside: around } = follow(given, model, inside)
  if (schema === undefined || around.length > DEEPEST) return { form: { kind: 'open' }, inside: around }
  switch (schema.kind) {
    case 'string':
      return { form: { kind: schema.format === 'byte' || schema.format === 'binary' ? 'bytes' : 'leaf' }, inside: around }
    case 'array': {
      const set = schema.unique ? setOf(schema.items, model, around) : undefined
      return { form: { kind: 'list', items: schema.items, ...(set && { set }) }, inside: around }
    }
    case 'object': {
      const { properties, additional } = schema
      if (properties.length === 0 && additional === 'open') return { form: { kind: 'open' }, inside: around }
      return { form: { kind: 'object', properties, ...(typeof additional !== 'string' && { additional }) }, inside: around }
    }
    case 'union':
    case 'intersection':
      return { form: merged(schema.members, model, around), inside: around }
    case 'unknown':
    case 'tuple':
      return { form: { kind: 'open' }, inside: around }
    default:
      return { form: { kind: 'leaf' }, inside: around }
  }
}

/** The schema behind references; undefined where one leads back into what stands around it. */
function follow(
  given: Schema,
  model: ApiModel,
  inside: readonly string[],
): { readonly schema?: Schema; readonly inside: readonly string[] } {
  let schema = given
  let around = inside
  while (schema.kind === 'ref') {
    const { to } = schema
    if (around.includes(to)) return { inside: around }
    around = [...around, to]
    schema = model.schemas.find(({ name }) => name === to)?.schema ?? { kind: 'unknown' }
  }
  return { schema, inside: around }
}

/** Members that are all scalars are one; the properties of objects stand side by side. */
function merged(members: readonly Schema[], model: ApiModel, inside: readonly string[]): Form {
  const forms = members.filter(({ kind }) => kind !== 'null').map((member) => formOf(member, model, inside).form)
  const [first] = forms
  if (first === undefined) return { kind: 'leaf' }
  if (forms.length === 1) return first
  if (forms.every(({ kind }) => kind === 'leaf')) return { kind: 'leaf' }
  const objects = forms.flatMap((form) => (form.kind === 'object' ? [form] : []))
  if (objects.length < forms.length) return { kind: 'open' }
  const properties = new Map<string, Property>()
  for (const property of objects.flatMap((form) => form.properties)) {
    const known = properties.get(property.name)
    const schema: Schema =
      known && known.schema !== property.schema ? { kind: 'union', members: [known.schema, property.schema] } : property.schema
    properties.set(property.name, { ...property, schema, required: property.required || known?.required === true })
  }
  const additional = objects.find((form) => form.additional !== undefined)?.additional
  return { kind: 'object', properties: [...properties.values()], ...(additional && { additional }) }
}

function setOf(items: Schema, model: ApiModel, inside: readonly string[]): 'SS' | 'NS' | undefined {
  const { schema } = follow(items, model, inside)
  if (schema?.kind === 'string') return schema.format === 'byte' || schema.format === 'binary' ? undefined : 'SS'
  if (schema?.kind === 'number' || schema?.kind === 'integer') return 'NS'
  return schema?.kind === 'enum' && schema.values.every((value) => typeof value === 'string') ? 'SS' : undefined
}
