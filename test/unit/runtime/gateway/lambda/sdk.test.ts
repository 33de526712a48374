import {
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  DeleteFunctionEventInvokeConfigCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionEventInvokeConfigCommand,
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  type InvokeWithResponseStreamCommandInput,
  type InvokeWithResponseStreamCompleteEvent,
  LambdaClient,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  UpdateFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGateway, type Gateway, type Listener } from '../../../../../runtime/gateway/index.ts'
import { zip } from '../../../../support/zip.ts'

let gateway: Gateway
let listener: Listener
let client: LambdaClient
let chance = 0.5

const text = (word: string): string =>
  `exports.handler = async (event, context) => { console.log('hello'); if (event.fail) throw new TypeError('boom'); return [${JSON.stringify(word)}, event, context.functionVersion, context.clientContext && context.clientContext.custom] }`

beforeAll(async () => {
  gateway = await createGateway({ random: () => chance })
  listener = await gateway.listen()
  client = new LambdaClient({
    endpoint: listener.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  })
  await create('fn', text('first'))
})

afterAll(async () => {
  client.destroy()
  await gateway.close()
})

async function create(FunctionName: string, text: string): Promise<void> {
  await client.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::000000000000:role/r',
      Code: { ZipFile: zip({ 'index.js': text }) },
      Timeout: 10,
    }),
  )
}

/** The pieces of a streamed answer, and the event that ends it. */
async function stream(input: InvokeWithResponseStreamCommandInput) {
  const { StatusCode: status, ExecutedVersion: version, EventStream } = await client.send(new InvokeWithResponseStreamCommand(input))
  const pieces: Buffer[] = []
  let complete: InvokeWithResponseStreamCompleteEvent | undefined
  for await (const event of EventStream ?? []) {
    if (event.PayloadChunk !== undefined) pieces.push(Buffer.from(event.PayloadChunk.Payload ?? []))
    else complete = event.InvokeComplete
  }
  return { status, version, pieces, complete }
}

const invoke = async (more: Partial<ConstructorParameters<typeof InvokeCommand>[0]> = {}) => {
  const { Payload, ...answer } = await client.send(new InvokeCommand({ FunctionName: 'fn', Payload: Buffer.from('{"a":1}'), ...more }))
  return { ...answer, value: JSON.parse(Buffer.from(Payload ?? []).toString() || 'null') as unknown }
}

describe("Lambda's own clients", () => {
  it('invoke with a client context, and get the end of the log', async () => {
    const answer = await invoke({ LogType: 'Tail', ClientContext: Buffer.from('{"custom":{"k":"ü"}}').toString('base64') })
    expect(answer.value).toEqual(['first', { a: 1 }, '$LATEST', { k: 'ü' }])
    expect([answer.StatusCode, answer.ExecutedVersion, answer.FunctionError]).toEqual([200, '$LATEST', undefined])
    const log = Buffer.from(answer.LogResult ?? '', 'base64').toString()
    expect(log).toMatch(
      /^START RequestId: (\S+) Version: \$LATEST\n\S+Z\t\1\tINFO\thello\nEND RequestId: \1\nREPORT RequestId: \1\tDuration: /,
    )
  })

  it('see what a function failed with', async () => {
    expect(await invoke({ Payload: Buffer.from('{"fail":true}') })).toMatchObject({
      StatusCode: 200,
      FunctionError: 'Unhandled',
      value: { errorType: 'TypeError', errorMessage: 'boom', trace: expect.arrayContaining(['TypeError: boom']) },
    })
  })

  it('invoke functions that stream, and get each piece as it comes', async () => {
    const FunctionName = 'streaming'
    await create(
      FunctionName,
      'exports.handler = awslambda.streamifyResponse(async (event, stream) => { stream.write("one"); await new Promise((r) => setTimeout(r, 30)); if (event.fail) throw new RangeError("late"); stream.end(Buffer.from([0, 255])) })',
    )
    const whole = await stream({ FunctionName, LogType: 'Tail' })
    expect(whole).toMatchObject({ status: 200, version: '$LATEST', pieces: [Buffer.from('one'), Buffer.from([0, 255])] })
    expect(whole.complete?.ErrorCode).toBeUndefined()
    expect(Buffer.from(whole.complete?.LogResult ?? '', 'base64').toString()).toMatch(/^START RequestId: [\s\S]*\nREPORT RequestId: /)
    const failed = await stream({ FunctionName, Payload: Buffer.from('{"fail":true}') })
    expect([failed.status, failed.pieces, failed.complete?.ErrorCode]).toEqual([200, [Buffer.from('one')], 'Unhandled'])
    expect(JSON.parse(failed.complete?.ErrorDetails ?? '')).toMatchObject({ errorType: 'RangeError', errorMessage: 'late' })
    expect(failed.complete?.LogResult).toBeUndefined()
  })

  it('get the answer of a function that does not stream in one piece', async () => {
    const { pieces } = await stream({ FunctionName: 'fn', Payload: Buffer.from('{"a":1}') })
    expect(pieces.map((piece) => JSON.parse(piece.toString()))).toEqual([['first', { a: 1 }, '$LATEST', null]])
    expect((await client.send(new InvokeWithResponseStreamCommand({ FunctionName: 'fn', InvocationType: 'DryRun' }))).StatusCode).toBe(204)
    await expect(stream({ FunctionName: 'nobody' })).rejects.toThrow(/Function not found/)
  })

  it('are refused what is no JSON, and what is too large', async () => {
    await expect(invoke({ Payload: Buffer.from('{') })).rejects.toMatchObject({ name: 'InvalidRequestContentException' })
    await expect(invoke({ Payload: Buffer.alloc(6_291_457, '1') })).rejects.toMatchObject({ name: 'RequestTooLargeException' })
  })

  it('reserve concurrency', async () => {
    await client.send(new PutFunctionConcurrencyCommand({ FunctionName: 'fn', ReservedConcurrentExecutions: 0 }))
    await expect(invoke()).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      $metadata: { httpStatusCode: 429 },
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      message: 'Rate Exceeded.',
    })
    expect(await client.send(new GetFunctionConcurrencyCommand({ FunctionName: 'fn' }))).toMatchObject({ ReservedConcurrentExecutions: 0 })
    await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName: 'fn' }))
    expect((await invoke()).StatusCode).toBe(200)
    await expect(
      client.send(new PutFunctionConcurrencyCommand({ FunctionName: 'fn', ReservedConcurrentExecutions: -1 })),
    ).rejects.toMatchObject({ name: 'ValidationException' })
  })

  it('say what becomes of events', async () => {
    const onFailure = 'arn:aws:sqs:us-east-1:000000000000:failed'
    await expect(client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName: 'fn' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
    await client.send(
      new PutFunctionEventInvokeConfigCommand({ FunctionName: 'fn', DestinationConfig: { OnFailure: { Destination: onFailure } } }),
    )
    await client.send(new UpdateFunctionEventInvokeConfigCommand({ FunctionName: 'fn', MaximumRetryAttempts: 1 }))
    expect(await client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName: 'fn' }))).toMatchObject({
      FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:fn:$LATEST',
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: onFailure } },
      LastModified: expect.any(Date),
    })
    await expect(
      client.send(new UpdateFunctionEventInvokeConfigCommand({ FunctionName: 'fn', MaximumRetryAttempts: 3 })),
    ).rejects.toMatchObject({ name: 'ValidationException' })
    await client.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName: 'fn' }))
    expect((await invoke({ InvocationType: 'Event' })).StatusCode).toBe(202)
    const dead = 'arn:aws:sqs:us-east-1:000000000000:dead'
    const changed = await client.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'fn', DeadLetterConfig: { TargetArn: dead } }))
    expect(changed.DeadLetterConfig?.TargetArn).toBe(dead)
    expect(
      (await client.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'fn', DeadLetterConfig: { TargetArn: '' } })))
        .DeadLetterConfig,
    ).toBeUndefined()
  })

  it('publish versions that stay, and share an alias between them', async () => {
    expect((await client.send(new PublishVersionCommand({ FunctionName: 'fn' }))).Version).toBe('1')
    await client.send(new UpdateFunctionCodeCommand({ FunctionName: 'fn', ZipFile: zip({ 'index.js': text('second') }), Publish: true }))
    await client.send(
      new CreateAliasCommand({
        FunctionName: 'fn',
        Name: 'live',
        FunctionVersion: '1',
        RoutingConfig: { AdditionalVersionWeights: { '2': 0.25 } },
      }),
    )
    const words: unknown[] = []
    for (chance of [0.2, 0.3]) words.push((await invoke({ Qualifier: 'live' })).value)
    expect(words).toEqual([
      ['second', { a: 1 }, '2', null],
      ['first', { a: 1 }, '1', null],
    ])
    const { RoutingConfig } = await client.send(
      new UpdateAliasCommand({ FunctionName: 'fn', Name: 'live', FunctionVersion: '2', RoutingConfig: { AdditionalVersionWeights: {} } }),
    )
    expect(RoutingConfig).toBeUndefined()
    expect((await invoke({ Qualifier: 'live' })).ExecutedVersion).toBe('2')
    await expect(invoke({ Qualifier: 'gone' })).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})
