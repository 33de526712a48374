import { type Json, type JsonObject, put } from '../../base/json.ts'
import type { ApiModel, Content, Operation, Response } from '../../model/api-model.ts'
import { type Code, joinCode } from '../code.ts'
import { exampleText, jsonText, quotedName, vtl, vtlLines } from './vtl.ts'
import { concreteType, integrationResponse, mergeResponses, requestTypes, statusCode, successOf } from './vtl-responses.ts'

/** A mock, and the statuses that it answers without a body though they declare one. */
export interface Mock {
  readonly value: JsonObject
  readonly withoutExample: readonly string[]
}

/** A declared response, and the status by which the mock tells it apart from the others. */
interface Answer {
  readonly response: Response | undefined
  readonly status: string
}

/**
 * A mock that answers with the spec's examples. Which response, and which of its named examples, a client says as it would to Prism:
 * `Prefer: code=404, example=NAME`, or `?__code=404&__example=NAME`. What is not declared is not honored; `Preference-Applied`
 * (RFC 7240, section 3) says what was.
 */
export function mockIntegration(operation: Operation, model: ApiModel, raw: JsonObject | undefined): Mock {
  const answers = answersOf(operation)
  const choosy = answers.length > 1 || answers.some(({ response }) => namesOf(response).length > 0)
  const requestTemplates: Record<string, Json> = {}
  for (const [type] of requestTypes(operation)) put(requestTemplates, type, requestTemplate(answers, choosy))
  const responses: Record<string, Json> = {}
  const withoutExample: string[] = []
  for (const [index, { response, status }] of answers.entries()) {
    const templates: Record<string, Json> = {}
    for (const content of response?.contents ?? []) {
      const type = concreteType(content.mediaType)
      const template = answerTemplate(content)
      if (template !== undefined && !Object.hasOwn(templates, type)) put(templates, type, template)
    }
    const hasTemplates = Object.keys(templates).length > 0
    if (!hasTemplates && response && response.contents.length > 0) withoutExample.push(response.status)
    const rest = hasTemplates ? { responseTemplates: templates } : {}
    put(responses, index === 0 ? 'default' : status, integrationResponse(operation, model, response, status, rest, 'examples'))
  }
  return {
    value: { ...(raw ?? { type: 'mock' }), passthroughBehavior: 'never', requestTemplates, responses: mergeResponses(responses, raw) },
    withoutExample,
  }
}

/** The success first, which is also what is answered without a wish; then the others, each under a status of its own. */
function answersOf(operation: Operation): Answer[] {
  const success = successOf(operation)
  const declared = operation.responses.map(({ status }) => status)
  const answers: Answer[] = [success]
  for (const response of operation.responses) {
    const taken = [...declared, ...answers.map(({ status }) => status)]
    const status = statusCode(response.status, declared) ?? statusCode('5XX', taken) ?? statusCode('4XX', taken)
    if (response === success.response || status === undefined) continue
    if (!answers.some((answer) => answer.status === status)) answers.push({ response, status })
  }
  return answers
}

/** Whether `$code` means a response, and how well it names it: exactly, as one of a range, as any other. */
function meaning(status: string): { readonly rank: number; readonly condition: Code } {
  if (/^\d+$/.test(status)) return { rank: 0, condition: vtl`$code == ${jsonText(status)}` }
  if (status === 'default') return { rank: 2, condition: vtl`$code.matches("[2-5][0-9][0-9]")` }
  return { rank: 1, condition: vtl`$code.matches("${Number(status.charAt(0))}[0-9][0-9]")` }
}

/** Prints the status of the wanted response; what the client wants of it goes on to the response's template as an override. */
function requestTemplate(answers: readonly Answer[], choosy: boolean): Code {
  const fallback = vtl`{"statusCode": ${Number(answers[0]?.status)}}`
  if (!choosy) return fallback
  const branches = answers
    .flatMap(({ response, status }) => (response ? [{ status, ...meaning(response.status) }] : []))
    .sort((a, b) => a.rank - b.rank)
    .map(({ status, condition }) =>
      vtlLines(
        vtl`if(${condition})`,
        vtl`#set($context.responseOverride.header['Preference-Applied'] = "code=$code")`,
        vtl`#set($context.responseOverride.status = $util.parseJson($code))`,
        vtl`{"statusCode": ${Number(status)}}`,
        vtl`#`,
      ),
    )
  return vtlLines(
    vtl`#set($code = $input.params().querystring.get('__code'))`,
    vtl`#set($example = $input.params().querystring.get('__example'))`,
    vtl`#foreach($name in $input.params().header.keySet())`,
    vtl`#if($name.equalsIgnoreCase("Prefer"))`,
    vtl`#foreach($preference in $input.params().header.get($name).split("[,;]"))`,
    vtl`#set($wish = $preference.replace('"', '').trim())`,
    vtl`#if($wish.startsWith("code="))#set($code = $wish.substring(5))#end`,
    vtl`#if($wish.startsWith("example="))#set($example = $wish.substring(8))#end`,
    vtl`#end`,
    vtl`#end`,
    vtl`#end`,
    vtl`#set($context.requestOverride.path.example = $example)`,
    branches.length === 0 ? fallback : vtlLines(vtl`#${joinCode(branches, 'else')}else`, fallback, vtl`#end`),
  )
}

const applied = vtl`#set($context.responseOverride.header['Preference-Applied'] = "$applied$choice")`

/** The examples of a media type: the first unless one is asked for by its name. Undefined where a template can hold none. */
function answerTemplate(content: Content): Code | undefined {
  const printed = content.examples.flatMap(({ name, value }) => {
    const text = content.form === 'json' ? jsonText(value) : exampleText(typeof value === 'string' ? value : JSON.stringify(value))
    return text === undefined ? [] : [{ text, key: name === undefined ? undefined : quotedName(name) }]
  })
  const [first] = printed
  if (first === undefined) return undefined
  const named = printed.flatMap(({ text, key }) => (key === undefined ? [] : [{ text, key }]))
  if (named.length === 0) return first.text
  const branches = named.map(({ text, key }) => vtl`if($example == ${key})${applied}${text}`)
  return vtlLines(
    vtl`#set($example = $context.requestOverride.path.example)`,
    vtl`#set($applied = $context.responseOverride.header['Preference-Applied'])`,
    vtl`#if($applied != "")#set($applied = "$applied, ")#end`,
    vtl`#set($choice = "example=$example")`,
    vtl`#${joinCode(branches, '#else')}#{else}${first.text}#end`,
  )
}

function namesOf(response: Response | undefined): string[] {
  return (response?.contents ?? []).flatMap(({ examples }) => examples.flatMap(({ name }) => name ?? []))
}
