import { asObject, asString, isObject, type Json, type JsonObject, own, put } from '../../base/json.ts'
import type { ApiModel, Content, Operation, Response } from '../../model/api-model.ts'
import { jsonText, plainText, vtl } from './vtl.ts'
import { answerTemplate, errorTemplate } from './vtl-answer.ts'
import { eventTemplate, type ParameterProblem, parameterProblems } from './vtl-event.ts'

/** What stands under `x-amazon-apigateway-integration` of an operation, and what is to be said about it. */
export interface CompleteIntegration {
  /** Absent where nothing serves the operation. */
  readonly value?: JsonObject
  /** Who wrote the templates in it: `apigen` where the author left them out. */
  readonly templates: 'author' | 'apigen' | 'none'
  readonly problems: readonly IntegrationProblem[]
}

export type IntegrationProblem =
  | ParameterProblem
  /** A mock without an example, or with one that a template cannot hold, answers an empty body. */
  | { readonly kind: 'no-example' }

/**
 * The integration of an operation as API Gateway gets it: what the author wrote, unchanged; templates where an integration that
 * needs them has none; `aws_proxy` to the operation's function where there is no integration at all.
 */
export function completeIntegration(operation: Operation, model: ApiModel): CompleteIntegration {
  const { integration } = operation
  const raw = integration.raw
  switch (integration.kind) {
    case 'lambda-proxy':
      if (raw) return { value: raw, templates: 'author', problems: [] }
      return operation.function === undefined
        ? { templates: 'none', problems: [] }
        : { value: { type: 'aws_proxy', httpMethod: 'POST', uri: functionUri(operation.function) }, templates: 'none', problems: [] }
    case 'lambda-custom':
      return raw && integration.templates === 'written' ? written(raw) : customLambda(operation, model, raw)
    case 'lambda-async':
      return raw ? written(raw) : asyncLambda(operation, model)
    case 'mock':
      return raw && integration.templates === 'written' ? written(raw) : mock(operation, raw)
    case 'http':
    case 'http-proxy':
    case 'aws-service':
      return raw ? written(raw) : { templates: 'none', problems: [] }
    case 'none':
      return raw ? written(raw) : { templates: 'none', problems: [] }
  }
}

/** The invocation URI of a function of this project: account, region and partition are filled in by API Gateway, the alias by the stage. */
export function functionUri(name: string): string {
  return `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${name}:\${stageVariables.alias}/invocations`
}

function written(raw: JsonObject): CompleteIntegration {
  return { value: raw, templates: 'author', problems: [] }
}

function customLambda(operation: Operation, model: ApiModel, raw: JsonObject | undefined): CompleteIntegration {
  const success = successOf(operation)
  const requestTemplates: Record<string, Json> = {}
  for (const [type, content] of requestTypes(operation)) put(requestTemplates, type, eventTemplate(operation, content, model))
  const responses: Record<string, Json> = {}
  put(responses, 'default', {
    statusCode: success.status,
    ...binaryAnswer(success.response),
    responseTemplates: responseTemplates(success.response, (content) => answerTemplate(success.response, content)),
  })
  const taken = new Set([success.status])
  for (const response of operation.responses) {
    const status = statusCode(response.status)
    if (response === success.response || status === undefined || taken.has(status)) continue
    taken.add(status)
    put(responses, `\\{"status":${statusPattern(response.status, operation)},[\\s\\S]*`, {
      statusCode: status,
      responseTemplates: responseTemplates(response, (content) => errorTemplate(response, content)),
    })
  }
  return {
    value: {
      ...(raw ?? { type: 'aws', httpMethod: 'POST', uri: functionUri(operation.function ?? '') }),
      // A body of another type would reach the function without the event around it.
      passthroughBehavior: 'never',
      ...(onlyBinary(operation) && !(raw && Object.hasOwn(raw, 'contentHandling')) && { contentHandling: 'CONVERT_TO_TEXT' }),
      requestTemplates,
      responses: mergeResponses(responses, raw),
    },
    templates: 'apigen',
    problems: parameterProblems(operation, model),
  }
}

/**
 * A status, or a range without the statuses of it that are declared by themselves: API Gateway does not say which pattern it tries
 * first, so no two may match one error.
 */
function statusPattern(status: string, operation: Operation): string {
  if (/^\d+$/.test(status)) return status
  const hundred = status.charAt(0)
  const declared = new Set(operation.responses.map((response) => response.status).filter((other) => other.startsWith(hundred)))
  const open: string[] = []
  const whole: number[] = []
  for (let ten = 0; ten < 10; ten++) {
    const digits = DIGITS.filter((digit) => !declared.has(`${hundred}${ten}${digit}`))
    if (digits.length === 10) whole.push(ten)
    else if (digits.length > 0) open.push(`${ten}[${digits.join('')}]`)
  }
  if (whole.length === 10) return `${hundred}\\d\\d`
  return `${hundred}(${[...(whole.length > 0 ? [`[${whole.join('')}]\\d`] : []), ...open].join('|')})`
}

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]

/** The function is started and nobody waits for it: its answer is not seen. */
function asyncLambda(operation: Operation, model: ApiModel): CompleteIntegration {
  const { status } = successOf(operation, '202')
  const requestTemplates: Record<string, Json> = {}
  for (const [type, content] of requestTypes(operation)) put(requestTemplates, type, eventTemplate(operation, content, model))
  return {
    value: {
      type: 'aws',
      httpMethod: 'POST',
      uri: functionUri(operation.function ?? ''),
      passthroughBehavior: 'never',
      ...(onlyBinary(operation) && { contentHandling: 'CONVERT_TO_TEXT' }),
      requestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" },
      requestTemplates,
      responses: { default: { statusCode: status } },
    },
    templates: 'apigen',
    problems: parameterProblems(operation, model),
  }
}

function mock(operation: Operation, raw: JsonObject | undefined): CompleteIntegration {
  const { status, response } = successOf(operation)
  const requestTemplates: Record<string, Json> = {}
  for (const [type] of requestTypes(operation)) put(requestTemplates, type, vtl`{"statusCode": ${Number(status)}}`)
  const templates: Record<string, Json> = {}
  let missing = false
  for (const content of response?.contents ?? []) {
    const example = content.examples[0]
    const text = example === undefined ? undefined : content.form === 'json' ? jsonText(example) : plainText(textOf(example))
    if (text === undefined) missing = true
    else put(templates, concreteType(content.mediaType), text)
  }
  return {
    value: {
      ...(raw ?? { type: 'mock' }),
      passthroughBehavior: 'never',
      requestTemplates,
      responses: mergeResponses(
        { default: { statusCode: status, ...(Object.keys(templates).length > 0 && { responseTemplates: templates }) } },
        raw,
      ),
    },
    templates: 'apigen',
    problems: missing && Object.keys(templates).length === 0 ? [{ kind: 'no-example' }] : [],
  }
}

function textOf(example: Json): string {
  return typeof example === 'string' ? example : JSON.stringify(example)
}

/** Responses of the author's stay where they do not say the same again; what stands beside a template (headers) is kept. */
function mergeResponses(responses: JsonObject, raw: JsonObject | undefined): JsonObject {
  const authors = asObject(raw && own(raw, 'responses'))
  const merged: Record<string, Json> = {}
  for (const [pattern, response] of Object.entries(responses)) {
    const theirs = own(authors, pattern)
    put(merged, pattern, isObject(theirs) ? { ...asObject(response), ...theirs } : response)
  }
  const taken = new Set(Object.values(merged).map((response) => String(own(asObject(response), 'statusCode'))))
  for (const [pattern, response] of Object.entries(authors)) {
    if (!Object.hasOwn(merged, pattern) && !taken.has(String(own(asObject(response), 'statusCode')))) put(merged, pattern, response)
  }
  return merged
}

/** The response of a success: the first 2xx, else the first redirect; its status is a number in any case. */
export function successOf(operation: Operation, otherwise = '200'): { readonly status: string; readonly response: Response | undefined } {
  for (const wanted of [/^2\d\d$/, /^2XX$/i, /^3\d\d$/, /^default$/i]) {
    const response = operation.responses.find((candidate) => wanted.test(candidate.status))
    if (response) return { status: /^\d/.test(response.status) ? (statusCode(response.status) ?? otherwise) : otherwise, response }
  }
  return { status: otherwise, response: undefined }
}

/** The three digits that API Gateway wants: a range such as `4XX` answers as its first; undefined for `default`. */
export function statusCode(status: string): string | undefined {
  if (/^[1-5]\d\d$/.test(status)) return status
  return /^[1-5]XX$/i.test(status) ? `${status.charAt(0)}00` : undefined
}

/** Content types that get a request template, with the content they stand for; `application/json` also stands for no content type. */
function requestTypes(operation: Operation): Map<string, Content | undefined> {
  const types = new Map<string, Content | undefined>()
  for (const content of operation.body?.contents ?? []) {
    const type = concreteType(content.mediaType)
    if (!types.has(type)) types.set(type, content)
  }
  if (!operation.body?.required && !types.has('application/json')) types.set('application/json', undefined)
  return types
}

function responseTemplates(response: Response | undefined, print: (content: Content | undefined) => string): JsonObject {
  const templates: Record<string, Json> = {}
  for (const content of response?.contents ?? []) {
    const type = concreteType(content.mediaType)
    if (!Object.hasOwn(templates, type)) put(templates, type, print(content))
  }
  if (Object.keys(templates).length === 0) put(templates, 'application/json', print(undefined))
  return templates
}

/** API Gateway compares content types without parameters and knows no ranges in templates. */
export function concreteType(mediaType: string): string {
  const [type = ''] = mediaType.split(';')
  const trimmed = type.trim().toLowerCase()
  return trimmed === '' || trimmed.includes('*') ? 'application/json' : trimmed
}

function onlyBinary(operation: Operation): boolean {
  const contents = operation.body?.contents ?? []
  return contents.length > 0 && contents.every((content) => content.form === 'binary')
}

function binaryAnswer(response: Response | undefined): JsonObject {
  const contents = response?.contents ?? []
  return contents.length > 0 && contents.every((content) => content.form === 'binary') ? { contentHandling: 'CONVERT_TO_BINARY' } : {}
}

/** One template of an integration: whose (`request`, or the status), for which content type, and its text. */
export interface IntegrationTemplate {
  readonly side: string
  readonly pattern?: string
  readonly contentType: string
  readonly text: string
}

/** The templates that stand in an integration, in order; values that are no text (late-bound ones) are left out. */
export function templatesOf(integration: JsonObject): IntegrationTemplate[] {
  const found: IntegrationTemplate[] = []
  for (const [contentType, text] of Object.entries(asObject(own(integration, 'requestTemplates')))) {
    if (typeof text === 'string') found.push({ side: 'request', contentType, text })
  }
  for (const [pattern, response] of Object.entries(asObject(own(integration, 'responses')))) {
    const status = own(asObject(response), 'statusCode')
    const side = asString(status) ?? (typeof status === 'number' ? String(status) : 'response')
    for (const [contentType, text] of Object.entries(asObject(own(asObject(response), 'responseTemplates')))) {
      if (typeof text === 'string') found.push({ side, pattern, contentType, text })
    }
  }
  return found
}
