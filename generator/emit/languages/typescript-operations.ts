import type { Content, Operation, Response, ResponseHeader } from '../../model/api-model.ts'
import { type Code, trusted } from '../code.ts'
import { isFile, partProperty, partsOf } from './handlers/parts.ts'
import { headersSchema, parameterPlaces, seenOf, statusesOf } from './operation-schemas.ts'
import { literal } from './typescript.ts'
import { block, propertyText, type TypeOptions, typeAfter, typeOf } from './typescript-types.ts'

/**
 * The types of what a handler is given and what it answers. Values of headers beyond the declared ones have the type `Headers$`, and
 * statuses that the document gives as a range are made of `Range$`; whoever prints these types prints `statusTypes` too.
 */

/** The type of a request, as it stands behind its name or behind `=`: `path`, `query`, `headers`, `cookies` and `body`, each only where it is declared. */
export function requestType(operation: Operation, options: TypeOptions): { readonly kind: 'interface' | 'type'; readonly text: Code } {
  const places = parameterPlaces(operation).map(({ name, schema }) => `${name}:${typeAfter(schema, options, '  ')}`)
  if ((operation.body?.contents.length ?? 0) < 2) {
    const members = [...places, ...singleBody(operation, options)]
    return { kind: 'interface', text: trusted(members.length === 0 ? '{}' : block(members, '')) }
  }
  const bodies = variantLines(severalBodies(operation, options))
  return { kind: 'type', text: trusted(places.length === 0 ? bodies : ` ${block(places, '')} & (${bodies}\n)`) }
}

/** The type of a response, as it stands behind `=`: a union told apart by `status`, and by `contentType` where one has several. */
export function responseType(responses: readonly Response[], options: TypeOptions): Code {
  const declared = responses.map(({ status }) => status)
  const [only, ...more] = responses
  const isSingle = more.length === 0 && (only?.contents.length ?? 0) < 2
  const pad = isSingle ? '  ' : VARIANT
  const variants = responses.flatMap((response) => {
    const base = [`status: ${statusType(response.status, declared)}`, headersMember(response.headers, options, pad)]
    if (response.contents.length === 0) return [[...base, 'body?: undefined']]
    return response.contents.map((content) => {
      const isRange = content.mediaType.includes('*')
      const chosen = isRange ? ['contentType?: string'] : response.contents.length > 1 ? [`contentType: ${literal(content.mediaType)}`] : []
      const type = contentType(content, options, pad)
      return [...base, ...chosen, type === 'unknown' ? 'body?: unknown' : `body: ${type}`]
    })
  })
  const [first] = variants
  return trusted(isSingle && first ? ` ${block(first, '')}` : variantLines(variants))
}

/** Where the members of a variant begin. */
const VARIANT = '      '

function variantLines(variants: readonly (readonly string[])[]): string {
  return variants.map((members) => `\n  | ${block(members, '    ')}`).join('')
}

function singleBody(operation: Operation, options: TypeOptions): string[] {
  const { body } = operation
  const [only] = body?.contents ?? []
  if (!body || !only) return []
  const type = bodyType(operation, only, options, '  ')
  return [body.required || type === 'unknown' ? `body: ${type}` : `body: ${type} | undefined`]
}

function severalBodies(operation: Operation, options: TypeOptions): string[][] {
  const { body } = operation
  const variants = (body?.contents ?? []).map((content) => [
    `contentType: ${literal(content.mediaType)}`,
    `body: ${bodyType(operation, content, options, VARIANT)}`,
  ])
  return body?.required ? variants : [...variants, ['contentType?: undefined', 'body: undefined']]
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

/** What a handler is given of a body: of a multipart one its parts. */
function bodyType(operation: Operation, content: Content, options: TypeOptions, pad: string): string {
  const parts = partsOf(operation, content)
  if (!parts) return contentType(content, options, pad)
  const files: TypeOptions = { ...options, binary: FILE }
  const members = parts.named.map((part) => propertyText(partProperty(part), isFile(part) ? files : options, `${pad}  `))
  const { others } = parts
  // An index signature covers the named parts too, so beside those it says nothing.
  if (others)
    members.push(
      `[key: string]: ${members.length > 0 ? 'unknown' : typeOf(partProperty(others).schema, isFile(others) ? files : options, `${pad}  `)}`,
    )
  return block(members, pad)
}

const FILE = trusted('File$')

/** The declaration behind `File$`. */
export function fileType(): Code {
  return trusted(`/** A part of a multipart body that is a file. What its sender says of it, nobody checked. */
export interface File$ {
  bytes: Uint8Array
  /** Without folders. */
  fileName?: string
  contentType?: string
}`)
}

/** What a handler sees of a media type. */
function contentType(content: Content, options: TypeOptions, pad: string): string {
  const seen = seenOf(content)
  return seen === 'bytes' ? 'Uint8Array' : typeOf(seen, options, pad)
}

function headersMember(headers: readonly ResponseHeader[], options: TypeOptions, pad: string): string {
  if (headers.length === 0) return 'headers?: Headers$'
  const optional = headers.some(({ required }) => required) ? '' : '?'
  return `headers${optional}:${typeAfter(headersSchema(headers), options, pad)} & Headers$`
}

function statusType(status: string, declared: readonly string[]): string {
  const statuses = statusesOf(status, declared)
  if (statuses.kind === 'one') return String(statuses.status)
  if (statuses.digits.length === 0) return 'never'
  const range = `Range$<${statuses.digits.join(' | ')}>`
  return statuses.except.length === 0 ? range : `Exclude<${range}, ${statuses.except.join(' | ')}>`
}
