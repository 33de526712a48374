import { expect, it } from 'vitest'
import { templateContext } from '../../../../../runtime/gateway/execute/context.ts'
import { createEventWriter } from '../../../../../runtime/gateway/execute/event-text.ts'
import { type Caller, createExchange, type RoutedExchange, withRoute } from '../../../../../runtime/gateway/execute/exchange.ts'
import { deployApi, documentOf, functionUri, type TestRequest } from '../../../../support/data-plane.ts'

interface Event {
  readonly headers: Readonly<Record<string, string>>
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>
  readonly queryStringParameters: Readonly<Record<string, string>> | null
  readonly multiValueQueryStringParameters: Readonly<Record<string, readonly string[]>> | null
  readonly pathParameters: Readonly<Record<string, string>> | null
  readonly stageVariables: Readonly<Record<string, string>> | null
  readonly requestContext: Readonly<Record<string, unknown>>
  readonly path: string
  readonly body: string | null
}

/** The event that a function gets for a request to `/{proxy+}`, and its text. */
async function eventOf(
  request: TestRequest,
  stageVariables: Readonly<Record<string, string>> = {},
): Promise<Event & { readonly text: string }> {
  const got: { event: Event; text: string }[] = []
  const take = (event: Event, { payload }: { payload: string }): unknown => {
    got.push({ event, text: payload })
    return { statusCode: 200 }
  }
  const operation = { 'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: functionUri('take') } }
  const document = documentOf({ '/{proxy+}': { 'x-amazon-apigateway-any-method': operation } })
  const answer = await deployApi(document, { functions: { take }, stageVariables }).call(request)
  expect([answer.status, got.length]).toEqual([200, 1])
  const [first] = got
  if (first === undefined) throw new Error('the function was not called')
  return { ...first.event, text: first.text }
}

const hostile = '"\\/\u0000\u001f\u007f\u2028é\ud83d\ude00"},"a":"'

it('escapes whatever JSON has otherwise', async () => {
  const { headers, multiValueHeaders, stageVariables, body } = await eventOf(
    { method: 'POST', path: '/a', headers: { 'X-A': hostile, 'X"\\': '1' }, body: hostile },
    { one: hostile, 'two"\\': '' },
  )
  expect([headers['X-A'], headers['X"\\'], multiValueHeaders['X-A'], body]).toEqual([hostile, '1', [hostile], hostile])
  expect(stageVariables).toEqual({ one: hostile, 'two"\\': '' })
})

it('is what JSON itself would print', async () => {
  const { text } = await eventOf({ path: '/a%22/b', query: 'q=%22%5C%0A&q=2&empty', headers: { 'X-A': hostile, Accept: 'text/*' } })
  expect(text).toBe(JSON.stringify(JSON.parse(text)))
})

it('keeps names of any kind apart from prototypes', async () => {
  const { headers, queryStringParameters } = await eventOf({ path: '/a', query: '__proto__=1&constructor=2', headers: { __proto__x: '3' } })
  expect(Object.entries(queryStringParameters ?? {})).toEqual([
    ['__proto__', '1'],
    ['constructor', '2'],
  ])
  expect(headers.__proto__x).toBe('3')
})

it('has all values of a name under its first spelling, and the last one alone', async () => {
  const { headers, multiValueHeaders, queryStringParameters, multiValueQueryStringParameters } = await eventOf({
    path: '/a',
    query: 'q=1&Q=2&q=3',
    headers: [
      ['X-One', 'a'],
      ['x-one', ''],
      ['X-ONE', 'c'],
    ],
  })
  expect([headers['X-One'], headers['x-one'], multiValueHeaders['X-One']]).toEqual(['c', undefined, ['a', '', 'c']])
  expect(queryStringParameters).toEqual({ q: '3', Q: '2' })
  expect(multiValueQueryStringParameters).toEqual({ q: ['1', '3'], Q: ['2'] })
})

it('has null where there is nothing', async () => {
  const event = await eventOf({ path: '/a' })
  expect([event.queryStringParameters, event.multiValueQueryStringParameters, event.stageVariables, event.body]).toEqual([
    null,
    null,
    null,
    null,
  ])
})

it('says of the request what $context says of it', async () => {
  const callers: readonly Caller[] = [
    {},
    {
      authorizer: { principalId: 'ann"' },
      apiKey: 'key"',
      apiKeyId: 'k1',
      accessKey: 'AKID',
      principal: { arn: 'arn:aws:iam::123456789012:user/"ann', accountId: '123456789012' } as Caller['principal'] & {},
    },
  ]
  const exchanges: RoutedExchange[] = []
  const resource = { id: 'r1', path: '/{proxy+}', methods: {} }
  for (const canary of [undefined, 'canary', 'production'] as const) {
    const { api } = deployApi(documentOf({ '/a': { get: {} } }))
    const stage = { stageName: 'dev', deploymentId: 'd1', methodSettings: {} }
    const target = { api, stage, canary, path: '/a', domainName: 'x.example.com', accountId: '1', region: 'us-east-1', partition: 'aws' }
    const request = { method: 'GET', path: '/a', query: '', headers: [['User-Agent', 'u"']], body: new Uint8Array(), sourceIp: '::1' }
    const ports = { uuid: () => '00000000-0000-4000-8000-000000000000', now: () => 7 }
    exchanges.push(
      withRoute(createExchange(request as never, target as never, ports as never), {
        resource,
        method: { httpMethod: 'GET' },
        pathParameters: {},
      } as never),
    )
  }
  // What the writer keeps of one must not be seen in another.
  const writeEvent = createEventWriter()
  for (const exchange of [...exchanges, ...exchanges])
    for (const caller of callers) {
      const { requestContext } = JSON.parse(`{${writeEvent(exchange, caller)}}`) as Event
      // Of these alone `$context` has texts.
      const context = templateContext(exchange, caller)
      expect(requestContext).toEqual({
        ...context,
        requestTimeEpoch: 7,
        ...(exchange.target.canary !== undefined && { isCanaryRequest: exchange.target.canary === 'canary' }),
      })
    }
})

it('keeps nothing of one request that is different in the next', () => {
  const { api } = deployApi(documentOf({ '/a': { get: {} } }))
  const stages = ['dev', 'prod'].map((stageName) => ({ stageName, deploymentId: 'd1', methodSettings: {} }))
  const lists = [
    [['Host', 'a.example.com']],
    [
      ['X-One', 'a'],
      ['X-Amzn-Trace-Id', 'Root=1-00000000-000000000000000000000000'],
      ['X-Forwarded-For', '10.0.0.1'],
      ['User-Agent', 'one'],
    ],
    [['X-One', 'b']],
  ]
  const methods = [{ httpMethod: 'GET' }, { httpMethod: 'GET', operationName: 'get' }]
  const tested = { resource: {}, method: {}, pathParameters: {} }
  let ids = 0
  const exchangeOf = (index: number): RoutedExchange => {
    const pick = <T>(values: readonly T[], every: number): T => values[Math.floor(index / every) % values.length] as T
    const time = 1000 * index
    const target = {
      api,
      stage: pick(stages, 3),
      path: `/${index}`,
      domainName: pick(['x.example.com', 'y.example.com'], 5),
      accountId: '1',
      ...(index % 11 === 10 && { tested }),
    }
    const request = {
      method: 'GET',
      path: '/',
      query: '',
      headers: pick(lists, 7),
      body: new Uint8Array(),
      sourceIp: pick(['::1', '::2'], 4),
    }
    const ports = { uuid: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`, now: () => time }
    const route = { resource: { id: 'r1', path: '/{a}', methods: {} }, method: pick(methods, 2), pathParameters: { a: String(index) } }
    return withRoute(createExchange(request as never, target as never, ports as never), route as never)
  }
  const writeEvent = createEventWriter()
  const seen = new Set<string>()
  for (let index = 0; index < 200; index++) {
    const exchange = exchangeOf(index)
    const text = writeEvent(exchange, {})
    expect(text).toBe(createEventWriter()(exchange, {}))
    const { headers } = JSON.parse(`{${text}}`) as Event
    expect(Object.entries(headers)).toEqual(exchange.headers.map(([name, value]) => [name, value]))
    seen.add(text)
  }
  expect(seen.size).toBe(200)
})
