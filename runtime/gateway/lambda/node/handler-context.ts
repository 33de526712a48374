import type { FunctionContext } from '../function-source.ts'
import type { InstanceInvocation } from '../instance.ts'

/** What stays the same for all invocations of one instance. */
export interface HandlerSettings {
  readonly functionName: string
  readonly functionVersion: string
  readonly memoryLimitInMB: string
  readonly logGroupName: string
  readonly logStreamName: string
}

/** A handler's second argument, as Lambda's runtime for Node.js makes it. */
export function handlerContext(settings: HandlerSettings, invocation: InstanceInvocation, identity?: string): FunctionContext {
  const { requestId, arn, deadline, clientContext } = invocation
  // Field by field: what is spread into an object of this size becomes a dictionary of the engine, and each invocation has one.
  const { functionName, functionVersion, memoryLimitInMB, logGroupName, logStreamName } = settings
  const context: FunctionContext = {
    functionName,
    functionVersion,
    memoryLimitInMB,
    logGroupName,
    logStreamName,
    callbackWaitsForEmptyEventLoop: true,
    invokedFunctionArn: arn,
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  }
  if (clientContext === undefined && identity === undefined) return context
  return {
    ...context,
    ...(clientContext !== undefined && { clientContext: JSON.parse(clientContext) as unknown }),
    ...(identity !== undefined && { identity: JSON.parse(identity) as unknown }),
  }
}
