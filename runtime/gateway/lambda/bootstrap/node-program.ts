// The program of a process that runs one Node.js function: asks the Runtime API for invocations, as Lambda's own runtime does.
// Usage: node node-program.js FILE EXPORT [FOLDER SHOWN]: errors name SHOWN in the place of FOLDER, where the code was unpacked to run.
import { realpathSync } from 'node:fs'
import { Agent, type IncomingMessage, request } from 'node:http'
import type { InstanceInvocation } from '../instance.ts'
import { consoleLine } from '../log-lines.ts'
import { tellConsole } from '../node/console.ts'
import { functionError } from '../node/function-error.ts'
import { type HandlerSettings, handlerContext } from '../node/handler-context.ts'
import { loadHandler } from '../node/load-handler.ts'
import { type Handler, runHandler } from '../node/run-handler.ts'
import { installStreaming } from '../node/streaming.ts'
import { uncaughtPayload } from '../node/uncaught.ts'

type Answer = { readonly headers: IncomingMessage['headers']; readonly body: string }

const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/`

async function serve(file: string, exportName: string, shown: (payload: string) => string): Promise<void> {
  let current: string | undefined
  let whenIdle = (): void => {}
  const agent = new Agent({ keepAlive: true })
  const settings: HandlerSettings = {
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? '',
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION ?? '',
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? '',
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME ?? '',
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME ?? '',
  }
  const print = (level: string, text: string): void => void process.stdout.write(`${consoleLine(Date.now(), current, level, text)}\n`)

  const send = (method: string, path: string, body?: string, errorType?: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const headers = errorType === undefined ? {} : { 'Lambda-Runtime-Function-Error-Type': errorType }
      const outgoing = request(`${api}${path}`, { method, agent, headers }, (incoming) => readAnswer(incoming).then(resolve, reject))
      outgoing.on('error', reject)
      outgoing.end(body)
    })

  async function fail(path: string, payload: string): Promise<void> {
    await send('POST', path, payload, (JSON.parse(payload) as { readonly errorType: string }).errorType)
  }

  async function answer(handler: Handler, invocation: InstanceInvocation, identity: string | undefined): Promise<void> {
    const { requestId, traceId } = invocation
    current = requestId
    if (traceId !== undefined) process.env._X_AMZN_TRACE_ID = traceId
    const path = `invocation/${requestId}`
    const streamed = stream(`${api}${path}/response`, agent)
    const outcome = await runHandler(handler, invocation.payload, handlerContext(settings, invocation, identity), {
      begin: streamed.begin,
      chunk: streamed.chunk,
      whenIdle: (call) => {
        whenIdle = call
      },
    })
    const error = outcome.kind === 'error' ? shown(outcome.payload) : undefined
    if (error !== undefined) print('ERROR', `Invoke Error \t${error}`)
    current = undefined
    if (streamed.begun()) await streamed.end(error)
    else if (error !== undefined) await fail(`${path}/error`, error)
    else await send('POST', `${path}/response`, outcome.payload)
  }

  const failUncaught = (origin: 'uncaughtException' | 'unhandledRejection') => async (thrown: unknown) => {
    const payload = shown(uncaughtPayload(thrown, origin))
    print('ERROR', `${origin === 'uncaughtException' ? 'Uncaught Exception' : 'Unhandled Promise Rejection'} \t${payload}`)
    if (current !== undefined) await fail(`invocation/${current}/error`, payload)
    process.exit(origin === 'uncaughtException' ? 129 : 128)
  }

  process.on('beforeExit', () => whenIdle())
  process.on('uncaughtException', failUncaught('uncaughtException'))
  process.on('unhandledRejection', failUncaught('unhandledRejection'))
  tellConsole(print)
  installStreaming()

  let handler: Handler
  try {
    handler = await loadHandler(file, exportName)
  } catch (error) {
    const payload = shown(JSON.stringify(functionError(error)))
    print('ERROR', `Uncaught Exception \t${payload}`)
    await fail('init/error', payload)
    process.exit(1)
  }
  for (;;) {
    const { headers, body } = await send('GET', 'invocation/next')
    const text = (name: string): string | undefined => headers[`lambda-runtime-${name}`]?.toString()
    const [clientContext, traceId] = [text('client-context'), text('trace-id')]
    const invocation: InstanceInvocation = {
      requestId: text('aws-request-id') ?? '',
      arn: text('invoked-function-arn') ?? '',
      deadline: Number(text('deadline-ms')),
      payload: body,
      ...(clientContext !== undefined && { clientContext }),
      ...(traceId !== undefined && { traceId }),
    }
    await answer(handler, invocation, text('cognito-identity'))
  }
}

async function readAnswer(incoming: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return { headers: incoming.headers, body: Buffer.concat(chunks).toString() }
}

/** An answer that is sent in pieces; an error in its middle comes in the trailers. */
function stream(url: string, agent: Agent) {
  let outgoing: ReturnType<typeof request> | undefined
  let answered: Promise<unknown> | undefined
  return {
    begun: () => outgoing !== undefined,
    begin(contentType: string): void {
      const one = request(url, {
        method: 'POST',
        agent,
        headers: {
          'Content-Type': contentType,
          'Lambda-Runtime-Function-Response-Mode': 'streaming',
          'Transfer-Encoding': 'chunked',
          Trailer: 'Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body',
        },
      })
      answered = new Promise((resolve, reject) =>
        one.on('response', (incoming) => readAnswer(incoming).then(resolve, reject)).on('error', reject),
      )
      outgoing = one
    },
    chunk(bytes: Uint8Array, taken: () => void): void {
      outgoing?.write(bytes, () => taken())
    },
    async end(error: string | undefined): Promise<void> {
      if (error !== undefined)
        outgoing?.addTrailers({
          'Lambda-Runtime-Function-Error-Type': 'Runtime.StreamError',
          'Lambda-Runtime-Function-Error-Body': Buffer.from(error).toString('base64'),
        })
      outgoing?.end()
      await answered
    },
  }
}

/** Puts a folder's other name into JSON of an error. Modules are found by their real paths. */
function shownAs(folder: string, name: string): (payload: string) => string {
  const places = [realpathSync(folder), folder].map((place) => JSON.stringify(place).slice(1, -1))
  return (payload) => places.reduce((text, place) => text.replaceAll(`${place}/`, `${name}/`), payload)
}

const [, , file = '', exportName = 'handler', folder, name] = process.argv
await serve(file, exportName, folder === undefined || name === undefined ? (payload) => payload : shownAs(folder, name))
