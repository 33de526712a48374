import { APIGatewayClient, GetAuthorizersCommand, ImportRestApiCommand, TestInvokeAuthorizerCommand } from '@aws-sdk/client-api-gateway'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGateway, type Gateway, type Listener } from '../../../../../runtime/gateway/index.ts'
import { documentOf, functionUri } from '../../../../support/data-plane.ts'
import { cognitoPool } from '../../../../support/user-pool.ts'

const pool = cognitoPool()
const scheme = (type: string, authorizer: object): object => ({
  type: 'apiKey',
  name: type === 'token' ? 'Authorization' : 'Unused',
  in: 'header',
  'x-amazon-apigateway-authtype': 'custom',
  'x-amazon-apigateway-authorizer': { type, ...authorizer },
})
const document = documentOf(
  {},
  {
    components: {
      securitySchemes: {
        token: scheme('token', { authorizerUri: functionUri('deny') }),
        request: scheme('request', { authorizerUri: functionUri('echo'), identitySource: 'method.request.header.Hash' }),
        broken: scheme('token', { authorizerUri: functionUri('broken') }),
        gone: scheme('token', { authorizerUri: functionUri('gone') }),
        pool: pool.scheme,
      },
    },
  },
)
const policy = (Effect: string): object => ({ Statement: [{ Effect, Action: 'execute-api:Invoke', Resource: '*' }] })

describe('TestInvokeAuthorizer', () => {
  let gateway: Gateway
  let listener: Listener
  let client: APIGatewayClient
  let restApiId = ''
  let ids: Readonly<Record<string, string>> = {}
  beforeAll(async () => {
    gateway = await createGateway({
      clock: () => pool.now,
      keySets: pool.keySets,
      functions: {
        deny: { kind: 'inline', handler: () => ({ principalId: 'somebody', policyDocument: policy('Deny') }) },
        echo: { kind: 'inline', handler: (event) => ({ principalId: JSON.stringify(event), policyDocument: policy('Allow') }) },
        broken: { kind: 'inline', handler: () => null },
      },
    })
    listener = await gateway.listen({ port: 0 })
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
    client = new APIGatewayClient({ endpoint: listener.url, region: 'us-east-1', credentials })
    const body = new TextEncoder().encode(JSON.stringify(document))
    restApiId = String((await client.send(new ImportRestApiCommand({ body }))).id)
    const { items = [] } = await client.send(new GetAuthorizersCommand({ restApiId }))
    ids = Object.fromEntries(items.map(({ name, id }) => [name, String(id)]))
  })
  afterAll(() => gateway.close())

  const test = (name: string, headers: Record<string, string>, more: object = {}) =>
    client.send(new TestInvokeAuthorizerCommand({ restApiId, authorizerId: ids[name], headers, ...more }))

  /** The lines without their dates, with names for ids. */
  const linesOf = (log = ''): string[] => {
    const [, request = ''] = /^Execution log for request (\S+)/.exec(log) ?? []
    let text = log.replaceAll(request, 'REQUEST').replaceAll(restApiId, 'API')
    for (const [name, id] of Object.entries(ids)) text = text.replaceAll(id, name.toUpperCase())
    return text
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/^\w{3} \w{3} \d\d [\d:]{8} UTC \d{4} : /, ''))
  }

  it('answers the policy, whatever it says, and logs what the function was asked', async () => {
    const answer = await test('token', { Authorization: 'Bearer abcdef' })
    expect(answer).toMatchObject({ clientStatus: 0, principalId: 'somebody', latency: 0 })
    expect(JSON.parse(String(answer.policy))).toEqual(policy('Deny'))
    const uri =
      'https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:deny/invocations'
    expect(linesOf(answer.log)).toEqual([
      'Execution log for request REQUEST',
      'Starting authorizer: TOKEN for request: REQUEST',
      'Incoming identity: *******abcdef',
      `Endpoint request URI: ${uri}`,
      'Endpoint request headers: {x-amzn-apigateway-api-id=API, X-Amz-Source-Arn=arn:aws:execute-api:us-east-1:000000000000:API/authorizers/TOKEN, Accept=application/json, User-Agent=AmazonAPIGateway_API}',
      'Endpoint request body after transformations: {"type":"TOKEN","methodArn":"arn:aws:execute-api:us-east-1:000000000000:API/ESTestInvoke-stage/GET/","authorizationToken":"Bearer abcdef"}',
      `Sending request to ${uri}`,
      `Authorizer result body before parsing: ${JSON.stringify({ principalId: 'somebody', policyDocument: policy('Deny') })}`,
      'Using valid authorizer policy for principal: ****body',
      'Successfully completed authorizer execution',
    ])
  })

  it('sends a request as it would be made', async () => {
    const answer = await test('request', { Hash: '0123456789' }, { pathWithQueryString: '/pets?page=2', stageVariables: { color: 'blue' } })
    expect(JSON.parse(String(answer.principalId))).toMatchObject({
      type: 'REQUEST',
      resource: '/',
      path: '/pets',
      httpMethod: 'GET',
      headers: { Hash: '0123456789' },
      queryStringParameters: { page: '2' },
      stageVariables: { color: 'blue' },
      requestContext: { resourceId: 'test-invoke-resource-id', stage: 'test-invoke-stage', domainPrefix: 'testPrefix' },
    })
    expect(linesOf(answer.log)).toContain('Incoming identity: {method.request.header.Hash=*****56789}')
  })

  it.each<[name: string, authorizer: string, headers: Record<string, string>, status: number, last: readonly string[]]>([
    ['a token that is missing', 'token', {}, 401, ['Unauthorized request: REQUEST', 'Unauthorized']],
    [
      'an answer that is none',
      'broken',
      { Authorization: 'x' },
      500,
      ['Execution failed due to configuration error: the authorizer broken: its answer is no object', 'AuthorizerConfigurationException'],
    ],
    [
      'a function that is not there',
      'gone',
      { Authorization: 'x' },
      500,
      [
        'Execution failed due to configuration error: the authorizer gone: The function "gone" was never deployed to this gateway, and the project that started it gave none of that name',
        'AuthorizerConfigurationException',
      ],
    ],
    ['a token that is none of the pool', 'pool', { Authorization: 'x' }, 401, ['Unauthorized request: REQUEST', 'Unauthorized']],
  ])('says what clients would get for %s', async (_, authorizer, headers, status, last) => {
    const answer = await test(authorizer, headers)
    expect([answer.clientStatus, linesOf(answer.log).slice(-2)]).toEqual([status, last])
    expect(answer).not.toHaveProperty('policy')
  })

  it('answers the claims of a user pool', async () => {
    const { clientStatus, claims } = await test('pool', { Authorization: pool.token({}) })
    expect([clientStatus, claims]).toMatchObject([0, { sub: 'me', email: 'me@example.com' }])
  })

  it('misses authorizers that are not there', async () => {
    await expect(client.send(new TestInvokeAuthorizerCommand({ restApiId, authorizerId: 'nope' }))).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Invalid Authorizer identifier specified',
    })
  })
})
