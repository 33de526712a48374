import type { Code } from '../../code.ts'
import { escaped, lateText, vtl, vtlLines } from '../vtl.ts'
import { type AnswerValue, answerOutcome } from './answers.ts'
import { answer, missing } from './messages.ts'
import { assembleIntegration, factOf, jsonErrors, type ServiceIntegration } from './service-integration.ts'
import { type CallContext, printText, requestParts, setText, valuesOf, wholeRequest } from './values.ts'

/** Puts an event on a bus. */
export function eventsIntegration(context: CallContext): ServiceIntegration {
  const { call, operation } = context
  const detail = call.values.detail ?? wholeRequest(operation)
  const values: readonly AnswerValue[] = [
    { name: 'eventid', reference: vtl`$input.path('$.Entries[0].EventId')` },
    { name: 'requestid', reference: vtl`$context.requestId` },
  ]
  const text = (name: 'source' | 'type'): Code => {
    const value = call.values[name]
    return value === undefined ? vtl`` : printText(value, 'json')
  }
  const bus = call.names.bus === undefined ? vtl`` : vtl`, "EventBusName": "${lateText(call.names.bus, 'json')}"`
  return assembleIntegration(context, {
    target: `action/${factOf(call).action}`,
    request: () =>
      vtlLines(
        requestParts([...valuesOf(call), detail]),
        setText(detail, context),
        vtl`{"Entries": [{"Source": "${text('source')}", "DetailType": "${text('type')}", "Detail": "${escaped(vtl`$text`)}"${bus}}]}`,
      ),
    // The service answers 200 for events that it did not take, too.
    success: (content) =>
      vtlLines(
        vtl`#if($input.path('$.FailedEntryCount') == 0)`,
        answer(content, values, context),
        vtl`#elseif($input.path('$.Entries[0].ErrorCode').startsWith('Throttl') == true)`,
        answerOutcome('throttled', context),
        vtl`#else`,
        answerOutcome('failed', context),
        vtl`#end`,
      ),
    errors: jsonErrors(
      [
        ['throttled', ['ThrottlingException']],
        ['invalid', ['ValidationException', 'SerializationException']],
      ],
      'failed',
    ),
    problems: missing(values, context),
  })
}
