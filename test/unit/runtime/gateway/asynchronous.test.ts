import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { toBytes, toText } from '../../../../runtime/gateway/http.ts'
import { createGateway, type Gateway } from '../../../../runtime/gateway/index.ts'
import { documentOf, functionUri } from '../../../support/data-plane.ts'
import { virtualTimers } from '../../../support/virtual-timers.ts'
import { zip } from '../../../support/zip.ts'

const timers = virtualTimers(Date.UTC(2026, 10, 26))
/** What functions printed: `NAME: LINE`. */
const printed: string[] = []
let gateway: Gateway
let apiId: string

const arn = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`

async function send(method: string, path: string, value: unknown): Promise<unknown> {
  const { status, body } = await gateway.handle({ method, path, body: toBytes(JSON.stringify(value)) })
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${toText(body)}`)
  return body.length === 0 ? undefined : JSON.parse(toText(body))
}

async function createFunction(FunctionName: string, code: string, more: object = {}): Promise<void> {
  const ZipFile = Buffer.from(zip({ 'index.js': `exports.handler = async (event) => { ${code} }` })).toString('base64')
  const settings = { Runtime: 'nodejs22.x', Handler: 'index.handler', Role: 'arn:aws:iam::000000000000:role/r', Timeout: 10 }
  await send('POST', '/2015-03-31/functions', { FunctionName, Code: { ZipFile }, ...settings, ...more })
  const policy = { StatementId: 'api', Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com' }
  await send('POST', `/2015-03-31/functions/${FunctionName}/policy`, policy)
}

/** An operation that calls a function and waits for nothing. */
const operation = (name: string) => ({
  post: {
    responses: { 202: { description: 'Taken.' } },
    'x-amazon-apigateway-integration': {
      type: 'aws',
      httpMethod: 'POST',
      uri: functionUri(name),
      requestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" },
      responses: { default: { statusCode: '202' } },
    },
  },
})

beforeAll(async () => {
  gateway = await createGateway(
    {
      functionLog: ({ kind, functionName, text }) => {
        // Before what is printed, Node's console writes the time, the request and the level.
        if (kind === 'output') printed.push(`${functionName}: ${text.trim().split('\t').at(-1)}`)
      },
    },
    timers,
  )
  await createFunction('works', "console.log('ran'); return { done: event.order }")
  await createFunction('fails', "console.log('ran'); throw new TypeError('no stock')", {
    DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead' },
  })
  await createFunction('keeper', 'console.log(JSON.stringify(event))')
  const destinations = (OnSuccess: string, OnFailure: string) => ({
    DestinationConfig: { OnSuccess: { Destination: OnSuccess }, OnFailure: { Destination: OnFailure } },
  })
  const topic = 'arn:aws:sns:us-east-1:000000000000:done'
  for (const name of ['works', 'fails'])
    await send('PUT', `/2019-09-25/functions/${name}/event-invoke-config`, destinations(topic, arn('keeper')))
  const api = await gateway.handle({
    method: 'POST',
    path: '/restapis',
    query: 'mode=import',
    body: toBytes(JSON.stringify(documentOf({ '/works': operation('works'), '/fails': operation('fails') }))),
  })
  apiId = (JSON.parse(toText(api.body)) as { id: string }).id
  await send('POST', `/restapis/${apiId}/deployments`, { stageName: 'dev' })
})

afterAll(() => gateway.close())

const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 20_000, interval: 10 })

const call = (path: string): Promise<number> =>
  gateway
    .handle({ method: 'POST', path: `/_aws/execute-api/${apiId}/dev${path}`, body: toBytes('{"order":7}') })
    .then(({ status }) => status)

it('an event that is handled goes to the destination of success', async () => {
  expect(await call('/works')).toBe(202)
  await eventually(() => expect(gateway.serviceCalls()).toHaveLength(1))
  const [published] = gateway.serviceCalls()
  expect(published).toMatchObject({ service: 'sns', action: 'Publish', functionArn: arn('works') })
  const form = new URLSearchParams(published?.body.text)
  expect(JSON.parse(form.get('Message') ?? '')).toMatchObject({
    requestContext: { condition: 'Success', approximateInvokeCount: 1, functionArn: arn('works') },
    requestPayload: { order: 7 },
    responsePayload: { done: 7 },
  })
})

it('an event that fails is tried again after one and two minutes, then goes to the destination of failure and to the dead letters', async () => {
  const runs = (): number => printed.filter((line) => line === 'fails: ran').length
  const before = gateway.serviceCalls().length
  expect(await call('/fails')).toBe(202)
  for (const [attempts, wait] of [
    [1, 60_000],
    [2, 120_000],
  ] as const) {
    await eventually(() => expect(runs()).toBe(attempts))
    // Its end is noticed a moment after what it printed: until then nothing waits for the time that passes.
    await eventually(() => expect(timers.waiting()).toContain(wait))
    timers.advance(wait - 1)
    expect(runs()).toBe(attempts)
    timers.advance(1)
  }
  await eventually(() => expect(gateway.serviceCalls()).toHaveLength(before + 1))
  expect(runs()).toBe(3)
  const dead = gateway.serviceCalls().at(-1)
  expect(dead).toMatchObject({ service: 'sqs', action: 'SendMessage', functionArn: arn('fails') })
  expect(JSON.parse(dead?.body.text ?? '')).toMatchObject({
    MessageBody: '{"order":7}',
    MessageAttributes: { RequestID: { StringValue: dead?.requestId }, ErrorMessage: { StringValue: 'no stock' } },
  })
  await eventually(() => expect(printed.at(-1)).toMatch(/^keeper: /))
  expect(JSON.parse(printed.at(-1)?.slice('keeper: '.length) ?? '')).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3, requestId: dead?.requestId },
    responsePayload: { errorType: 'TypeError', errorMessage: 'no stock' },
  })
})
