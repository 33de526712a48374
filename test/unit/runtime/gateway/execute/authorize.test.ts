import { describe, expect, it } from 'vitest'
import type { ApiKey, UsagePlan } from '../../../../../runtime/gateway/definition/rest-api.ts'
import { deployApi, documentOf, functionUri, mockOperation, proxyOperation, type TestRequest } from '../../../../support/data-plane.ts'
import { type Signing, signedRequest } from '../../../../support/signed-request.ts'
import { cognitoPool, encodePart } from '../../../../support/user-pool.ts'

function secured(
  scheme: Record<string, unknown>,
  scopes: readonly string[] = [],
  extra: Record<string, unknown> = {},
): Record<string, unknown> {
  return documentOf(
    {
      '/pets/{id}': {
        get: mockOperation(
          '{"who":"$context.authorizer.principalId","n":"$context.authorizer.n","email":"$context.authorizer.claims.email"}',
          { security: [{ auth: scopes }] },
        ),
      },
    },
    { components: { securitySchemes: { auth: scheme } }, ...extra },
  )
}

const lambdaScheme = (authorizer: Record<string, unknown>): Record<string, unknown> => ({
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authtype': 'custom',
  'x-amazon-apigateway-authorizer': { authorizerUri: functionUri('auth'), authorizerResultTtlInSeconds: 300, ...authorizer },
})

const policy = (effect: string, resource: unknown, action: unknown = 'execute-api:Invoke'): Record<string, unknown> => ({
  principalId: 'me',
  policyDocument: { Version: '2012-10-17', Statement: [{ Action: action, Effect: effect, Resource: resource }] },
})

const request: TestRequest = { path: '/pets/7', headers: { Authorization: 'token-1' } }

describe('a token authorizer', () => {
  const document = secured(lambdaScheme({ type: 'token', identityValidationExpression: '^token-\\d$' }))

  it('gives its function the token and the ARN of the method', async () => {
    const events: unknown[] = []
    const api = deployApi(document, {
      functions: {
        auth: (event) => {
          events.push(event)
          return { ...policy('Allow', '*'), context: { n: 5 } }
        },
      },
    })
    const answer = await api.call(request)
    expect([answer.status, answer.json]).toEqual([200, { who: 'me', n: '5', email: '' }])
    expect(events).toEqual([
      {
        type: 'TOKEN',
        authorizationToken: 'token-1',
        methodArn: `arn:aws:execute-api:us-east-1:000000000000:${api.api.id}/dev/GET/pets/7`,
      },
    ])
  })

  it.each<[name: string, headers: Record<string, string>]>([
    ['is missing', {}],
    ['is blank', { Authorization: ' ' }],
    ['does not match the expression', { Authorization: 'token-12' }],
  ])('is not asked when the token %s', async (_, headers) => {
    const api = deployApi(document, { functions: { auth: () => expect.fail('asked') } })
    const answer = await api.call({ ...request, headers })
    expect([answer.status, answer.header('x-amzn-ErrorType'), answer.json]).toEqual([
      401,
      'UnauthorizedException',
      { message: 'Unauthorized' },
    ])
  })

  const denied = 'User is not authorized to access this resource'
  const nothingAllows = 'because no identity-based policy allows the execute-api:Invoke action'
  it.each<[name: string, result: unknown, status: number, body: unknown]>([
    ['an explicit deny', policy('Deny', '*'), 403, { Message: `${denied} with an explicit deny in an identity-based policy` }],
    [
      'another method',
      policy('Allow', 'arn:aws:execute-api:us-east-1:000000000000:*/dev/POST/*'),
      403,
      { Message: `${denied} ${nothingAllows}` },
    ],
    ['another action', policy('Allow', '*', 's3:*'), 403, { Message: `${denied} ${nothingAllows}` }],
    ['wildcards', policy('Allow', ['arn:aws:execute-api:*:*:*/dev/GET/pets/?'], 'execute-api:*'), 200, undefined],
    ['no principal', { policyDocument: policy('Allow', '*').policyDocument }, 500, { message: null }],
    ['no policy', { principalId: 'me' }, 500, { message: null }],
    ['an object in its context', { ...policy('Allow', '*'), context: { list: [] } }, 500, { message: null }],
    ['nothing', null, 500, { message: null }],
  ])('answering %s', async (_, result, status, body) => {
    const answer = await deployApi(document, { functions: { auth: () => result } }).call(request)
    expect(answer.status).toBe(status)
    if (body !== undefined) expect(answer.json).toEqual(body)
    if (status === 500) expect(answer.header('x-amzn-ErrorType')).toBe('AuthorizerConfigurationException')
  })

  it.each<[message: string, status: number]>([
    ['Unauthorized', 401],
    ['unauthorized', 500],
  ])('failing with %s', async (message, status) => {
    const api = deployApi(document, {
      functions: {
        auth: () => {
          throw new Error(message)
        },
      },
    })
    expect((await api.call(request)).status).toBe(status)
  })
})

describe('a request authorizer', () => {
  const scheme = (
    ttl: number,
    identitySource = 'method.request.header.Authorization, method.request.querystring.q',
  ): Record<string, unknown> => lambdaScheme({ type: 'request', identitySource, authorizerResultTtlInSeconds: ttl })

  it('sees the request without its body', async () => {
    const events: Record<string, unknown>[] = []
    const api = deployApi(secured(scheme(300)), {
      functions: {
        auth: (event: Record<string, unknown>) => {
          events.push(event)
          return policy('Allow', '*')
        },
      },
    })
    expect((await api.call({ ...request, query: 'q=1' })).status).toBe(200)
    expect(events[0]).toMatchObject({
      type: 'REQUEST',
      resource: '/pets/{id}',
      path: '/pets/7',
      httpMethod: 'GET',
      pathParameters: { id: '7' },
      queryStringParameters: { q: '1' },
    })
    expect(events[0]).not.toHaveProperty('body')
  })

  it.each([300, 0])('is not asked with a time to live of %i where an identity source is missing', async (ttl) => {
    let asked = 0
    const auth = (): unknown => {
      asked++
      return policy('Allow', '*')
    }
    expect((await deployApi(secured(scheme(ttl)), { functions: { auth } }).call(request)).status).toBe(401)
    expect(asked).toBe(0)
    expect((await deployApi(secured(scheme(0, '')), { functions: { auth } }).call(request)).status).toBe(200)
    expect(asked).toBe(1)
  })
})

describe('a Cognito user pool', () => {
  const { scheme, keySets, now, claims, token } = cognitoPool()
  const call = (authorization: string, scopes: readonly string[] = [], keys: object = keySets) =>
    deployApi(secured(scheme, scopes), { keySets: keys as typeof keySets, now }).call({
      path: '/pets/7',
      headers: { Authorization: authorization },
    })

  it.each<[name: string, authorization: string, scopes: readonly string[], status: number]>([
    ['an ID token', token(claims), [], 200],
    ['with Bearer', `Bearer ${token(claims)}`, [], 200],
    ['expired', token({ ...claims, exp: now / 1000 - 1 }), [], 401],
    ['another issuer', token({ ...claims, iss: 'https://evil.example' }), [], 401],
    ['another key', token(claims, { alg: 'RS256', kid: 'k2' }), [], 401],
    ['no algorithm', `${encodePart({ alg: 'none', kid: 'k1' })}.${encodePart(claims)}.`, [], 401],
    ['a symmetric algorithm', token(claims, { alg: 'HS256', kid: 'k1' }), [], 401],
    ['changed after signing', token(claims).replace(/\.[^.]+\./, `.${encodePart({ ...claims, sub: 'you' })}.`), [], 401],
    ['no token at all', 'rubbish', [], 401],
    ['an access token without scopes wanted', token({ ...claims, token_use: 'access' }), [], 401],
    ['an access token with the scope', token({ ...claims, token_use: 'access', scope: 'a/read a/write' }), ['a/write'], 200],
    ['an access token without it', token({ ...claims, token_use: 'access', scope: 'a/read' }), ['a/write'], 401],
    ['an ID token where scopes are wanted', token(claims), ['a/write'], 401],
  ])('%s', async (_, authorization, scopes, status) => {
    const answer = await call(authorization, scopes)
    expect(answer.status).toBe(status)
    if (status === 200) expect(answer.json).toMatchObject({ email: 'me@example.com' })
  })

  it.each<[name: string, expression: string, claims: object, scopes: readonly string[], status: number]>([
    ['an ID token by its audience', '^client-\\d$', {}, [], 200],
    ['another client', '^client-2$', {}, [], 401],
    ['an access token by its client', 'client-1', { token_use: 'access', scope: 's', aud: undefined, client_id: 'client-1' }, ['s'], 200],
    ['an access token of another client', 'client-1', { token_use: 'access', scope: 's', aud: undefined, client_id: 'x' }, ['s'], 401],
  ])('with a validation expression takes %s', async (_, identityValidationExpression, more, scopes, status) => {
    const pool = cognitoPool({ identityValidationExpression })
    const api = deployApi(secured(pool.scheme, scopes), { keySets: pool.keySets, now: pool.now })
    expect((await api.call({ path: '/pets/7', headers: { Authorization: pool.token(more) } })).status).toBe(status)
  })

  it('tells that a token has expired', async () => {
    const answer = await call(token({ exp: now / 1000 - 1 }))
    expect([answer.json, answer.header('x-amzn-ErrorType')]).toEqual([
      { message: 'The incoming token has expired' },
      'UnauthorizedException',
    ])
  })

  it('verifies a signature once, and everything else each time', async () => {
    const pool = cognitoPool()
    let verified = 0
    const keySets = Object.fromEntries(
      Object.entries(pool.keySets).map(([arn, { keys }]) => [
        arn,
        {
          get keys() {
            verified += 1
            return keys
          },
        },
      ]),
    )
    let time = pool.now
    const api = deployApi(secured(pool.scheme), { keySets, now: () => time })
    const status = async (authorization: string): Promise<number> =>
      (await api.call({ path: '/pets/7', headers: { Authorization: authorization } })).status
    const good = pool.token({})
    expect([await status(good), await status(good), verified]).toEqual([200, 200, 1])
    // The claims of one, the signature of the other.
    const other = pool.token({ sub: 'you' })
    expect([await status(`${other.slice(0, other.lastIndexOf('.'))}${good.slice(good.lastIndexOf('.'))}`), verified]).toEqual([401, 2])
    time += 61_000
    expect(await status(good)).toBe(401)
  })

  it('says what is missing where no keys are configured', async () => {
    const api = deployApi(secured(scheme), { now })
    expect((await api.call({ path: '/pets/7', headers: { Authorization: token(claims) } })).status).toBe(500)
    expect(api.logs.join()).toContain('No key set is configured')
  })
})

describe('AWS_IAM', () => {
  const document = documentOf({
    '/pets/{id}': { post: mockOperation('{"key":"$context.identity.accessKey"}', { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } }) },
  })
  const now = Date.UTC(2026, 0, 1, 12)
  const api = deployApi(document, { credentials: { AKID: { secretAccessKey: 'secret' } }, now })

  const signed = (change: Partial<Signing> & { readonly sent?: string } = {}): Promise<TestRequest> =>
    signedRequest({
      method: 'POST',
      path: '/pets/a%20b',
      query: 'q=1',
      body: '{}',
      time: now,
      accessKeyId: 'AKID',
      secretAccessKey: 'secret',
      ...change,
    }).then((request) => ({ ...request, body: change.sent ?? '{}' }))

  it('takes a signature that fits', async () => {
    const answer = await api.call(await signed())
    expect([answer.status, answer.json]).toEqual([200, { key: 'AKID' }])
  })

  it.each<[name: string, change: Parameters<typeof signed>[0], errorType: string]>([
    ['another secret', { secretAccessKey: 'other' }, 'InvalidSignatureException'],
    ['another body', { sent: '{"a":1}' }, 'InvalidSignatureException'],
    ['an old time', { time: now - 600_000 }, 'InvalidSignatureException'],
    ['a time to come', { time: now + 600_000 }, 'InvalidSignatureException'],
    ['another service', { service: 's3' }, 'InvalidSignatureException'],
    ['an unknown key', { accessKeyId: 'constructor' }, 'UnrecognizedClientException'],
  ])('refuses %s', async (_, change, errorType) => {
    const answer = await api.call(await signed(change))
    expect([answer.status, answer.header('x-amzn-ErrorType')]).toEqual([403, errorType])
  })

  it.each<[name: string, headers: Record<string, string>, errorType: string]>([
    ['no signature', {}, 'MissingAuthenticationTokenException'],
    ['another scheme', { Authorization: 'Bearer x' }, 'IncompleteSignatureException'],
  ])('refuses %s', async (_, headers, errorType) => {
    const answer = await api.call({ method: 'POST', path: '/pets/7', headers })
    expect([answer.status, answer.header('x-amzn-ErrorType')]).toEqual([403, errorType])
  })
})

describe('API keys', () => {
  const key: ApiKey = {
    id: 'key1',
    value: 'a-value-of-twenty-characters',
    enabled: true,
    createdDate: 0,
    lastUpdatedDate: 0,
    stageKeys: [],
  }
  const plan: UsagePlan = { id: 'plan1', name: 'plan', apiStages: [{ apiId: '', stage: 'dev' }], keyIds: ['key1'] }
  const document = secured({ type: 'apiKey', name: 'x-api-key', in: 'header' })

  it.each<[name: string, headers: Record<string, string>, keys: readonly ApiKey[], plans: readonly UsagePlan[], status: number]>([
    ['is in a plan', { 'X-API-Key': key.value }, [key], [plan], 200],
    ['is missing', {}, [key], [plan], 403],
    ['is unknown', { 'x-api-key': 'another' }, [key], [plan], 403],
    ['is disabled', { 'x-api-key': key.value }, [{ ...key, enabled: false }], [plan], 403],
    ['is in no plan', { 'x-api-key': key.value }, [key], [], 403],
    ['is in a plan for another stage', { 'x-api-key': key.value }, [key], [{ ...plan, apiStages: [{ apiId: '', stage: 'prod' }] }], 403],
  ])('that %s', async (_, headers, apiKeys, usagePlans, status) => {
    const answer = await deployApi(document, { apiKeys, usagePlans }).call({ path: '/pets/7', headers })
    expect(answer.status).toBe(status)
    if (status === 403) expect([answer.json, answer.header('x-amzn-ErrorType')]).toEqual([{ message: 'Forbidden' }, 'ForbiddenException'])
  })

  it('come from the authorizer where the API says so', async () => {
    const both = documentOf(
      { '/a': { get: proxyOperation('f', { security: [{ auth: [], key: [] }] }) } },
      {
        'x-amazon-apigateway-api-key-source': 'AUTHORIZER',
        components: {
          securitySchemes: { auth: lambdaScheme({ type: 'token' }), key: { type: 'apiKey', name: 'x-api-key', in: 'header' } },
        },
      },
    )
    const api = deployApi(both, {
      apiKeys: [key],
      usagePlans: [plan],
      functions: {
        auth: () => ({ ...policy('Allow', '*'), usageIdentifierKey: key.value }),
        f: ({ requestContext }: { requestContext: unknown }) => ({ body: JSON.stringify(requestContext) }),
      },
    })
    expect((await api.call({ path: '/a', headers: { Authorization: 'x' } })).json).toMatchObject({
      identity: { apiKey: key.value, apiKeyId: 'key1' },
      authorizer: { principalId: 'me' },
    })
  })
})
