import { headerOf, toBytes } from '../../http.ts'
import type { LambdaAnswer, LambdaCall } from '../../lambda/lambda.ts'
import type { Call, ControlWorld, Operation, Reply } from '../call.ts'
import { ServiceError } from '../errors.ts'
import { findFunction, functionArn, functionName, functionNotFound } from './find.ts'

/** Invoke: the answer, or 202 for an event; with the end of the log where it is asked for. */
export const invokeFunction: Operation = async (call) => {
  const kind = headerOf(call.headers, 'x-amz-invocation-type') ?? 'RequestResponse'
  if (kind === 'DryRun') {
    findFunction(call)
    return { status: 204 }
  }
  const { lambda, ...invocation } = invocationOf(call)
  return reply(call, invocation.arn, await lambda.invoke({ ...invocation, invocation: kind === 'Event' ? 'event' : 'request' }))
}

/** What a call asks to be invoked, and by what; throws where it asks for nothing that could be. */
export function invocationOf(call: Call): Omit<LambdaCall, 'invocation'> & { readonly lambda: NonNullable<ControlWorld['lambda']> } {
  const { lambda } = call.world
  if (lambda === undefined)
    throw new ServiceError('ServiceException', 'This gateway runs no functions: it was started without a Lambda runtime.', 500)
  const { name, qualifier } = functionName(call)
  const clientContext = clientContextOf(call)
  return {
    lambda,
    name,
    qualifier,
    arn: functionArn(call, name, qualifier),
    payload: payloadOf(call),
    sourceArns: () => [],
    ...(clientContext !== undefined && { clientContext }),
  }
}

function reply(call: Call, arn: string, answer: LambdaAnswer): Reply {
  switch (answer.kind) {
    case 'accepted':
      return { status: 202 }
    case 'result':
    case 'error':
      return {
        status: 200,
        body: toBytes(answer.payload),
        headers: [
          ['content-type', 'application/json'],
          ['x-amz-executed-version', answer.version],
          ...(answer.kind === 'error' ? [['x-amz-function-error', 'Unhandled'] as const] : []),
          ...(headerOf(call.headers, 'x-amz-log-type') === 'Tail'
            ? [['x-amz-log-result', Buffer.from(answer.log()).toString('base64')] as const]
            : []),
        ],
      }
    case 'refused':
      return refusal(arn, answer)
  }
}

/** How Lambda refuses an invocation. */
export function refusal(arn: string, { reason, message }: Extract<LambdaAnswer, { kind: 'refused' }>): Reply {
  switch (reason) {
    case 'not-found':
      throw functionNotFound(arn)
    case 'no-permission':
      throw new ServiceError('AccessDeniedException', message, 403)
    case 'too-large':
      throw new ServiceError('RequestTooLargeException', message, 413)
    case 'throttled':
      return {
        status: 429,
        body: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', Type: 'User', message },
        headers: [['x-amzn-errortype', 'TooManyRequestsException']],
      }
  }
}

function payloadOf(call: Call): string {
  if (call.bytes.length === 0) return '{}'
  const payload = Buffer.from(call.bytes).toString('utf8')
  try {
    JSON.parse(payload)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new ServiceError('InvalidRequestContentException', `Could not parse request body into json: ${why}`, 400)
  }
  return payload
}

/** JSON in base64. */
function clientContextOf(call: Call): string | undefined {
  const header = headerOf(call.headers, 'x-amz-client-context')
  if (header === undefined) return undefined
  const json = Buffer.from(header, 'base64').toString('utf8')
  try {
    JSON.parse(json)
  } catch {
    throw new ServiceError('InvalidRequestContentException', 'Client context must be a valid Base64-encoded JSON object.', 400)
  }
  return json
}
