import { isObject, type Json } from '../../base/json.ts'
import { percentEncode, wellFormed } from '../../base/percent.ts'
import type { Content, Operation, Parameter, Part, PathSegment } from '../../model/api-model.ts'
import { type LookUp, sampleOf } from './sample.ts'

/** A request that an operation likely takes, as it goes over the wire. */
export interface SampleRequest {
  readonly method: string
  /** The path, with its query where there is one. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** The body before it was written, where it is JSON. */
  readonly json?: Json
}

/** Makes a request of what an operation requires: examples of the spec where it has some, else the least that its schemas allow. */
export function sampleRequest(operation: Operation, lookUp: LookUp): SampleRequest {
  const required = operation.parameters.filter((parameter) => parameter.required)
  const sampleFor = (parameter: Parameter): Json => sampleOf(parameter.json, lookUp)
  const at = (place: Parameter['in']): readonly Parameter[] => required.filter((parameter) => parameter.in === place)
  const path = `/${operation.segments.map((segment) => segmentText(segment, at('path'), sampleFor)).join('/')}`
  const query = at('query').flatMap((parameter) => queryPairs(parameter, sampleFor(parameter)))
  const cookies = at('cookie').map((parameter) => `${parameter.name}=${percentEncode(flat(sampleFor(parameter)))}`)
  const content = preferred(operation.body?.contents ?? [])
  const headers: Record<string, string> = {}
  for (const parameter of at('header')) headers[parameter.name.toLowerCase()] = headerText(flat(sampleFor(parameter)))
  if (cookies.length > 0) headers.cookie = headerText(cookies.join('; '))
  if (content) headers['content-type'] = headerText(contentType(content))
  return {
    method: operation.method === 'ANY' ? 'GET' : operation.method,
    target: query.length > 0 ? `${path}?${query.join('&')}` : path,
    headers,
    ...(content && { body: bodyText(content, lookUp) }),
    ...(content?.form === 'json' && { json: bodyValue(content, lookUp) }),
  }
}

function segmentText(segment: PathSegment, parameters: readonly Parameter[], sampleFor: (parameter: Parameter) => Json): string {
  if (segment.kind === 'literal') return encodeURI(wellFormed(segment.text))
  if (segment.kind === 'mixed') return segment.parts.map((part) => segmentText(part, parameters, sampleFor)).join('')
  const parameter = parameters.find(({ name }) => name === segment.name)
  return percentEncode(parameter ? flat(sampleFor(parameter)) : 'text')
}

function queryPairs({ name, style, explode, mediaType }: Parameter, value: Json): readonly string[] {
  const pair = (key: string, item: Json): string => `${percentEncode(key)}=${percentEncode(flat(item))}`
  if (mediaType !== undefined) return [pair(name, JSON.stringify(value))]
  if (Array.isArray(value) && explode) return (value as readonly Json[]).map((item) => pair(name, item))
  if (isObject(value) && style === 'deepObject') return Object.entries(value).map(([key, item]) => pair(`${name}[${key}]`, item as Json))
  if (isObject(value) && explode) return Object.entries(value).map(([key, item]) => pair(key, item as Json))
  return [pair(name, value)]
}

/** A value as one text: items and members by commas, as most styles have them. */
function flat(value: Json): string {
  if (Array.isArray(value)) return (value as readonly Json[]).map(flat).join(',')
  if (isObject(value))
    return Object.entries(value)
      .flatMap(([key, item]) => [key, flat(item as Json)])
      .join(',')
  return String(value)
}

/** What a header can carry. */
function headerText(text: string): string {
  return text.replace(/[^\t -~]/g, ' ').trim()
}

function preferred(contents: readonly Content[]): Content | undefined {
  return contents.find(({ form }) => form === 'json') ?? contents[0]
}

const BOUNDARY = 'part-of-a-test'

function contentType({ mediaType, form }: Content): string {
  if (form === 'multipart') return `${mediaType}; boundary=${BOUNDARY}`
  return mediaType.includes('*') ? 'application/octet-stream' : mediaType
}

function bodyValue({ examples, json }: Content, lookUp: LookUp): Json {
  return examples[0]?.value ?? sampleOf(json, lookUp)
}

function bodyText(content: Content, lookUp: LookUp): string {
  if (content.form === 'binary') return 'bytes'
  const value = bodyValue(content, lookUp)
  if (content.form === 'multipart') return multipart(content.parts?.named ?? [], value)
  if (content.form === 'form' && isObject(value))
    return Object.entries(value)
      .map(([key, item]) => `${percentEncode(key)}=${percentEncode(flat(item as Json))}`)
      .join('&')
  return content.form === 'json' ? JSON.stringify(value) : flat(value)
}

function multipart(parts: readonly Part[], value: Json): string {
  const values = isObject(value) ? value : {}
  const quoted = (name: string): string => name.replace(/["\\\r\n]/g, '_')
  const written = parts
    .filter(({ name, required }) => required || Object.hasOwn(values, name))
    .map(({ name, reads }) => {
      const item = (values[name] ?? 'text') as Json
      const isFile = reads === 'bytes' || reads === 'base64'
      const file = isFile ? '; filename="file"\r\ncontent-type: application/octet-stream' : ''
      const text = reads === 'json' ? JSON.stringify(item) : isFile ? 'AA==' : flat(item)
      return `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${quoted(name)}"${file}\r\n\r\n${text}\r\n`
    })
  return `${written.join('')}--${BOUNDARY}--\r\n`
}
