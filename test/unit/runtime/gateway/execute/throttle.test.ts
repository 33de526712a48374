import { describe, expect, it } from 'vitest'
import type { ApiKey, MethodSetting, UsagePlan } from '../../../../../runtime/gateway/definition/rest-api.ts'
import { createTokenBuckets } from '../../../../../runtime/gateway/execute/token-buckets.ts'
import { DEFAULT_METHOD_SETTING } from '../../../../../runtime/gateway/facts.ts'
import { deployApi, documentOf, mockOperation, type TestWorld } from '../../../../support/data-plane.ts'

describe('token buckets', () => {
  const limit = { rate: 2, burst: 3 }

  it('let the burst through, then the rate', () => {
    const buckets = createTokenBuckets()
    const take = (now: number): boolean => buckets.take([{ key: 'a', limit }], now) === undefined
    expect([0, 0, 0, 0].map(take)).toEqual([true, true, true, false])
    expect([400, 500, 600].map(take)).toEqual([false, true, false])
    // Never more than the burst, however long nobody came.
    expect([60_000, 60_000, 60_000, 60_000].map(take)).toEqual([true, true, true, false])
  })

  it('take from all or from none', () => {
    const buckets = createTokenBuckets()
    const [wide, narrow] = [
      { key: 'wide', limit: { rate: 1, burst: 2 } },
      { key: 'narrow', limit: { rate: 1, burst: 1 } },
    ]
    expect([buckets.take([wide, narrow], 0), buckets.take([wide, narrow], 0)]).toEqual([undefined, narrow])
    expect([buckets.take([wide], 0), buckets.take([wide], 0)]).toEqual([undefined, wide])
  })

  it('do not run backwards with the clock', () => {
    const buckets = createTokenBuckets()
    const demand = { key: 'a', limit: { rate: 1, burst: 1 } }
    expect([buckets.take([demand], 5000), buckets.take([demand], 0)]).toEqual([undefined, demand])
  })
})

const key: ApiKey = { id: 'key1', value: 'a-value-of-twenty-characters', enabled: true, createdDate: 0, lastUpdatedDate: 0, stageKeys: [] }
const other: ApiKey = { ...key, id: 'key2', value: 'b-value-of-twenty-characters' }
const plan: UsagePlan = { id: 'plan1', name: 'plan', apiStages: [{ apiId: '', stage: 'dev' }], keyIds: ['key1', 'key2'] }
const setting = (rate: number, burst: number): MethodSetting => ({
  ...DEFAULT_METHOD_SETTING,
  throttlingRateLimit: rate,
  throttlingBurstLimit: burst,
})

const keyed = { security: [{ key: [] }] }
const document = documentOf(
  { '/pets': { get: mockOperation('{}', keyed), post: mockOperation('{}', keyed) }, '/pets/{id}': { get: mockOperation('{}', keyed) } },
  { components: { securitySchemes: { key: { type: 'apiKey', name: 'x-api-key', in: 'header' } } } },
)
const open = documentOf({
  '/pets': { get: mockOperation('{}'), 'x-amazon-apigateway-any-method': mockOperation('{}') },
  '/pets/{id}': { get: mockOperation('{}') },
})

/** The answers to some requests, one after the other at one moment. */
async function statuses(given: unknown, world: TestWorld, requests: readonly string[]): Promise<number[]> {
  const api = deployApi(given, { apiKeys: [key, other], ...world })
  const answers: number[] = []
  for (const request of requests) {
    const [method = '', path = '', value = 'a'] = request.split(' ')
    const answer = await api.call({ method, path, headers: { 'x-api-key': `${value}-value-of-twenty-characters` } })
    answers.push(answer.status)
  }
  return answers
}

describe('throttling', () => {
  it('answers 429 Too Many Requests', async () => {
    const api = deployApi(open, { stage: { methodSettings: { '*/*': setting(1, 1) } } })
    await api.call({ path: '/pets' })
    const answer = await api.call({ path: '/pets' })
    expect([answer.status, answer.json, answer.header('x-amzn-ErrorType')]).toEqual([
      429,
      { message: 'Too Many Requests' },
      'TooManyRequestsException',
    ])
    expect(api.logs.at(-1)).toContain('More than 1 requests a second, bursts of 1, for GET')
  })

  it('of a key is logged in the words of API Gateway, and its usage plan is not said to have been passed', async () => {
    const api = deployApi(document, {
      usagePlans: [{ ...plan, throttle: { rateLimit: 1, burstLimit: 1 } }],
      apiKeys: [key],
      stage: { methodSettings: { '*/*': { ...setting(-1, -1), loggingLevel: 'INFO' } } },
    })
    const request = { path: '/pets', headers: { 'x-api-key': key.value } }
    expect([(await api.call(request)).status, (await api.call(request)).status]).toEqual([200, 429])
    const lines = (text: string): number => api.written.filter((line) => line.includes(text)).length
    expect(lines('Key throttle limit exceeded for RestApi')).toBe(1)
    expect(api.written.join('\n')).toMatch(/, Stage dev, Resource \w+, HttpMethod GET\. Limit: 1\.00 Burst: 1$/m)
    expect([lines('Verifying Usage Plan'), lines('Usage Plan check succeeded for API Key **********acters and')]).toEqual([2, 1])
  })

  it('is customized as THROTTLED', async () => {
    const responses = {
      THROTTLED: {
        statusCode: '503',
        responseParameters: { 'gatewayresponse.header.Retry-After': "'1'" },
        responseTemplates: { 'text/plain': 'later' },
      },
    }
    const api = deployApi(
      { ...open, 'x-amazon-apigateway-gateway-responses': responses },
      { stage: { methodSettings: { '*/*': setting(0, 0) } } },
    )
    const answer = await api.call({ path: '/pets' })
    expect([answer.status, answer.body, answer.header('Retry-After')]).toEqual([503, 'later', '1'])
  })

  it.each<[name: string, given: unknown, world: TestWorld, requests: string[], want: number[]]>([
    [
      'by the settings of all methods: each method for itself',
      open,
      { stage: { methodSettings: { '*/*': setting(1, 1) } } },
      ['GET /pets', 'GET /pets', 'POST /pets', 'PUT /pets', 'GET /pets/7', 'GET /pets/8'],
      [200, 429, 200, 429, 200, 429],
    ],
    [
      "by a method's own settings, before those of all",
      open,
      { stage: { methodSettings: { '*/*': setting(1, 1), 'pets~1{id}/GET': setting(1, 2) } } },
      ['GET /pets/7', 'GET /pets/7', 'GET /pets/7', 'GET /pets', 'GET /pets'],
      [200, 200, 429, 200, 429],
    ],
    ['a rate of nothing lets nothing through', open, { stage: { methodSettings: { 'pets/GET': setting(0, 0) } } }, ['GET /pets'], [429]],
    [
      'a negative rate is no limit',
      open,
      { stage: { methodSettings: { '*/*': setting(-1, -1) } } },
      ['GET /pets', 'GET /pets'],
      [200, 200],
    ],
    [
      'by the usage plan: each key for itself, all methods together',
      document,
      { usagePlans: [{ ...plan, throttle: { rateLimit: 1, burstLimit: 2 } }] },
      ['GET /pets', 'POST /pets', 'GET /pets/7', 'GET /pets b'],
      [200, 200, 429, 200],
    ],
    [
      'by the usage plan: one method',
      document,
      {
        usagePlans: [
          { ...plan, apiStages: [{ apiId: '', stage: 'dev', throttle: { '/pets/{id}/GET': { rateLimit: 1, burstLimit: 1 } } }] },
        ],
      },
      ['GET /pets/7', 'GET /pets/7', 'GET /pets', 'GET /pets', 'GET /pets/7 b'],
      [200, 429, 200, 200, 200],
    ],
    [
      'by the stage, although the plan allows more',
      document,
      {
        usagePlans: [{ ...plan, throttle: { rateLimit: 100, burstLimit: 100 } }],
        stage: { methodSettings: { 'pets/GET': setting(1, 1) } },
      },
      ['GET /pets', 'GET /pets'],
      [200, 429],
    ],
  ])('%s', async (_, given, world, requests, want) => {
    expect(await statuses(given, world, requests)).toEqual(want)
  })

  it('by the account: a burst of 5000', { timeout: 60_000 }, async () => {
    // Refused by the validator, which comes after: nothing is rendered five thousand times.
    const parameters = [{ name: 'q', in: 'query', required: true, schema: { type: 'string' } }]
    const refusing = documentOf(
      { '/pets': { get: mockOperation('{}', { 'x-amazon-apigateway-request-validator': 'all', parameters }) } },
      { 'x-amazon-apigateway-request-validators': { all: { validateRequestParameters: true, validateRequestBody: true } } },
    )
    const answers = await statuses(refusing, {}, new Array<string>(5001).fill('GET /pets'))
    expect([answers.indexOf(429), new Set(answers)]).toEqual([5000, new Set([400, 429])])
  })

  it('comes after the API key and before validation', async () => {
    const validated = documentOf(
      {
        '/pets': {
          get: mockOperation('{}', {
            ...keyed,
            'x-amazon-apigateway-request-validator': 'all',
            parameters: [{ name: 'q', in: 'query', required: true, schema: { type: 'string' } }],
          }),
        },
      },
      {
        'x-amazon-apigateway-request-validators': { all: { validateRequestParameters: true, validateRequestBody: true } },
        components: { securitySchemes: { key: { type: 'apiKey', name: 'x-api-key', in: 'header' } } },
      },
    )
    const world = { usagePlans: [plan], stage: { methodSettings: { '*/*': setting(1, 1) } } }
    expect(await statuses(validated, world, ['GET /pets c', 'GET /pets', 'GET /pets'])).toEqual([403, 400, 429])
  })
})

describe('a quota', () => {
  const day = 86_400_000
  const friday = Date.UTC(2026, 0, 30, 12)

  it('answers 429 Limit Exceeded when it is used up, and again in the next period', async () => {
    let now = friday
    const api = deployApi(document, {
      apiKeys: [key, other],
      usagePlans: [{ ...plan, quota: { limit: 2, offset: 0, period: 'DAY' } }],
      now: () => now,
    })
    const call = (value: string) => api.call({ path: '/pets', headers: { 'x-api-key': value } })
    expect([(await call(key.value)).status, (await call(key.value)).status]).toEqual([200, 200])
    const refused = await call(key.value)
    expect([refused.status, refused.json, refused.header('x-amzn-ErrorType')]).toEqual([
      429,
      { message: 'Limit Exceeded' },
      'LimitExceededException',
    ])
    expect((await call(other.value)).status).toBe(200)
    now += day
    expect((await call(key.value)).status).toBe(200)
  })

  it('does not count what was throttled', async () => {
    const world = {
      usagePlans: [{ ...plan, quota: { limit: 2, offset: 0, period: 'MONTH' as const } }],
      stage: { methodSettings: { 'pets/GET': setting(1, 1) } },
    }
    expect(await statuses(document, world, ['GET /pets', 'GET /pets', 'POST /pets', 'POST /pets'])).toEqual([200, 429, 200, 429])
  })

  it('does not count methods that want no key', async () => {
    const world = { usagePlans: [{ ...plan, quota: { limit: 0, offset: 0, period: 'DAY' as const } }] }
    expect(await statuses(open, world, ['GET /pets', 'GET /pets'])).toEqual([200, 200])
  })
})
