import { type HeaderList, headerOf, toBytes, toText } from '../../http.ts'
import { decodeBase64, firstAccepted, isBinaryType } from '../binary.ts'
import { eventOf, requestContext } from '../context.ts'
import { type Caller, headerValues, type RoutedExchange } from '../exchange.ts'
import { badFunctionAnswer } from '../rejection.ts'
import { invokeIntegration } from './function-uri.ts'
import { streamedAnswer } from './streamed-answer.ts'
import type { Integrate } from './types.ts'

/**
 * `aws_proxy`: the whole request as event 1.0, the function's answer as the response. What is streamed is collected and sent whole; its
 * first part names status and headers, and what follows is the body as it is.
 */
export const integrateLambdaProxy: Integrate = async (exchange, caller, integration) => {
  const outcome = await invokeIntegration(exchange, integration, JSON.stringify(proxyEvent(exchange, caller)), 'request')
  if (outcome.kind === 'error') throw badFunctionAnswer(`Lambda execution failed with: ${outcome.payload}`)
  const streamed = integration.responseTransferMode === 'STREAM' ? streamedAnswer(outcome.payload) : undefined
  const answer = parseAnswer(streamed?.prelude ?? outcome.payload, streamed === undefined ? allowedKeys : streamedKeys)
  const headers = headersOf(answer)
  return {
    kind: 'final',
    response: {
      status: statusOf(answer),
      headers: headerOf(headers, 'Content-Type') === undefined ? [['Content-Type', 'application/json'], ...headers] : headers,
      body: streamed === undefined ? bodyOf(exchange, answer) : toBytes(streamed.body),
    },
  }
}

function proxyEvent(exchange: RoutedExchange, caller: Caller): Record<string, unknown> {
  const { body } = exchange.request
  const binary = isBinaryType(exchange.target.api.binaryMediaTypes, headerValues(exchange, 'Content-Type')?.at(-1))
  return {
    ...eventOf(exchange),
    requestContext: requestContext(exchange, caller),
    body: body.length === 0 ? null : binary ? Buffer.from(body).toString('base64') : toText(body),
    isBase64Encoded: binary && body.length > 0,
  }
}

type Answer = Readonly<Record<string, unknown>>

const allowedKeys: ReadonlySet<string> = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded'])
/** In the first part of a streamed answer (guide). */
const streamedKeys: ReadonlySet<string> = new Set(['statusCode', 'headers', 'multiValueHeaders', 'cookies'])

/** Recorded: an object with the five keys and no other. */
function parseAnswer(payload: string, allowed: ReadonlySet<string>): Answer {
  let answer: unknown
  try {
    answer = JSON.parse(payload)
  } catch {
    throw malformed('it is no JSON')
  }
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) throw malformed('it is no object')
  const unknownKey = Object.keys(answer).find((key) => !allowed.has(key))
  if (unknownKey !== undefined) throw malformed(`the key ${JSON.stringify(unknownKey)} is not allowed`)
  return answer as Answer
}

function malformed(why: string): Error {
  return badFunctionAnswer(`Execution failed due to configuration error: Malformed Lambda proxy response: ${why}`)
}

function statusOf({ statusCode }: Answer): number {
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

/** Values of `multiValueHeaders` first, then the one of `headers`; the spelling of the first wins (recorded). */
function headersOf({ headers, multiValueHeaders, cookies }: Answer): HeaderList {
  const collected = new Map<string, { name: string; values: string[] }>()
  const add = (name: string, value: unknown): void => {
    if (value === null || value === undefined) return
    if (typeof value === 'object') throw malformed(`the value of the header ${JSON.stringify(name)} is no text`)
    const known = collected.get(name.toLowerCase())
    if (known === undefined) collected.set(name.toLowerCase(), { name, values: [String(value)] })
    else known.values.push(String(value))
  }
  for (const [name, values] of entriesOf(multiValueHeaders)) {
    if (!Array.isArray(values)) throw malformed(`the values of the header ${JSON.stringify(name)} are no list`)
    for (const value of values) add(name, value)
  }
  for (const [name, value] of entriesOf(headers)) add(name, value)
  for (const cookie of Array.isArray(cookies) ? cookies : []) add('Set-Cookie', cookie)
  return [...collected.values()].flatMap(({ name, values }) => values.map((value) => [name, value] as const))
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (value === undefined || value === null) return []
  if (typeof value !== 'object' || Array.isArray(value)) throw malformed('headers are no object')
  return Object.entries(value)
}

function bodyOf(exchange: RoutedExchange, { body, isBase64Encoded }: Answer): Uint8Array {
  if (body === undefined || body === null) return new Uint8Array()
  if (typeof body !== 'string') throw malformed('the body is no text')
  const binary =
    isBase64Encoded === true && isBinaryType(exchange.target.api.binaryMediaTypes, firstAccepted(headerValues(exchange, 'Accept')?.at(-1)))
  if (!binary) return toBytes(body)
  const decoded = decodeBase64(body)
  if (decoded === undefined) throw malformed('the body is not base64')
  return decoded
}
