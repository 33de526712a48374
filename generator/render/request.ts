import { ApigenFailure } from '../base/diagnostic.ts'
import { isObject, type Json, type JsonObject, own, put } from '../base/json.ts'
import { percentEncode } from '../base/percent.ts'
import { suggest } from '../base/suggest.ts'

type Scalar = string | number | boolean
type Scalars = Readonly<Record<string, Scalar | readonly Scalar[]>>

/** A request to an operation, as one would write it down. Everything may be left out. */
export interface TemplateRequest {
  /** For an operation of any method; `GET` without a body and `POST` with one unless given. */
  readonly method?: string
  /** A path that leads to the operation, `/pets/7?verbose=true`; or the values of its variables in `pathParameters`. */
  readonly path?: string
  readonly pathParameters?: Readonly<Record<string, Scalar>>
  readonly query?: Scalars
  readonly headers?: Scalars
  /** A text as it is, anything else as JSON. */
  readonly body?: unknown
}

/** What a back end answers. Everything may be left out. */
export interface TemplateResponse {
  /** What the selection patterns of an HTTP back end are matched against; 200 unless given. Those of a function look at its error message. */
  readonly status?: number
  readonly headers?: Scalars
  /** A text as it is, anything else as JSON: what a function returned, or `{"errorMessage": …}`. */
  readonly body?: unknown
}

/** A message in plain parts: of a request or of an answer. */
export interface Message {
  readonly method?: string
  readonly path?: string
  readonly pathParameters: Readonly<Record<string, string>>
  /** Percent-encoded, without the question mark. */
  readonly query: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
  readonly status?: number
}

const MEMBERS = {
  request: ['method', 'path', 'pathParameters', 'query', 'headers', 'body'],
  response: ['status', 'headers', 'body'],
} as const

/** True for an object that has members of a request (or response) only; everything else is a body. */
export function isMessage(value: unknown, side: keyof typeof MEMBERS): value is JsonObject {
  const names: readonly string[] = MEMBERS[side]
  return isObject(value) && Object.keys(value).length > 0 && Object.keys(value).every((name) => names.includes(name))
}

/** The member of a message that somebody probably meant: an object that is taken as a body although one of its names is nearly such a member. */
export function nearMessage(value: unknown, side: keyof typeof MEMBERS): { readonly written: string; readonly meant: string } | undefined {
  if (!isObject(value) || isMessage(value, side)) return undefined
  const names: readonly string[] = MEMBERS[side]
  const known = Object.keys(value).filter((name) => names.includes(name))
  if (known.length === 0) return undefined
  for (const written of Object.keys(value)) {
    const meant = names.includes(written) ? undefined : suggest(written, names)
    if (meant !== undefined) return { written, meant }
  }
  return undefined
}

/** Reads a message, or a bare body. `body` is the text of the body where it is known better than JSON can say it. */
export function readMessage(value: unknown, side: keyof typeof MEMBERS, body?: string): Message {
  if (!isMessage(value, side)) return { pathParameters: {}, query: '', headers: [], body: body ?? textOf(value) }
  const status = own(value, 'status')
  if (status !== undefined && !(typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599))
    throw wrong(side, 'status', 'a number from 100 to 599', status)
  const path = optionalText(value, side, 'path')
  const method = optionalText(value, side, 'method')?.toUpperCase()
  if (path !== undefined && !path.startsWith('/')) throw wrong(side, 'path', 'a path that begins with a slash', path)
  const mark = path?.indexOf('?') ?? -1
  const query = [
    ...(mark === -1 ? [] : [(path ?? '').slice(mark + 1)]),
    ...pairsOf(value, side, 'query').map(([name, text]) => `${percentEncode(name)}=${percentEncode(text)}`),
  ]
  const pathParameters: Record<string, string> = {}
  for (const [name, text] of pairsOf(value, side, 'pathParameters')) put(pathParameters, name, text)
  return {
    ...(method !== undefined && { method }),
    ...(path !== undefined && { path: mark === -1 ? path : path.slice(0, mark) }),
    pathParameters,
    query: query.join('&'),
    headers: pairsOf(value, side, 'headers'),
    body: body ?? (Object.hasOwn(value, 'body') ? textOf(value.body) : ''),
    ...(status !== undefined && { status }),
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
}

function optionalText(value: JsonObject, side: string, name: string): string | undefined {
  const text = own(value, name)
  if (text === undefined || typeof text === 'string') return text
  throw wrong(side, name, 'a text', text)
}

function pairsOf(message: JsonObject, side: string, name: string): [string, string][] {
  const values = own(message, name)
  if (values === undefined) return []
  if (!isObject(values)) throw wrong(side, name, 'an object of names and values', values)
  const pairs: [string, string][] = []
  for (const [key, value] of Object.entries(values)) {
    const several = name === 'pathParameters' || !Array.isArray(value) ? [value] : (value as readonly Json[])
    for (const one of several) {
      if (typeof one !== 'string' && typeof one !== 'number' && typeof one !== 'boolean')
        throw wrong(side, `${name}.${key}`, 'a text, a number or a boolean', one)
      pairs.push([key, String(one)])
    }
  }
  return pairs
}

function wrong(side: string, name: string, wanted: string, found: unknown): ApigenFailure {
  const shown = (JSON.stringify(found) ?? String(found)).slice(0, 60)
  return new ApigenFailure('usage', `\`${name}\` of the ${side} is ${shown}, not ${wanted}.`, {
    help: `A ${side} is written as {${MEMBERS[side === 'request' ? 'request' : 'response'].map((member) => `"${member}"`).join(', ')}}, each of which may be left out; anything else is taken as its body.`,
  })
}
