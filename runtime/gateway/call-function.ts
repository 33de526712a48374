import type { ExecutionPorts, FunctionCall, FunctionOutcome } from './execute/ports.ts'
import { functionNameOf } from './lambda/function-name.ts'
import type { Lambda, LambdaAnswer } from './lambda/lambda.ts'

/** Calls a function for the data plane and waits for its whole answer, at most as long as the call says. */
export function callFunction(lambda: Lambda, call: FunctionCall, after: ExecutionPorts['after']): Promise<FunctionOutcome> {
  const { arn, payload, invocation, timeoutMs, sourceArns } = call
  const { name, qualifier } = functionNameOf(arn)
  const running = lambda.invoke({ name, qualifier, arn, payload, invocation, sourceArns })
  return new Promise((resolve, reject) => {
    const forget = after(timeoutMs, () => resolve({ kind: 'timeout' }))
    running.then(
      (answer) => {
        forget()
        resolve(outcomeOf(answer))
      },
      (error: unknown) => {
        forget()
        reject(error)
      },
    )
  })
}

/** Calls a function for the data plane and hands on its answer as it comes. */
export const streamFunction = (
  lambda: Lambda,
  { arn, payload, sourceArns }: Parameters<ExecutionPorts['streamFunction']>[0],
): ReturnType<ExecutionPorts['streamFunction']> => lambda.stream({ ...functionNameOf(arn), arn, payload, sourceArns })

function outcomeOf(answer: LambdaAnswer): FunctionOutcome {
  return answer.kind === 'accepted' ? { kind: 'result', payload: '' } : answer
}
