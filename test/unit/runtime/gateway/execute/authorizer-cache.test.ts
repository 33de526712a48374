import { describe, expect, it } from 'vitest'
import {
  deployApi,
  documentOf,
  functionUri,
  mockOperation,
  proxyOperation,
  type TestRequest,
  type TestWorld,
} from '../../../../support/data-plane.ts'

const secured = { security: [{ auth: [] }] }

function documentWith(authorizer: Record<string, unknown>, name = 'Authorization'): Record<string, unknown> {
  return documentOf(
    {
      '/pets': { get: mockOperation('{"n":"$context.authorizer.n"}', secured), post: mockOperation('{}', secured) },
      '/pets/{id}': { get: mockOperation('{}', secured) },
      '/echo': { get: proxyOperation('echo', secured) },
    },
    {
      components: {
        securitySchemes: {
          auth: {
            type: 'apiKey',
            name,
            in: 'header',
            'x-amazon-apigateway-authtype': 'custom',
            'x-amazon-apigateway-authorizer': { authorizerUri: functionUri('auth'), ...authorizer },
          },
        },
      },
    },
  )
}

const answer = (resource = '*', effect = 'Allow'): Record<string, unknown> => ({
  principalId: 'me',
  policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: resource }] },
})

/** An API whose authorizer counts how often it is asked. */
function counted(document: unknown, result: (asked: number) => unknown, world: TestWorld = {}) {
  let asked = 0
  const functions = {
    auth: () => result(++asked),
    echo: ({ requestContext }: { requestContext: unknown }) => ({ body: JSON.stringify(requestContext) }),
  }
  const api = deployApi(document, { functions, ...world })
  const statuses = async (requests: readonly TestRequest[]): Promise<number[]> => {
    const list: number[] = []
    for (const request of requests) list.push((await api.call(request)).status)
    return list
  }
  return { api, statuses, asked: () => asked }
}

const token = (value: string, path = '/pets', method = 'GET'): TestRequest => ({ path, method, headers: { Authorization: value } })

describe('the answer of a token authorizer', () => {
  it('is remembered under its token for 300 seconds unless the authorizer says otherwise', async () => {
    let now = 0
    const { statuses, asked } = counted(documentWith({ type: 'token' }), () => answer(), { now: () => now })
    await statuses([token('a'), token('a'), token('b'), token('a', '/pets', 'POST')])
    expect(asked()).toBe(2)
    now = 299_999
    await statuses([token('a')])
    expect(asked()).toBe(2)
    now = 300_000
    await statuses([token('a')])
    expect(asked()).toBe(3)
  })

  it('is remembered as long as the authorizer says', async () => {
    let now = 0
    const { statuses, asked } = counted(documentWith({ type: 'token', authorizerResultTtlInSeconds: 10 }), () => answer(), {
      now: () => now,
    })
    await statuses([token('a')])
    now = 10_000
    await statuses([token('a')])
    expect(asked()).toBe(2)
  })

  it('is not remembered with a time to live of 0', async () => {
    const { statuses, asked } = counted(documentWith({ type: 'token', authorizerResultTtlInSeconds: 0 }), () => answer())
    await statuses([token('a'), token('a')])
    expect(asked()).toBe(2)
  })

  it('holds for the other methods of the stage: a policy for one of them refuses the rest', async () => {
    const { statuses, asked } = counted(documentWith({ type: 'token' }), () => answer('arn:aws:execute-api:*:*:*/dev/GET/pets'))
    expect(await statuses([token('a'), token('a', '/pets/7'), token('a', '/pets', 'POST')])).toEqual([200, 403, 403])
    expect(asked()).toBe(1)
  })

  it('is remembered when it denies', async () => {
    const { statuses, asked } = counted(documentWith({ type: 'token' }), () => answer('*', 'Deny'))
    expect(await statuses([token('a'), token('a')])).toEqual([403, 403])
    expect(asked()).toBe(1)
  })

  it.each<[name: string, result: () => unknown, status: number]>([
    ['it cannot be used', () => ({ principalId: 'me' }), 500],
    [
      'the function says Unauthorized',
      () => {
        throw new Error('Unauthorized')
      },
      401,
    ],
  ])('is not remembered when %s', async (_, result, status) => {
    const { statuses, asked } = counted(documentWith({ type: 'token' }), result)
    expect(await statuses([token('a'), token('a')])).toEqual([status, status])
    expect(asked()).toBe(2)
  })

  it('is forgotten when the stage is flushed, and others are not', async () => {
    const { api, statuses, asked } = counted(documentWith({ type: 'token' }), () => answer())
    await statuses([token('a')])
    api.caches.authorizers.flush('another/dev')
    await statuses([token('a')])
    expect(asked()).toBe(1)
    api.caches.authorizers.flush(`${api.api.id}/dev`)
    await statuses([token('a')])
    expect(asked()).toBe(2)
  })

  it('passes its context on, remembered or not', async () => {
    const context = { text: 'x', number: 5, flag: true, nothing: null }
    const { api } = counted(documentWith({ type: 'token' }), () => ({ ...answer(), context }))
    const first = (await api.call(token('a', '/echo'))).json
    const second = (await api.call(token('a', '/echo'))).json
    for (const seen of [first, second])
      expect((seen as { authorizer: unknown }).authorizer).toEqual({
        text: 'x',
        number: '5',
        flag: 'true',
        principalId: 'me',
        integrationLatency: 0,
      })
  })
})

describe('the answer of a request authorizer', () => {
  const sources = 'method.request.header.X-Id, method.request.querystring.q, stageVariables.color, context.httpMethod'
  const request = (id: string, query: string, method = 'GET'): TestRequest => ({ path: '/pets', method, query, headers: { 'X-Id': id } })

  it('is remembered under all of its identity sources', async () => {
    const document = documentWith({ type: 'request', identitySource: sources }, 'Unused')
    const { statuses, asked } = counted(document, () => answer(), { stageVariables: { color: 'blue' } })
    await statuses([request('1', 'q=1'), request('1', 'q=1'), request('1', 'q=2'), request('2', 'q=1'), request('1', 'q=1', 'POST')])
    expect(asked()).toBe(4)
  })

  it('tells values apart that join to the same text', async () => {
    const document = documentWith({ type: 'request', identitySource: 'method.request.header.X-Id, method.request.querystring.q' }, 'Unused')
    const { statuses, asked } = counted(document, () => answer())
    await statuses([request('ab', 'q=c'), request('a', 'q=bc')])
    expect(asked()).toBe(2)
  })

  it.each([
    ['a header', request('', 'q=1')],
    ['a parameter of the query', request('1', '')],
  ])('is not asked for where %s is missing', async (_, given) => {
    const document = documentWith({ type: 'request', identitySource: sources }, 'Unused')
    const { statuses, asked } = counted(document, () => answer(), { stageVariables: { color: 'blue' } })
    expect([await statuses([given]), asked()]).toEqual([[401], 0])
  })
})

describe('limits of authorizers', () => {
  it('a method ARN of more than 1600 bytes is 414, with an authorizer only', async () => {
    const document = documentWith({ type: 'token' })
    const { statuses, asked } = counted(document, () => answer())
    expect(await statuses([token('a', `/pets/${'x'.repeat(1500)}`), token('a', `/pets/${'x'.repeat(1600)}`)])).toEqual([200, 414])
    expect(asked()).toBe(1)
    const open = deployApi(documentOf({ '/pets/{id}': { get: mockOperation('{}') } }))
    expect((await open.call({ path: `/pets/${'x'.repeat(1600)}` })).status).toBe(200)
  })

  it('a Resource of more than 512 characters is a configuration error', async () => {
    const { api } = counted(documentWith({ type: 'token' }), () => answer(`arn:aws:execute-api:*:*:*/${'x'.repeat(500)}`))
    expect((await api.call(token('a'))).status).toBe(500)
    expect(api.logs.join()).toContain('is longer than 512 characters')
  })
})
