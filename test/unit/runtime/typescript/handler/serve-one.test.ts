import { describe, expect, it } from 'vitest'
import type { LambdaContext } from '../../../../../runtime/typescript/handler/context.ts'
import { readJsonBody } from '../../../../../runtime/typescript/handler/json-body.ts'
import { type AnyResponse, defineOperation } from '../../../../../runtime/typescript/handler/operation.ts'
import { problem } from '../../../../../runtime/typescript/handler/problem.ts'
import { serveOne } from '../../../../../runtime/typescript/handler/serve-one.ts'

const lambda = { awsRequestId: 'r', functionName: 'f', invokedFunctionArn: 'arn', getRemainingTimeInMillis: () => 1 } as LambdaContext
const seen: boolean[] = []
const operation = defineOperation<{ readonly body: unknown }, AnyResponse>({
  id: 'addPet',
  method: 'POST',
  path: '/pets',
  event: 'proxy',
  parameters: [],
  bodies: [{ mediaType: 'application/json', form: 'json' }],
  readBody: readJsonBody,
  responses: { '200': [{ mediaType: 'application/json', form: 'json' }] },
  errors: { default: problem },
  success: 200,
  check: () => [],
}).handle((request, { coldStart }) => {
  seen.push(coldStart)
  return { status: 200, body: request }
})
const serving = serveOne(operation)
const ask = (event: object): Promise<unknown> => serving({ httpMethod: 'POST', ...event }, lambda)

describe('a function of one operation', () => {
  it('answers a request of either version, which has what is declared alone', async () => {
    const want = { statusCode: 200, body: '{"path":{},"query":{},"headers":{},"cookies":{},"body":{"a":1}}' }
    expect(await ask({ body: '{"a":1}', queryStringParameters: { q: '1' } })).toMatchObject(want)
    expect(await serving({ requestContext: { http: { method: 'POST' } }, body: '{"a":1}' }, lambda)).toMatchObject(want)
    expect(seen).toEqual([true, false])
  })

  it.each([
    ['no JSON', { body: '{' }, 400],
    ['another media type', { body: 'a', headers: { 'content-TYPE': 'text/plain' } }, 415],
    ['what is no base64', { body: '!', isBase64Encoded: true }, 400],
  ])('refuses %s', async (_, event, statusCode) => {
    expect(await ask(event)).toMatchObject({ statusCode })
  })

  it('is kept warm without its code, and refuses every other event', async () => {
    const before = seen.length
    expect(await serving({ apigen: 'keep-warm' }, lambda)).toBeNull()
    await expect(serving({ metadata: { operation: 'addPet' }, data: {} }, lambda)).rejects.toThrow('it serves addPet.')
    expect(seen.length).toBe(before)
  })
})
