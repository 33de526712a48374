import { describe, expect, it } from 'vitest'
import { type Middleware, type Span, traced, withPowertools } from '../../../../../runtime/typescript/handler/around.ts'
import type { Context } from '../../../../../runtime/typescript/handler/context.ts'
import { createLogger } from '../../../../../runtime/typescript/handler/log.ts'
import { type AnyResponse, defineOperation, type OperationSpec } from '../../../../../runtime/typescript/handler/operation.ts'
import { problem } from '../../../../../runtime/typescript/handler/problem.ts'
import { serve } from '../../../../../runtime/typescript/handler/serve.ts'

const spec: OperationSpec = {
  id: 'getPet',
  method: 'GET',
  path: '/pets/{petId}',
  event: 'proxy',
  parameters: [],
  bodies: [],
  responses: { '200': [{ mediaType: 'application/json', form: 'json' }] },
  headers: { 'Access-Control-Allow-Origin': '*' },
  errors: { default: problem },
  success: 200,
  check: () => [],
}
const lambda = { awsRequestId: 'r', functionName: 'f', invokedFunctionArn: 'arn', getRemainingTimeInMillis: () => 1 }
const event = { resource: '/pets/{petId}', path: '/pets/1', httpMethod: 'GET', requestContext: { requestId: 'id', stage: 'dev' } }

/** What a handler with functions around it answers to two events. */
async function twice(around: readonly Middleware[], code: (context: Context) => AnyResponse): Promise<unknown[]> {
  const operation = defineOperation<unknown, AnyResponse>(spec).around(...around)
  const handler = serve([operation.handle((_, context) => code(context))])
  return [await handler(event, lambda), await handler(event, lambda)]
}

describe('functions around a handler', () => {
  it('run from the outside in, and back', async () => {
    const seen: string[] = []
    const named =
      (name: string): Middleware =>
      async (_request, context, next) => {
        seen.push(`${name} ${context.operation}`)
        const response = await next()
        seen.push(`${name} ${response.status}`)
        return response
      }
    await twice([named('a'), named('b')], () => ({ status: 200, body: seen.push('code') }))
    expect(seen.slice(0, 5)).toEqual(['a getPet', 'b getPet', 'code', 'b 200', 'a 200'])
  })

  it('may answer in its place', async () => {
    const operation = defineOperation<unknown, AnyResponse>(spec).around(async () => ({ status: 200, body: 'kept' }))
    const handler = serve([operation.handle(() => ({ status: 200, body: 'made' }))])
    expect(await handler(event, lambda)).toMatchObject({ body: '"kept"' })
  })

  it('have Powertools name the request, and forget it', async () => {
    const calls: unknown[] = []
    const logger = { appendKeys: (keys: object) => calls.push(keys), removeKeys: (keys: string[]) => calls.push(keys) }
    await twice([withPowertools(logger)], () => ({ status: 200 }))
    const keys = { requestId: 'id', operation: 'getPet', stage: 'dev' }
    const names = ['requestId', 'operation', 'stage', 'coldStart']
    expect(calls).toEqual([{ ...keys, coldStart: true }, names, { ...keys, coldStart: false }, names])
  })

  it('open a span, and say how it ended', async () => {
    const said: unknown[] = []
    const span: Span = {
      setAttribute: (name, value) => said.push([name, value]),
      recordException: ({ message }) => said.push(message),
      setStatus: ({ code }) => said.push(code),
      end: () => said.push('end'),
    }
    const tracer = {
      startActiveSpan<Result>(name: string, run: (of: Span) => Result): Result {
        said.push(name)
        return run(span)
      },
    }
    await twice([traced(tracer)], ({ coldStart }) => {
      if (coldStart) return { status: 200 }
      throw defineOperation<unknown, AnyResponse>(spec).failure({ status: 503 })
    })
    const begun = [
      ['http.request.method', 'GET'],
      ['http.route', '/pets/{petId}'],
      ['faas.invocation_id', 'r'],
    ]
    expect(said).toEqual([
      'getPet',
      ...begun,
      ['faas.coldstart', true],
      ['http.response.status_code', 200],
      'end',
      'getPet',
      ...begun,
      ['faas.coldstart', false],
      expect.stringContaining('503'),
      2,
      'end',
    ])
  })
})

describe('the logger of a request', () => {
  it('writes lines of JSON, whatever it is given', async () => {
    const lines: unknown[] = []
    const circular: Record<string, unknown> = {}
    circular.self = circular
    await twice([], (context) => {
      const logger = createLogger(context, (line) => lines.push(JSON.parse(line)))
      logger.info('found', { pet: 1, error: new RangeError('far') })
      logger.warn('odd', { circular, big: 1n })
      return { status: 200 }
    })
    const known = { time: expect.any(String), operation: 'getPet', requestId: 'id', stage: 'dev' }
    const found = {
      level: 'info',
      message: 'found',
      ...known,
      pet: 1,
      error: { name: 'RangeError', message: 'far', stack: expect.any(String) },
    }
    const odd = { level: 'error', message: 'odd', unwritten: expect.stringContaining('TypeError') }
    expect(lines).toEqual([{ ...found, coldStart: true }, odd, { ...found, coldStart: false }, odd])
  })
})

describe('the headers of CORS', () => {
  it('stand in every answer, and give way to the code', async () => {
    const allowed = (response: AnyResponse): Promise<unknown[]> => twice([], () => response)
    const [first] = await allowed({ status: 200 })
    expect(first).toMatchObject({ headers: { 'Access-Control-Allow-Origin': '*' } })
    const [own] = await allowed({ status: 200, headers: { 'access-control-allow-origin': 'https://a.example' } })
    expect(own).toMatchObject({ headers: { 'access-control-allow-origin': 'https://a.example' } })
    expect(Object.keys((own as { headers: object }).headers)).toHaveLength(1)
  })
})
