import type { Code } from '../../code.ts'
import { escaped, lateText, vtl, vtlLines } from '../vtl.ts'
import { type AnswerValue, answerOutcome, answerStatus, NOTHING } from './answers.ts'
import { answer, isArn, missing } from './messages.ts'
import { assembleIntegration, errorName, factOf, jsonErrors, type ServiceIntegration } from './service-integration.ts'
import { type CallContext, presenceOf, printText, requestParts, setText, valuesOf, when, wholeRequest } from './values.ts'

const ERRORS = jsonErrors(
  [
    ['conflict', ['ExecutionAlreadyExists']],
    ['throttled', ['ExecutionLimitExceeded', 'ThrottlingException']],
    ['invalid', ['InvalidExecutionInput', 'InvalidName', 'ValidationException']],
  ],
  'failed',
)

/** Starts an execution of a state machine; `start-sync` waits for its end and answers with its output. */
export function statesIntegration(context: CallContext): ServiceIntegration {
  const { call, operation } = context
  const waits = call.action === 'start-sync'
  const input = call.values.input ?? wholeRequest(operation)
  const { name } = call.values
  const machine = call.names.machine ?? ''
  const arn = isArn(machine) ? machine : `arn:\${AWS::Partition}:states:\${AWS::Region}:\${AWS::AccountId}:stateMachine:${machine}`
  const started: readonly AnswerValue[] = [
    { name: 'executionarn', reference: vtl`$input.path('$.executionArn')` },
    { name: 'startdate', reference: vtl`$input.path('$.startDate')` },
    { name: 'requestid', reference: vtl`$context.requestId` },
  ]
  return assembleIntegration(context, {
    target: `action/${factOf(call).action}`,
    request: () =>
      vtlLines(
        requestParts([...valuesOf(call), input]),
        setText(input, context),
        vtl`{"stateMachineArn": "${lateText(arn, 'json')}", "input": "${escaped(vtl`$text`)}"${name ? when(presenceOf(name, operation), vtl`, "name": "${printText(name, 'json')}"`) : vtl``}}`,
      ),
    success: (content) => (waits ? endOf(context, content !== undefined) : answer(content, started, context)),
    errors: ERRORS,
    problems: waits ? [] : missing(started, context),
  })
}

/** An execution that failed is an answer of 200, too: its own name of the error decides. The output is JSON that the service wrote. */
function endOf(context: CallContext, hasBody: boolean): Code {
  const { call } = context
  return vtlLines(
    vtl`#set($status = $input.path('$.status'))`,
    vtl`#set($error = $input.path('$.error'))`,
    vtl`#if($status == "SUCCEEDED")`,
    hasBody ? vtl`$input.path('$.output')` : NOTHING,
    call.errors.flatMap(({ error, status }) => [vtl`#elseif($error == ${errorName(error)})`, answerStatus(status, context)]),
    vtl`#else`,
    answerOutcome('failed', context),
    vtl`#end`,
  )
}
