import type { Json, JsonObject } from '../../base/json.ts'
import type { Content, Operation, Parameter, ResponseHeader } from '../../model/api-model.ts'
import type { Property, Schema } from '../../model/schema.ts'

/** What a handler is given and may answer, as schemas: every language prints its types of these. */

/** An object of schemas. */
export type ObjectSchema = Extract<Schema, { kind: 'object' }>

/** Where parameters arrive in a request, and the object that holds them. */
export interface ParameterPlace {
  readonly name: 'path' | 'query' | 'headers' | 'cookies'
  readonly schema: ObjectSchema
}

const PLACES = [
  ['path', 'path'],
  ['query', 'query'],
  ['header', 'headers'],
  ['cookie', 'cookies'],
] as const

/** The places in which an operation has parameters. */
export function parameterPlaces({ parameters }: Operation): ParameterPlace[] {
  return PLACES.flatMap(([place, name]) => {
    const found = parameters.filter((parameter) => parameter.in === place)
    return found.length === 0 ? [] : [{ name, schema: parametersSchema(found) }]
  })
}

function parametersSchema(parameters: readonly Parameter[]): ObjectSchema {
  const properties = parameters.map(({ name, required, default: missing, description, deprecated, schema }): Property => {
    return { name, required: required || missing !== undefined, schema: described(schema, description, deprecated) }
  })
  return { kind: 'object', properties, additional: 'none' }
}

/** What handlers are given of parameters that are missing: values by name, by place; undefined where there are none. */
export function parameterDefaults({ parameters }: Operation): JsonObject | undefined {
  const places = PLACES.flatMap(([place, name]): [string, JsonObject][] => {
    const found = parameters.flatMap((parameter): [string, Json][] =>
      parameter.in === place && parameter.default !== undefined ? [[parameter.name, parameter.default]] : [],
    )
    return found.length === 0 ? [] : [[name, Object.fromEntries(found)]]
  })
  return places.length === 0 ? undefined : Object.fromEntries(places)
}

/** The declared headers of a response; others may stand beside them. */
export function headersSchema(headers: readonly ResponseHeader[]): ObjectSchema {
  const properties = headers.map(({ name, required, description, schema }): Property => {
    return { name, required, schema: described(headerValue(schema), description, false) }
  })
  return { kind: 'object', properties, additional: 'none' }
}

function described(schema: Schema, description: string | undefined, deprecated: boolean): Schema {
  // A parameter is sent in any case, so `readOnly` says nothing about it.
  const { access: _, ...rest } = schema
  return { ...rest, ...(description !== undefined && { description }), ...(deprecated && { deprecated }) } as Schema
}

/** What fits into a header as it is; anything else is given as the text that stands there. */
function headerValue(schema: Schema): Schema {
  return isScalarHeader(schema) ? schema : { kind: 'string' }
}

/** Whether a value of a schema fits into a header as it is: a scalar, or several. */
export function isScalarHeader(schema: Schema): boolean {
  const isScalar = (one: Schema): boolean =>
    one.kind === 'string' || one.kind === 'number' || one.kind === 'integer' || one.kind === 'boolean' || isScalarEnum(one)
  return isScalar(schema) || (schema.kind === 'array' && isScalar(schema.items))
}

function isScalarEnum(schema: Schema): boolean {
  return schema.kind === 'enum' && schema.values.every((value) => value !== null && typeof value !== 'object')
}

/** What a handler sees of a media type: a value of JSON or of a form, a text, or bytes. */
export function seenOf({ form, schema }: Content): Schema | 'bytes' {
  switch (form) {
    case 'json':
    case 'form':
      return schema
    case 'text':
      return schema.kind === 'enum' ? schema : { kind: 'string' }
    case 'multipart':
    case 'binary':
      return 'bytes'
  }
}

/** The statuses that a response is for: one, or all that begin with some digit and have no response of their own. */
export type Statuses =
  | { readonly kind: 'one'; readonly status: number }
  | { readonly kind: 'several'; readonly digits: readonly string[]; readonly except: readonly number[] }

/** The statuses of a response among all that are declared. */
export function statusesOf(status: string, declared: readonly string[]): Statuses {
  if (isStatus(status)) return { kind: 'one', status: Number(status) }
  const ranges = declared.filter((one) => one.endsWith('XX'))
  const digits = status === 'default' ? ['1', '2', '3', '4', '5'].filter((digit) => !ranges.includes(`${digit}XX`)) : [status.charAt(0)]
  return { kind: 'several', digits, except: declared.filter((one) => isStatus(one) && digits.includes(one.charAt(0))).map(Number) }
}

function isStatus(text: string): boolean {
  return /^\d+$/.test(text)
}
