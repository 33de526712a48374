import type { HeaderList } from '../../http.ts'
import { decodeBase64, firstAccepted, isBinaryType, type Payload } from '../binary.ts'
import { headerValues, type RoutedExchange } from '../exchange.ts'
import { badFunctionAnswer, misconfigured } from '../rejection.ts'

/** What a function of a proxy integration answers. */
export type ProxyAnswer = Readonly<Record<string, unknown>>

/** The keys of an answer that is whole (recorded). */
export const ANSWER_KEYS: ReadonlySet<string> = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded'])
/** The keys of the first part of a streamed answer (guide). */
export const PRELUDE_KEYS: ReadonlySet<string> = new Set(['statusCode', 'headers', 'multiValueHeaders', 'cookies'])

/** An object with the allowed keys and no other (recorded). */
export function parseAnswer(payload: string, allowed: ReadonlySet<string>): ProxyAnswer {
  let answer: unknown
  try {
    answer = JSON.parse(payload)
  } catch {
    throw malformed('it is no JSON')
  }
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) throw malformed('it is no object')
  for (const key of Object.keys(answer)) if (!allowed.has(key)) throw malformed(`the key ${JSON.stringify(key)} is not allowed`)
  return answer as ProxyAnswer
}

function malformed(why: string): Error {
  return badFunctionAnswer(`Execution failed due to configuration error: Malformed Lambda proxy response: ${why}`)
}

/** 200 where none is named. */
export function statusOf({ statusCode }: ProxyAnswer): number {
  if (statusCode === undefined || statusCode === null) return 200
  const status =
    typeof statusCode === 'number'
      ? statusCode
      : typeof statusCode === 'string' && /^\d{1,6}$/.test(statusCode)
        ? Number(statusCode)
        : Number.NaN
  if (!Number.isInteger(status) || status < 200 || status > 599) throw malformed(`the status code ${JSON.stringify(statusCode)} is none`)
  return status
}

/** Values of `multiValueHeaders` first, then the one of `headers`; the spelling of the first wins (recorded). JSON where no type is named. */
export function headersOf({ headers, multiValueHeaders, cookies }: ProxyAnswer): HeaderList {
  const collected = new Map<string, { name: string; values: string[] }>()
  const add = (name: string, value: unknown): void => {
    if (value === null || value === undefined) return
    if (typeof value === 'object') throw malformed(`the value of the header ${JSON.stringify(name)} is no text`)
    const key = name.toLowerCase()
    const known = collected.get(key)
    if (known === undefined) collected.set(key, { name, values: [String(value)] })
    else known.values.push(String(value))
  }
  for (const [name, values] of entriesOf(multiValueHeaders)) {
    if (!Array.isArray(values)) throw malformed(`the values of the header ${JSON.stringify(name)} are no list`)
    for (const value of values) add(name, value)
  }
  for (const [name, value] of entriesOf(headers)) add(name, value)
  for (const cookie of Array.isArray(cookies) ? cookies : []) add('Set-Cookie', cookie)
  const list: [string, string][] = collected.has('content-type') ? [] : [['Content-Type', 'application/json']]
  for (const { name, values } of collected.values()) for (const value of values) list.push([name, value])
  return list
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (value === undefined || value === null) return []
  if (typeof value !== 'object' || Array.isArray(value)) throw malformed('headers are no object')
  return Object.entries(value)
}

/** The body: base64 is decoded where the client takes what is binary. */
export function bodyOf(exchange: RoutedExchange, { body, isBase64Encoded }: ProxyAnswer): Payload {
  if (body === undefined || body === null) return { kind: 'text', text: '' }
  if (typeof body !== 'string') throw malformed('the body is no text')
  const binary =
    isBase64Encoded === true && isBinaryType(exchange.target.api.binaryMediaTypes, firstAccepted(headerValues(exchange, 'Accept')?.at(-1)))
  if (!binary) return { kind: 'text', text: body }
  const decoded = decodeBase64(body)
  // No fault of the answer's form: 500, not 502 (recorded).
  if (decoded === undefined) throw misconfigured('Unable to base64 decode the body.')
  return { kind: 'bytes', bytes: decoded }
}
