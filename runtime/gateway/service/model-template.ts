import type { Model } from '../definition/rest-api.ts'
import { MODEL_REFERENCE_BASE } from '../facts.ts'
import { asObject, isObject, type Json, own } from '../json.ts'

/** A value of each type (the reference's sample has those of numbers and texts; the others are assumed, decision 0091). */
const SAMPLES: Readonly<Record<string, string>> = { string: '"foo"', number: '3.1415', integer: '42', boolean: 'true', null: 'null' }

/** What a sample is made with. */
interface Sampling {
  readonly models: Readonly<Record<string, Model>>
  readonly base: string
  /** The models that the sample is inside of: a recursive one ends where it begins again. */
  readonly open: readonly string[]
  /** Where the values of the input are, as a template writes it. */
  readonly source: string
  readonly indent: string
}

/** The mapping template that the service makes of a model: its shape with made-up values, and loops where lists are. */
export function sampleTemplate(apiId: string, models: Readonly<Record<string, Model>>, model: Model): string {
  const sampling = { models, base: `${MODEL_REFERENCE_BASE}${apiId}/models/`, open: [model.name], source: '$inputRoot', indent: '' }
  return `#set($inputRoot = $input.path('$'))\n${sample(sampling, schemaOf(model))}`
}

function schemaOf(model: Model): Json {
  try {
    return JSON.parse(model.schema) as Json
  } catch {
    // Models of other media types are not JSON.
    return {}
  }
}

function sample(sampling: Sampling, schema: Json | undefined): string {
  if (!isObject(schema)) return '{}'
  const reference = own(schema, '$ref')
  if (typeof reference === 'string') return referred(sampling, reference)
  const properties = own(schema, 'properties')
  const type = typeOf(own(schema, 'type'))
  if (type === 'array') return list(sampling, own(schema, 'items'))
  if (type === undefined || type === 'object' || properties !== undefined) return object(sampling, Object.entries(asObject(properties)))
  return own(SAMPLES, type) ?? '{}'
}

/** Of several types the first. */
function typeOf(type: Json | undefined): string | undefined {
  const first = Array.isArray(type) ? (type as readonly Json[])[0] : type
  return typeof first === 'string' ? first : undefined
}

function referred(sampling: Sampling, reference: string): string {
  const { models, base, open } = sampling
  const name = reference.startsWith(base) ? reference.slice(base.length) : ''
  const model = own(models, name)
  return model === undefined || open.includes(name) ? '{}' : sample({ ...sampling, open: [...open, name] }, schemaOf(model))
}

function object(sampling: Sampling, properties: readonly (readonly [string, Json])[]): string {
  if (properties.length === 0) return '{}'
  const indent = `${sampling.indent}  `
  const members = properties.map(([name, schema]) => {
    const value = sample({ ...sampling, indent, source: `${sampling.source}.${name}` }, schema)
    return `${indent}${JSON.stringify(name)} : ${value}`
  })
  return `{\n${members.join(',\n')}\n${sampling.indent}}`
}

function list(sampling: Sampling, items: Json | undefined): string {
  return [
    '[',
    '##TODO: Update this foreach loop to reference array from input json',
    `#foreach($elem in ${sampling.source})`,
    `${sampling.indent} ${sample({ ...sampling, source: '$elem' }, items)} `,
    '#if($foreach.hasNext),#end',
    '#end',
    `${sampling.indent}]`,
  ].join('\n')
}
