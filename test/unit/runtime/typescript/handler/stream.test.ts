import { describe, expect, it, vi } from 'vitest'
import { runHandler } from '../../../../../runtime/gateway/lambda/node/run-handler.ts'
import { installStreaming } from '../../../../../runtime/gateway/lambda/node/streaming.ts'
import { type AnyResponse, defineOperation, type OperationSpec } from '../../../../../runtime/typescript/handler/operation.ts'
import { problem } from '../../../../../runtime/typescript/handler/problem.ts'
import { defineStreaming, serveStreams } from '../../../../../runtime/typescript/handler/stream.ts'
import { writeBody } from '../../../../../runtime/typescript/handler/write-body.ts'

const spec = (path: string): OperationSpec => ({
  id: path.slice(1),
  method: 'GET',
  path,
  event: 'proxy',
  parameters: [],
  bodies: [],
  responses: { '200': [{ mediaType: 'text/plain', form: 'text' }] },
  writeBody,
  errors: { default: problem },
  success: 200,
  check: () => [],
})
const context = {
  callbackWaitsForEmptyEventLoop: false,
  awsRequestId: 'r',
  functionName: 'f',
  invokedFunctionArn: 'arn',
  getRemainingTimeInMillis: () => 1,
}

type Code = () => Promise<AnyResponse & { readonly body?: unknown }>

/** What API Gateway is sent: the content type, and the pieces as texts, zeros as `|`. */
async function sent(code: Code, path = '/streamed'): Promise<unknown> {
  installStreaming()
  const streaming = defineStreaming<unknown, AnyResponse>(spec('/streamed')).handle(code)
  const plain = defineOperation<unknown, AnyResponse>(spec('/plain')).handle(code)
  const pieces: string[] = []
  let type = ''
  const outcome = await runHandler(
    serveStreams([streaming, plain]) as never,
    JSON.stringify({ resource: path, path, httpMethod: 'GET' }),
    context,
    {
      begin: (given) => {
        type = given
      },
      chunk: (bytes, taken) => {
        pieces.push(new TextDecoder().decode(bytes).replaceAll('\0', '|'))
        setImmediate(taken)
      },
      whenIdle: () => {},
    },
  )
  return [outcome.kind, type, ...pieces]
}

const PRELUDE = 'application/vnd.awslambda.http-integration-response'

describe('a streaming function', () => {
  it('sends status and headers first, then the pieces as they are made', async () => {
    async function* count(): AsyncGenerator<string> {
      yield 'one '
      yield 'two'
    }
    expect(await sent(async () => ({ status: 200, headers: { 'X-A': 'b' }, body: count() }))).toEqual([
      'result',
      PRELUDE,
      '{"statusCode":200,"headers":{"X-A":"b","Content-Type":"text/plain"}}',
      '||||||||',
      'one ',
      'two',
    ])
  })

  it('sends a body that is there already in one piece, and errors as any other function', async () => {
    expect(await sent(async () => ({ status: 200, body: 'all' }))).toEqual(['result', PRELUDE, expect.any(String), '||||||||', 'all'])
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
    const failed = (await sent(async () => ({}) as AnyResponse)) as string[]
    expect(failed[2]).toContain('"statusCode":500')
    expect(errors).toHaveBeenCalledOnce()
    errors.mockRestore()
  })

  it('answers its other operations whole', async () => {
    expect(await sent(async () => ({ status: 200, body: 'all' }), '/plain')).toEqual([
      'result',
      'application/octet-stream',
      '{"statusCode":200,"headers":{"Content-Type":"text/plain"},"body":"all","isBase64Encoded":false}',
    ])
  })

  it('ends as an error where a piece cannot be made any more', async () => {
    async function* broken(): AsyncGenerator<string> {
      yield 'one'
      throw new Error('the source is gone')
    }
    expect(((await sent(async () => ({ status: 200, body: broken() }))) as string[])[0]).toBe('error')
  })
})
