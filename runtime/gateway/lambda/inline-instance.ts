import type { FunctionContext, InlineSource } from './function-source.ts'
import type { Instance, InstanceInvocation, StartInstance } from './instance.ts'
import { functionError, resultText } from './node/function-error.ts'
import { type HandlerSettings, handlerContext } from './node/handler-context.ts'

/** Runs a handler in this process: nothing keeps it from blocking everything else. */
export function startInline(source: InlineSource, settings: HandlerSettings): StartInstance {
  return (tell) => {
    const run = async (invocation: InstanceInvocation): Promise<void> => {
      const { requestId } = invocation
      try {
        const context: FunctionContext = handlerContext(settings, invocation)
        const result = await source.handler(JSON.parse(invocation.payload), context)
        tell({ kind: 'ended', requestId, outcome: 'result', payload: resultText(result) })
      } catch (error) {
        tell({ kind: 'ended', requestId, outcome: 'error', payload: JSON.stringify(functionError(error)) })
      }
      tell({ kind: 'ready' })
    }
    const instance: Instance = {
      invoke: (invocation) => void run(invocation),
      peakMemory: () => undefined,
      kill: async () => {},
    }
    queueMicrotask(() => tell({ kind: 'ready' }))
    return instance
  }
}
