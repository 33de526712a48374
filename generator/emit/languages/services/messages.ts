import type { Content } from '../../../model/api-model.ts'
import { type Code, joinCode } from '../../code.ts'
import { formal, lateText, vtl, vtlLines } from '../vtl.ts'
import { type AnswerValue, answerByName, NOTHING } from './answers.ts'
import { assembleIntegration, errorName, factOf, type ServiceIntegration, type ServiceTemplates } from './service-integration.ts'
import { type CallContext, presenceOf, printText, requestParts, setText, valuesOf, when, wholeRequest } from './values.ts'

/** Queues and topics speak the older query protocol: a form as request, JSON as the answer, where a client of API Gateway asks. */

/** Sends a message to a queue. */
export function sqsIntegration(context: CallContext): ServiceIntegration {
  const [account, queue] = queueOf(context.call.names.queue ?? '')
  return assemble(context, {
    target: `path/${account}/${queue}`,
    action: vtl`Action=SendMessage`,
    message: vtl`&MessageBody=`,
    fields: [
      optional(vtl`&MessageGroupId=`, 'group', context),
      optional(vtl`&MessageDeduplicationId=`, 'deduplication', context),
      optional(vtl`&DelaySeconds=`, 'delay', context),
      attributes(vtl`&MessageAttribute`, context),
    ],
    result: vtl`$.SendMessageResponse.SendMessageResult`,
    invalid: ['InvalidMessageContents', 'InvalidParameterValue', 'MissingParameter', 'InvalidAttributeValue'],
  })
}

/** Publishes a message to a topic. */
export function snsIntegration(context: CallContext): ServiceIntegration {
  const topic = context.call.names.topic ?? ''
  const arn = isArn(topic) ? topic : `arn:\${AWS::Partition}:sns:\${AWS::Region}:\${AWS::AccountId}:${topic}`
  return assemble(context, {
    target: `action/${factOf(context.call).action}`,
    action: vtl`Action=Publish&TopicArn=${lateText(arn, 'form')}`,
    message: vtl`&Message=`,
    fields: [
      optional(vtl`&Subject=`, 'subject', context),
      optional(vtl`&MessageGroupId=`, 'group', context),
      optional(vtl`&MessageDeduplicationId=`, 'deduplication', context),
      attributes(vtl`&MessageAttributes.entry`, context),
    ],
    result: vtl`$.PublishResponse.PublishResult`,
    invalid: ['InvalidParameter', 'InvalidParameterValue', 'ParameterValueInvalid', 'ValidationError'],
  })
}

interface Parts {
  readonly target: string
  readonly action: Code
  readonly message: Code
  readonly fields: readonly Code[]
  /** Where the answer holds what the service says. */
  readonly result: Code
  readonly invalid: readonly string[]
}

function assemble(context: CallContext, { target, action, message, fields, result, invalid }: Parts): ServiceIntegration {
  const { call, operation } = context
  const body = call.values.message ?? wholeRequest(operation)
  const values: readonly AnswerValue[] = [
    { name: 'messageid', reference: vtl`$input.path('${result}.MessageId')` },
    { name: 'sequencenumber', reference: vtl`$input.path('${result}.SequenceNumber')` },
    { name: 'requestid', reference: vtl`$context.requestId` },
  ]
  return assembleIntegration(context, {
    target,
    // Line ends would become part of the form.
    request: () =>
      vtlLines(
        requestParts([...valuesOf(call), body]),
        setText(body, context),
        joinCode([action, message, vtl`$util.urlEncode($text)`, ...fields], ''),
      ),
    success: (content) => answer(content, values, context),
    errors: queryErrors(invalid),
    problems: missing(values, context),
  })
}

/** Answers of services whose success is a handful of names. */
export function answer(content: Content | undefined, values: readonly AnswerValue[], context: CallContext): Code {
  return content?.form === 'json' ? answerByName(content, values, context).template : NOTHING
}

/** What the contract asks an answer for and the service does not say. */
export function missing(values: readonly AnswerValue[], context: CallContext): string[] {
  const content = context.operation.responses.find(({ status }) => status.startsWith('2'))?.contents[0]
  if (content === undefined) return []
  if (content.form !== 'json') return [`the answer is \`${content.mediaType}\`, which a service does not write; it has no body`]
  const names = answerByName(content, values, context).missing
  const known = values.map(({ name }) => name).join(', ')
  return names.length === 0 ? [] : [`the answer has no ${names.map((name) => `\`${name}\``).join(', ')}; the service says ${known}`]
}

function optional(field: Code, member: string, context: CallContext): Code {
  const value = context.call.values[member]
  if (value === undefined) return vtl``
  return when(presenceOf(value, context.operation), vtl`${field}${printText(value, 'form')}`)
}

/** Attributes are numbered from one without a gap, so the number is counted when the template runs. */
function attributes(prefix: Code, context: CallContext): Code {
  const field = vtl`${prefix}.${formal('attributeNumber')}`
  const fields = (context.call.maps.attributes ?? []).map(({ name, value }) =>
    when(
      presenceOf(value, context.operation),
      vtl`${field}.Name=${lateText(name, 'form')}${field}.Value.DataType=String${field}.Value.StringValue=${printText(value, 'form')}#set($attributeNumber = $attributeNumber + 1)`,
    ),
  )
  return fields.length === 0 ? vtl`` : joinCode([vtl`#set($attributeNumber = 1)`, ...fields], '')
}

function queryErrors(invalid: readonly string[]): ServiceTemplates['errors'] {
  return {
    begin: vtl`#set($error = $input.path('$.Error.Code'))`,
    is: (name) => vtl`$error.endsWith(${errorName(name)})`,
    outcomes: [
      ['throttled', ['Throttling', 'ThrottlingException', 'RequestThrottled', 'Throttled']],
      ['invalid', invalid],
    ],
    otherwise: 'failed',
  }
}

/** Account and name of a queue: of an ARN, or of this account. */
export function queueOf(queue: string): readonly [string, string] {
  const arn = /^arn:(?:[^:]|\$\{[^}]*\})*:sqs:((?:\$\{[^}]*\}|[^:])*):((?:\$\{[^}]*\}|[^:])*):(.+)$/.exec(queue)
  return arn ? [arn[2] ?? '', arn[3] ?? ''] : ['${AWS::AccountId}', queue]
}

/** True for an ARN, whole or late-bound as one. */
export function isArn(name: string): boolean {
  return name.startsWith('arn:') || /^\$\{(?!stageVariables)[^}]*(?:Arn|arn|ARN)\}$/.test(name)
}
