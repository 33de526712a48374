import type { Body, Content, Operation, Parameter, Response, ResponseHeader } from '../../model/api-model.ts'
import type { Property, Schema } from '../../model/schema.ts'
import { type Code, trusted } from '../code.ts'
import { literal } from './typescript.ts'
import { type TypeOptions, typeAfter, typeOf } from './typescript-types.ts'

/**
 * The types of what a handler is given and what it answers. Values of headers beyond the declared ones have the type `Headers$`, and
 * statuses that the document gives as a range are made of `Range$`; whoever prints these types prints `statusTypes` too.
 */

/** The type of a request, as it stands behind its name or behind `=`: `path`, `query`, `headers`, `cookies` and `body`, each only where it is declared. */
export function requestType(operation: Operation, options: TypeOptions): { readonly kind: 'interface' | 'type'; readonly text: Code } {
  const places = (['path', 'query', 'header', 'cookie'] as const).flatMap((place) => {
    const parameters = operation.parameters.filter((parameter) => parameter.in === place)
    if (parameters.length === 0) return []
    const name = place === 'header' ? 'headers' : place === 'cookie' ? 'cookies' : place
    return [`${name}:${typeAfter(parametersSchema(parameters), options)}`]
  })
  const bodies = bodyVariants(operation.body, options)
  const [only] = bodies
  if (bodies.length < 2) return { kind: 'interface', text: trusted(block([...places, ...(only ? [only] : [])])) }
  const variants = `(${variantLines(bodies)}\n)`
  return { kind: 'type', text: trusted(places.length === 0 ? variantLines(bodies) : ` ${block(places)} & ${variants}`) }
}

/** The type of a response, as it stands behind `=`: a union told apart by `status`, and by `contentType` where one has several. */
export function responseType(responses: readonly Response[], options: TypeOptions): Code {
  const declared = responses.map(({ status }) => status)
  const variants = responses.flatMap((response) => {
    const base = [`status: ${statusType(response.status, declared)}`, headersMember(response.headers, options)]
    if (response.contents.length === 0) return [[...base, 'body?: undefined'].join('\n')]
    return response.contents.map((content) => {
      const isRange = content.mediaType.includes('*')
      const chosen = isRange ? ['contentType?: string'] : response.contents.length > 1 ? [`contentType: ${literal(content.mediaType)}`] : []
      const type = contentType(content, options)
      return [...base, ...chosen, type === 'unknown' ? 'body?: unknown' : `body: ${type}`].join('\n')
    })
  })
  const [only] = variants
  return trusted(variants.length === 1 && only !== undefined ? ` ${block([only])}` : variantLines(variants))
}

function bodyVariants(body: Body | undefined, options: TypeOptions): string[] {
  if (!body) return []
  const [only] = body.contents
  if (body.contents.length === 1 && only) {
    const type = contentType(only, options)
    return [body.required ? `body: ${type}` : `body: ${union([type, 'undefined'])}`]
  }
  const variants = body.contents.map((content) => `contentType: ${literal(content.mediaType)}\nbody: ${contentType(content, options)}`)
  return body.required ? variants : [...variants, 'contentType?: undefined\nbody: undefined']
}

function block(members: readonly string[]): string {
  return members.length === 0 ? '{}' : `{\n  ${members.join('\n').replaceAll('\n', '\n  ')}\n}`
}

function variantLines(variants: readonly string[]): string {
  return variants.map((variant) => `\n  | {\n      ${variant.replaceAll('\n', '\n      ')}\n    }`).join('')
}

/** Whether a text uses the types that `statusTypes` declares. */
export function usesRange(responses: readonly Response[]): boolean {
  return responses.some(({ status }) => !/^\d+$/.test(status))
}

/** The declarations behind `Headers$` and `Range$`. No name made from a spec holds a `$`. */
export function statusTypes(ranges: boolean): Code {
  const value = 'string | number | boolean | readonly (string | number | boolean)[] | undefined'
  const headers = `/** Headers that the document does not declare. */\nexport interface Headers$ {\n  [name: string]: ${value}\n}`
  if (!ranges) return trusted(headers)
  return trusted(`${headers}

type Digit$ = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9
type Numeric$<Text extends string> = Text extends \`\${infer Value extends number}\` ? Value : never
/** Every status that begins with a digit: 400 to 499. */
export type Range$<First extends 1 | 2 | 3 | 4 | 5> = Numeric$<\`\${First}\${Digit$}\${Digit$}\`>`)
}

function parametersSchema(parameters: readonly Parameter[]): Schema {
  const properties = parameters.map(({ name, required, description, deprecated, schema }): Property => {
    return { name, required, schema: described(schema, description, deprecated) }
  })
  return { kind: 'object', properties, additional: 'none' }
}

function described(schema: Schema, description: string | undefined, deprecated: boolean): Schema {
  // A parameter is sent in any case, so `readOnly` says nothing about it.
  const { access: _, ...rest } = schema
  return { ...rest, ...(description !== undefined && { description }), ...(deprecated && { deprecated }) } as Schema
}

/** What a handler sees of a media type: values of JSON and forms, text, or bytes. */
function contentType(content: Content, options: TypeOptions): string {
  switch (content.form) {
    case 'json':
    case 'form':
      return typeOf(content.schema, options)
    case 'text':
      return content.schema.kind === 'enum' ? typeOf(content.schema, options) : 'string'
    case 'multipart':
    case 'binary':
      return 'Uint8Array'
  }
}

function union(types: readonly string[]): string {
  return types.includes('unknown') ? 'unknown' : types.join(' | ')
}

function headersMember(headers: readonly ResponseHeader[], options: TypeOptions): string {
  if (headers.length === 0) return 'headers?: Headers$'
  const optional = headers.some(({ required }) => required) ? '' : '?'
  const properties = headers.map(({ name, required, description, schema }): Property => {
    return { name, required, schema: described(headerValue(schema), description, false) }
  })
  return `headers${optional}:${typeAfter({ kind: 'object', properties, additional: 'none' }, options)} & Headers$`
}

/** What fits into a header as it is; anything else is given as the text that stands there. */
function headerValue(schema: Schema): Schema {
  const isScalar = (one: Schema): boolean =>
    one.kind === 'string' || one.kind === 'number' || one.kind === 'integer' || one.kind === 'boolean' || isScalarEnum(one)
  return isScalar(schema) || (schema.kind === 'array' && isScalar(schema.items)) ? schema : { kind: 'string' }
}

function isScalarEnum(schema: Schema): boolean {
  return schema.kind === 'enum' && schema.values.every((value) => value !== null && typeof value !== 'object')
}

function statusType(status: string, declared: readonly string[]): string {
  if (/^\d+$/.test(status)) return String(Number(status))
  const ranges = declared.filter((one) => one.endsWith('XX'))
  const digits = status === 'default' ? ['1', '2', '3', '4', '5'].filter((digit) => !ranges.includes(`${digit}XX`)) : [status.charAt(0)]
  if (digits.length === 0) return 'never'
  const others = declared.filter((one) => /^\d+$/.test(one) && digits.includes(one.charAt(0)))
  const range = `Range$<${digits.join(' | ')}>`
  return others.length === 0 ? range : `Exclude<${range}, ${others.map(Number).join(' | ')}>`
}
