import { describe, expect, it } from 'vitest'
import type { MethodSetting } from '../../../../../runtime/gateway/definition/rest-api.ts'
import { DEFAULT_METHOD_SETTING } from '../../../../../runtime/gateway/facts.ts'
import {
  deployApi,
  documentOf,
  proxyOperation,
  type TestRequest,
  type TestResponse,
  type TestWorld,
} from '../../../../support/data-plane.ts'
import { signedRequest } from '../../../../support/signed-request.ts'

const caching = (more: Partial<MethodSetting> = {}): MethodSetting => ({ ...DEFAULT_METHOD_SETTING, cachingEnabled: true, ...more })

function operation(integration: Record<string, unknown> = {}, extra: Record<string, unknown> = {}): Record<string, unknown> {
  const base = proxyOperation('f', extra)
  return { ...base, 'x-amazon-apigateway-integration': { ...(base['x-amazon-apigateway-integration'] as object), ...integration } }
}

const parameter = (name: string, location: string): object => ({
  name,
  in: location,
  required: location === 'path',
  schema: { type: 'string' },
})
const document = documentOf({
  '/plain': { get: operation(), post: operation(), head: operation() },
  '/other': { get: operation() },
  '/pets/{id}': {
    get: operation(
      { cacheKeyParameters: ['method.request.path.id', 'method.request.querystring.q', 'method.request.header.X-Lang'] },
      { parameters: [parameter('id', 'path'), parameter('q', 'query'), parameter('X-Lang', 'header')] },
    ),
  },
  '/loose/{id}': { get: operation({}, { parameters: [parameter('id', 'path')] }) },
  '/mapped': {
    get: operation(
      {
        requestParameters: { 'integration.request.querystring.z': 'method.request.querystring.q' },
        cacheKeyParameters: ['integration.request.querystring.z'],
      },
      { parameters: [parameter('q', 'query')] },
    ),
  },
  '/shared/a': { get: operation({ cacheNamespace: 'both' }) },
  '/shared/b': { get: operation({ cacheNamespace: 'both' }) },
})

/** An API whose function answers how often it was asked. */
function counted(world: TestWorld = {}, result: (asked: number) => unknown = (asked) => ({ body: String(asked) })) {
  let asked = 0
  const stage = { cacheClusterEnabled: true, methodSettings: { '*/*': caching() } }
  const api = deployApi(document, { stage, functions: { f: () => result(++asked) }, ...world })
  const bodies = async (requests: readonly TestRequest[]): Promise<string[]> => {
    const list: string[] = []
    for (const request of requests) list.push((await api.call(request)).body)
    return list
  }
  return { api, bodies }
}

const pet = (id: string, query = '', lang = 'en'): TestRequest => ({ path: `/pets/${id}`, query, headers: { 'X-Lang': lang } })

describe('a response', () => {
  it.each<[name: string, requests: readonly TestRequest[], want: string[]]>([
    ['comes from the cache the second time', [{ path: '/plain' }, { path: '/plain' }], ['1', '1']],
    ['is told apart by resource', [{ path: '/plain' }, { path: '/other' }, { path: '/plain' }], ['1', '2', '1']],
    [
      'of another verb than GET is not cached',
      [
        { path: '/plain', method: 'POST' },
        { path: '/plain', method: 'POST' },
      ],
      ['1', '2'],
    ],
    [
      'is told apart by path, query and header where they are keys',
      [pet('7'), pet('7'), pet('8'), pet('7', 'q=1'), pet('7', '', 'de'), pet('7')],
      ['1', '1', '2', '3', '4', '1'],
    ],
    [
      'is not told apart by what is no key',
      [{ path: '/loose/7' }, { path: '/loose/8' }, { path: '/loose/9', query: 'q=1' }],
      ['1', '1', '1'],
    ],
    [
      'is told apart by what is mapped',
      [
        { path: '/mapped', query: 'q=1' },
        { path: '/mapped', query: 'q=2' },
        { path: '/mapped', query: 'q=1' },
      ],
      ['1', '2', '1'],
    ],
    ['is shared by resources of one namespace', [{ path: '/shared/a' }, { path: '/shared/b' }], ['1', '1']],
  ])('%s', async (_, requests, want) => {
    expect(await counted().bodies(requests)).toEqual(want)
  })

  it.each<[name: string, world: TestWorld, want: string[]]>([
    ['without a cache cluster', { stage: { methodSettings: { '*/*': caching() } } }, ['1', '2']],
    ['where caching is off', { stage: { cacheClusterEnabled: true, methodSettings: { '*/*': DEFAULT_METHOD_SETTING } } }, ['1', '2']],
    [
      'with a time to live of 0',
      { stage: { cacheClusterEnabled: true, methodSettings: { '*/*': caching({ cacheTtlInSeconds: 0 }) } } },
      ['1', '2'],
    ],
    [
      'where the method has it off',
      { stage: { cacheClusterEnabled: true, methodSettings: { '*/*': caching(), 'plain/GET': DEFAULT_METHOD_SETTING } } },
      ['1', '2'],
    ],
    ['where the method alone has it on', { stage: { cacheClusterEnabled: true, methodSettings: { 'plain/GET': caching() } } }, ['1', '1']],
  ])('%s: %j', async (_, world, want) => {
    expect(await counted(world).bodies([{ path: '/plain' }, { path: '/plain' }])).toEqual(want)
  })

  it('of POST is cached where its own settings say so', async () => {
    const { bodies } = counted({ stage: { cacheClusterEnabled: true, methodSettings: { 'plain/POST': caching() } } })
    expect(await bodies([{ path: '/plain', method: 'POST' }, { path: '/plain', method: 'POST' }, { path: '/plain' }])).toEqual([
      '1',
      '1',
      '2',
    ])
  })

  it('lives as long as the settings say', async () => {
    let now = 0
    const stage = { cacheClusterEnabled: true, methodSettings: { '*/*': caching({ cacheTtlInSeconds: 5 }) } }
    const { bodies } = counted({ stage, now: () => now })
    await bodies([{ path: '/plain' }])
    now = 4999
    expect(await bodies([{ path: '/plain' }])).toEqual(['1'])
    now = 5000
    expect(await bodies([{ path: '/plain' }])).toEqual(['2'])
  })

  it.each<[name: string, result: unknown, again: number]>([
    ['an error', { statusCode: 500, body: 'no' }, 2],
    ['more than a megabyte', { body: 'x'.repeat(1_048_577) }, 2],
    ['a megabyte', { body: 'x'.repeat(1_048_576) }, 1],
  ])('%s: asked %j times', async (_, result, again) => {
    let last = 0
    const { bodies } = counted({}, (asked) => {
      last = asked
      return result
    })
    await bodies([{ path: '/plain' }, { path: '/plain' }])
    expect(last).toBe(again)
  })

  it('has ids of its own each time', async () => {
    const { api } = counted()
    const [first, second] = [await api.call({ path: '/plain' }), await api.call({ path: '/plain' })]
    expect(second.header('x-amzn-RequestId')).not.toBe(first.header('x-amzn-RequestId'))
    expect(second.header('Content-Type')).toBe('application/json')
  })

  it('is gone when the stage is flushed', async () => {
    const { api, bodies } = counted()
    await bodies([{ path: '/plain' }])
    api.caches.responses.flush(`${api.api.id}/dev`)
    expect(await bodies([{ path: '/plain' }])).toEqual(['2'])
  })

  it('of a canary is its own, unless it uses the cache of the stage', async () => {
    const canarySettings = (useStageCache: boolean) => ({ deploymentId: 'dep2', percentTraffic: 50, useStageCache })
    const settings = { cacheClusterEnabled: true, methodSettings: { '*/*': caching() } }
    let canary: 'canary' | 'production' = 'canary'
    for (const [useStageCache, want] of [
      [false, ['1', '2']],
      [true, ['1', '1']],
    ] as const) {
      const { bodies } = counted({ stage: { ...settings, canarySettings: canarySettings(useStageCache) }, canary: () => canary })
      canary = 'canary'
      const first = await bodies([{ path: '/plain' }])
      canary = 'production'
      expect([...first, ...(await bodies([{ path: '/plain' }]))]).toEqual(want)
    }
  })
})

describe('Cache-Control: max-age=0', () => {
  const fresh = { path: '/plain', headers: { 'Cache-Control': 'no-transform, max-age=0' } }
  const settingsOf = (more: Partial<MethodSetting>): TestWorld => ({
    stage: { cacheClusterEnabled: true, methodSettings: { '*/*': caching(more) } },
  })
  const warned = (answer: TestResponse): boolean => answer.header('Warning')?.startsWith('199 ') === true

  it('asks for a fresh answer, which replaces the old one, where no permission is needed', async () => {
    const { bodies } = counted(settingsOf({ requireAuthorizationForCacheControl: false }))
    expect(await bodies([{ path: '/plain' }, fresh, { path: '/plain' }])).toEqual(['1', '2', '2'])
  })

  it.each([
    ['SUCCEED_WITH_RESPONSE_HEADER', 200, '1', true],
    ['SUCCEED_WITHOUT_RESPONSE_HEADER', 200, '1', false],
  ] as const)('of somebody who has no permission: %s', async (unauthorizedCacheControlHeaderStrategy, status, body, warning) => {
    const { api } = counted(settingsOf({ unauthorizedCacheControlHeaderStrategy }))
    await api.call({ path: '/plain' })
    const answer = await api.call(fresh)
    expect([answer.status, answer.body, warned(answer)]).toEqual([status, body, warning])
  })

  it('of somebody who has no permission: FAIL_WITH_403', async () => {
    const { api } = counted(settingsOf({ unauthorizedCacheControlHeaderStrategy: 'FAIL_WITH_403' }))
    const answer = await api.call(fresh)
    expect([answer.status, answer.header('x-amzn-ErrorType')]).toEqual([403, 'AccessDeniedException'])
  })

  it.each([
    ['execute-api:*', '2'],
    ['execute-api:Invoke', '1'],
  ])('of a caller who may %s', async (Action, want) => {
    const now = Date.UTC(2026, 0, 1)
    let asked = 0
    const api = deployApi(documentOf({ '/a': { get: operation({}, { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } }) } }), {
      ...settingsOf({}),
      now,
      credentials: { AKID: { secretAccessKey: 's', policy: { Statement: [{ Effect: 'Allow', Action, Resource: '*' }] } } },
      functions: { f: () => ({ body: String(++asked) }) },
    })
    const request = await signedRequest({ method: 'GET', path: '/a', time: now, accessKeyId: 'AKID', secretAccessKey: 's' })
    await api.call(request)
    const headers = [...(request.headers as readonly (readonly [string, string])[]), ['Cache-Control', 'max-age=0'] as const]
    expect((await api.call({ ...request, headers })).body).toBe(want)
  })
})
