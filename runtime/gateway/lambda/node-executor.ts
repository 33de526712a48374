// The program of a process that runs one function: loads the handler once, answers invocations one by one.
import { pathToFileURL } from 'node:url'
import { functionError } from './function-error.ts'
import type { ExecutorContext, FromExecutor, ToExecutor } from './messages.ts'
import { type Handler, runHandler } from './run-handler.ts'

function send(message: FromExecutor): void {
  process.send?.(message)
}

async function loadHandler(file: string, exportName: string): Promise<Handler> {
  const module: unknown = await import(pathToFileURL(file).href)
  const handler = readExport(module, exportName) ?? readExport(readExport(module, 'default'), exportName)
  if (typeof handler === 'function') return handler as Handler
  throw Object.assign(new Error(`${exportName} is undefined or not exported by ${file}`), { name: 'Runtime.HandlerNotFound' })
}

function readExport(from: unknown, path: string): unknown {
  let value = from
  for (const name of path.split('.')) {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || !Reflect.has(value, name)) return undefined
    value = Reflect.get(value, name)
  }
  return value
}

async function start(file: string, exportName: string, context: ExecutorContext): Promise<void> {
  try {
    const handler = await loadHandler(file, exportName)
    process.on('message', (message: ToExecutor) => {
      if (message.kind === 'invoke') void answer(handler, context, message)
    })
    send({ kind: 'ready' })
  } catch (error) {
    send({ kind: 'failed', payload: JSON.stringify(functionError(error)) })
  }
}

async function answer(
  handler: Handler,
  context: ExecutorContext,
  { requestId, arn, payload, deadline }: Extract<ToExecutor, { kind: 'invoke' }>,
): Promise<void> {
  const outcome = await runHandler(handler, payload, {
    ...context,
    invokedFunctionArn: arn,
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  })
  send({ kind: 'ended', requestId, outcome: outcome.kind, payload: outcome.payload })
}

process.once('message', (message: ToExecutor) => {
  if (message.kind === 'start') void start(message.file, message.exportName, message.context)
})
// The gateway is gone: nobody waits for an answer.
process.on('disconnect', () => process.exit(0))
