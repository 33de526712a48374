import type { Content, Response } from '../../../model/api-model.ts'
import type { Property } from '../../../model/schema.ts'
import type { Code } from '../../code.ts'
import { bareNumber, escaped, exampleText, jsonText, quotedName, vtl, vtlLines } from '../vtl.ts'
import { staticHeaders } from '../vtl-headers.ts'
import { fieldsOf, scalarOf } from '../vtl-shapes.ts'
import { formOf } from './objects.ts'
import type { CallContext } from './values.ts'

/** How a call ends that did not go well, as the contract may speak of it. */
export type Outcome = 'invalid' | 'not-found' | 'conflict' | 'throttled' | 'failed'

interface OutcomeFact {
  /** The statuses that mean it, the best first. */
  readonly statuses: readonly string[]
  readonly message: string
}

const OUTCOMES: Readonly<Record<Outcome, OutcomeFact>> = {
  invalid: { statuses: ['400', '422'], message: 'The request is not valid.' },
  'not-found': { statuses: ['404', '410'], message: 'There is no such thing.' },
  conflict: { statuses: ['409', '412'], message: 'The state of the thing does not allow this.' },
  throttled: { statuses: ['429', '503'], message: 'Too many requests; try again later.' },
  failed: { statuses: ['500', '502', '503'], message: 'Internal server error' },
}

/** A template that prints nothing: an empty one would let the answer of the service through. */
export const NOTHING: Code = vtl`#* No body. *#`

/** The status of an outcome, and the declared response that it is answered with. */
export function targetOf(outcome: Outcome, { operation }: CallContext): { readonly status: string; readonly response?: Response } {
  const { statuses } = OUTCOMES[outcome]
  const find = (wanted: string): Response | undefined => operation.responses.find(({ status }) => status === wanted)
  for (const status of statuses) {
    const response = find(status)
    if (response) return { status, response }
  }
  const [first = '500'] = statuses
  const response = find(`${first.charAt(0)}XX`) ?? find('default')
  return { status: first, ...(response && { response }) }
}

/** The piece of a response template that answers an outcome: status, the headers that are known, and a body. */
export function answerOutcome(outcome: Outcome, context: CallContext): Code {
  const { status, response } = targetOf(outcome, context)
  return answerWith(status, response, outcome, context)
}

/** The same for a status that the author chose for an error. */
export function answerStatus(status: string, context: CallContext): Code {
  const range = `${status.charAt(0)}XX`
  const find = (wanted: string): Response | undefined => context.operation.responses.find((response) => response.status === wanted)
  return answerWith(status, find(status) ?? find(range) ?? find('default'), outcomeOf(status), context)
}

function outcomeOf(status: string): Outcome {
  const exact = (Object.keys(OUTCOMES) as Outcome[]).find((outcome) => OUTCOMES[outcome].statuses.includes(status))
  return exact ?? (status.startsWith('4') ? 'invalid' : 'failed')
}

function answerWith(status: string, response: Response | undefined, outcome: Outcome, context: CallContext): Code {
  const headers = Object.entries(staticHeaders(context.operation, context.model, response)).flatMap(([key, value]): Code[] => {
    const name = quotedName(key.replace('method.response.header.', ''))
    const text = quotedName(String(value).slice(1, -1))
    return name === undefined || text === undefined ? [] : [vtl`#set($context.responseOverride.header[${name}] = ${text})`]
  })
  return vtlLines(vtl`#set($context.responseOverride.status = ${Number(status)})`, headers, errorBody(status, response, outcome, context))
}

/** The example of the declared response; else what its schema has a place for; a message where nothing is declared. */
function errorBody(status: string, response: Response | undefined, outcome: Outcome, context: CallContext): Code {
  const { message } = OUTCOMES[outcome]
  if (response === undefined) return vtl`{"message": ${jsonText(message)}}`
  const content = response.contents.find(({ form }) => form === 'json') ?? response.contents[0]
  if (content === undefined) return NOTHING
  const [example] = content.examples
  if (content.form !== 'json') return exampleText(typeof example?.value === 'string' ? example.value : message) ?? vtl``
  if (example) return jsonText(example.value)
  const fields = errorFields(status, content, outcome, context)
  return vtlLines(
    vtl`{`,
    fields.map(({ name, value }, index) => vtl`${jsonText(name)}: ${value}${index < fields.length - 1 ? vtl`,` : vtl``}`),
    vtl`}`,
  )
}

const TEXTS = new Set(['message', 'detail', 'title', 'description', 'reason', 'errormessage'])
const CODES = new Set(['code', 'error', 'errorcode', 'type', 'name', 'kind'])
const NUMBERS = new Set(['status', 'statuscode', 'code'])

function errorFields(
  status: string,
  content: Content,
  outcome: Outcome,
  { model }: CallContext,
): { readonly name: string; readonly value: Code }[] {
  const properties = fieldsOf(content.schema, model)?.properties ?? []
  return properties.flatMap(({ name, schema }) => {
    const key = name.toLowerCase().replace(/[^a-z]/g, '')
    const kind = scalarOf(schema, model)
    if (kind === 'number') return NUMBERS.has(key) ? [{ name, value: jsonText(Number(status)) }] : []
    if (kind === 'boolean' || formOf(schema, model).form.kind !== 'leaf') return []
    if (key === 'requestid') return [{ name, value: vtl`"$context.requestId"` }]
    if (TEXTS.has(key)) return [{ name, value: jsonText(OUTCOMES[outcome].message) }]
    return CODES.has(key) ? [{ name, value: jsonText(outcome) }] : []
  })
}

/** Declared error responses whose required members no template can fill, because only the author knows them. */
export function unfilledErrors(outcomes: readonly Outcome[], context: CallContext): string[] {
  const found = new Set<string>()
  for (const outcome of outcomes) {
    const { status, response } = targetOf(outcome, context)
    const content = response?.contents.find(({ form }) => form === 'json')
    if (response === undefined || content === undefined || content.examples.length > 0) continue
    const filled = new Set(errorFields(status, content, outcome, context).map(({ name }) => name))
    const missing = (fieldsOf(content.schema, context.model)?.properties ?? []).filter(
      ({ name, required }) => required && !filled.has(name),
    )
    if (missing.length > 0)
      found.add(`the response \`${response.status}\` needs ${missing.map(({ name }) => `\`${name}\``).join(', ')}; give it an example`)
  }
  return [...found]
}

/** A value that an answer of the service, or the request, has for a property of the response. */
export interface AnswerValue {
  /** Letters and digits of the property's name in lower case. */
  readonly name: string
  readonly reference: Code
}

/** The JSON of a success whose members are told apart by their names: `messageId` is the queue's `MessageId`. */
export function answerByName(
  content: Content,
  values: readonly AnswerValue[],
  context: CallContext,
): { readonly template: Code; readonly missing: readonly string[] } {
  const properties = fieldsOf(content.schema, context.model)?.properties ?? []
  const found = properties.flatMap((property) => {
    const value = values.find(({ name }) => name === nameKey(property.name))
    return value ? [{ property, reference: value.reference }] : []
  })
  const names = new Set(found.map(({ property }) => property.name))
  const missing = properties.filter(({ name, required }) => required && !names.has(name)).map(({ name }) => name)
  return {
    template: vtlLines(
      vtl`{`,
      vtl`#set($comma = "")`,
      found.map(
        ({ property, reference }) =>
          vtl`#set($value = ${reference})#if($value != "")$comma${jsonText(property.name)}: ${printed(property, context)}#set($comma = ", ")#end`,
      ),
      vtl`}`,
    ),
    missing,
  }
}

/** Names are compared without case and punctuation. */
export function nameKey(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}

function printed({ schema }: Property, { model }: CallContext): Code {
  return scalarOf(schema, model) === 'number' ? bareNumber(vtl`$value.toString()`) : vtl`"${escaped(vtl`$value`)}"`
}
