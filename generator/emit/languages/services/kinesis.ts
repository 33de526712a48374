import { escaped, lateText, vtl, vtlLines } from '../vtl.ts'
import type { AnswerValue } from './answers.ts'
import { answer, missing } from './messages.ts'
import { assembleIntegration, factOf, jsonErrors, type ServiceIntegration } from './service-integration.ts'
import { type CallContext, printText, requestParts, setText, valuesOf, wholeRequest } from './values.ts'

/** Puts a record into a stream; without a partition the records are spread by the id of the request. */
export function kinesisIntegration(context: CallContext): ServiceIntegration {
  const { call, operation } = context
  const data = call.values.data ?? wholeRequest(operation)
  const partition = call.values.partition ?? { kind: 'context', path: ['requestId'] }
  const stream = call.names.stream ?? ''
  const member = stream.startsWith('arn:') ? vtl`StreamARN` : vtl`StreamName`
  const values: readonly AnswerValue[] = [
    { name: 'shardid', reference: vtl`$input.path('$.ShardId')` },
    { name: 'sequencenumber', reference: vtl`$input.path('$.SequenceNumber')` },
    { name: 'requestid', reference: vtl`$context.requestId` },
  ]
  return assembleIntegration(context, {
    target: `action/${factOf(call).action}`,
    request: () =>
      vtlLines(
        requestParts([...valuesOf(call), data]),
        setText(data, context),
        vtl`{"${member}": "${lateText(stream, 'json')}", "PartitionKey": "${printText(partition, 'json')}", "Data": "${escaped(vtl`$util.base64Encode($text)`)}"}`,
      ),
    success: (content) => answer(content, values, context),
    errors: jsonErrors(
      [
        ['throttled', ['ProvisionedThroughputExceededException', 'KMSThrottlingException', 'ThrottlingException']],
        ['invalid', ['InvalidArgumentException', 'ValidationException', 'SerializationException']],
      ],
      'failed',
    ),
    problems: missing(values, context),
  })
}
