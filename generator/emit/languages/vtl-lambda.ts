import { type Json, type JsonObject, put } from '../../base/json.ts'
import type { ApiModel, Operation } from '../../model/api-model.ts'
import { answerTemplate, errorTemplate } from './vtl-answer.ts'
import { eventTemplate } from './vtl-event.ts'
import {
  binaryAnswer,
  integrationResponse,
  mergeResponses,
  onlyBinary,
  requestTypes,
  responseTemplates,
  statusCode,
  successOf,
} from './vtl-responses.ts'

/** A custom Lambda integration: the custom event, an answer for the default response, a pattern for every other declared status. */
export function customLambda(operation: Operation, model: ApiModel, raw: JsonObject | undefined): JsonObject {
  const success = successOf(operation)
  const declared = operation.responses.map(({ status }) => status)
  const otherwise = operation.responses.find(({ status }) => status === 'default')
  const responses: Record<string, Json> = {}
  const add = (pattern: string, status: string, response: typeof success.response, rest: JsonObject): void =>
    put(responses, pattern, integrationResponse(operation, model, response, status, rest))
  add('default', success.status, success.response, {
    ...binaryAnswer(success.response),
    responseTemplates: responseTemplates(success.response, (content) => answerTemplate(success.response, content, otherwise)),
  })
  const taken = new Set([success.status])
  for (const response of operation.responses) {
    const status = statusCode(response.status, declared)
    if (response === success.response || status === undefined || taken.has(status)) continue
    taken.add(status)
    add(`\\{"status":${statusPattern(response.status, operation)},[\\s\\S]*`, status, response, {
      responseTemplates: responseTemplates(response, (content) => errorTemplate(response, content)),
    })
  }
  return {
    ...(raw ?? { type: 'aws', httpMethod: 'POST', uri: functionUri(operation.function ?? '') }),
    // A body of another type would reach the function without the event around it.
    passthroughBehavior: 'never',
    ...(onlyBinary(operation) && !(raw && Object.hasOwn(raw, 'contentHandling')) && { contentHandling: 'CONVERT_TO_TEXT' }),
    requestTemplates: eventTemplates(operation, model),
    responses: mergeResponses(responses, raw),
  }
}

/** The function is started and nobody waits for it: its answer is not seen. */
export function asyncLambda(operation: Operation, model: ApiModel): JsonObject {
  const { status, response } = successOf(operation, '202')
  return {
    type: 'aws',
    httpMethod: 'POST',
    uri: functionUri(operation.function ?? ''),
    passthroughBehavior: 'never',
    ...(onlyBinary(operation) && { contentHandling: 'CONVERT_TO_TEXT' }),
    requestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" },
    requestTemplates: eventTemplates(operation, model),
    responses: { default: integrationResponse(operation, model, response, status, {}) },
  }
}

/** The invocation URI of a function of this project: account, region and partition are filled in by API Gateway, the alias by the stage. */
export function functionUri(name: string): string {
  const arn = `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${name}:\${stageVariables.alias}`
  return `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/${arn}/invocations`
}

function eventTemplates(operation: Operation, model: ApiModel): JsonObject {
  const templates: Record<string, Json> = {}
  for (const [type, content] of requestTypes(operation)) put(templates, type, eventTemplate(operation, content, model))
  return templates
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
