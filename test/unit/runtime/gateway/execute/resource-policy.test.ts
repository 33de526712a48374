import { describe, expect, it } from 'vitest'
import type { Credential } from '../../../../../runtime/gateway/execute/ports.ts'
import { deployApi, documentOf, functionUri, mockOperation, type TestRequest, type TestWorld } from '../../../../support/data-plane.ts'
import { signedRequest } from '../../../../support/signed-request.ts'
import { cognitoPool } from '../../../../support/user-pool.ts'

const statement = (effect: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  Effect: effect,
  Principal: '*',
  Action: 'execute-api:Invoke',
  Resource: 'execute-api:/*',
  ...more,
})
const allow = statement('Allow')
const deny = statement('Deny')
const elsewhere = statement('Allow', { Resource: 'execute-api:/*/POST/*' })

function withPolicy(
  statements: readonly unknown[] | undefined,
  operation: Record<string, unknown>,
  schemes: Record<string, unknown> = {},
): unknown {
  return documentOf(
    { '/pets': { get: mockOperation('{}', operation) } },
    {
      ...(statements && { 'x-amazon-apigateway-policy': { Version: '2012-10-17', Statement: statements } }),
      components: { securitySchemes: schemes },
    },
  )
}

const masked = (id: string): string => `arn:aws:execute-api:us-east-1:********0000:${id}/dev/GET/pets`

describe('a resource policy alone', () => {
  it.each<[name: string, statements: readonly unknown[], world: TestWorld, status: number]>([
    ['allows', [allow], {}, 200],
    ['says nothing', [elsewhere], {}, 403],
    ['denies', [allow, deny], {}, 403],
    [
      'allows a range of addresses',
      [statement('Allow', { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } })],
      { sourceIp: '10.1.1.1' },
      200,
    ],
    [
      'does not allow others',
      [statement('Allow', { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } })],
      { sourceIp: '11.1.1.1' },
      403,
    ],
    ['denies all other addresses', [allow, statement('Deny', { Condition: { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } })], {}, 403],
    [
      'denies what comes from no endpoint',
      [allow, statement('Deny', { Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } })],
      {},
      403,
    ],
  ])('%s', async (_, statements, world, status) => {
    expect((await deployApi(withPolicy(statements, {}), world).call({ path: '/pets' })).status).toBe(status)
  })

  it.each<[name: string, statements: readonly unknown[], end: string]>([
    ['nothing allows', [elsewhere], ' because no resource-based policy allows the execute-api:Invoke action'],
    ['something denies', [allow, deny], ' with an explicit deny in a resource-based policy'],
  ])('says whom it refuses what when %s', async (_, statements, end) => {
    const api = deployApi(withPolicy(statements, {}))
    const answer = await api.call({ path: '/pets' })
    expect([answer.header('x-amzn-ErrorType'), answer.json]).toEqual([
      'AccessDeniedException',
      { Message: `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${masked(api.api.id)}${end}` },
    ])
  })

  it('denies paths that are not there, too', async () => {
    expect((await deployApi(withPolicy([allow, deny], {})).call({ path: '/nope' })).header('x-amzn-ErrorType')).toBe(
      'AccessDeniedException',
    )
    expect((await deployApi(withPolicy([elsewhere], {})).call({ path: '/nope' })).header('x-amzn-ErrorType')).toBe(
      'MissingAuthenticationTokenException',
    )
  })
})

describe('with a Lambda authorizer, either may allow and both may deny', () => {
  const scheme = {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: functionUri('auth') },
  }
  it.each<[ofApi: string, statements: readonly unknown[], ofAuthorizer: string, status: number, asked: number]>([
    ['allows', [allow], 'allows', 200, 1],
    ['allows', [allow], 'says nothing', 200, 1],
    ['allows', [allow], 'denies', 403, 1],
    ['says nothing', [elsewhere], 'allows', 200, 1],
    ['says nothing', [elsewhere], 'says nothing', 403, 1],
    ['says nothing', [elsewhere], 'denies', 403, 1],
    ['denies', [deny], 'allows', 403, 0],
  ])('the API %s %o, the authorizer %s: %i', async (_, statements, ofAuthorizer, status, asked) => {
    const answers: Record<string, object> = {
      allows: { Effect: 'Allow', Action: '*', Resource: '*' },
      denies: { Effect: 'Deny', Action: '*', Resource: '*' },
      'says nothing': { Effect: 'Allow', Action: 's3:*', Resource: '*' },
    }
    let count = 0
    const auth = () => {
      count += 1
      return { principalId: 'me', policyDocument: { Statement: [answers[ofAuthorizer]] } }
    }
    const api = deployApi(withPolicy(statements, { security: [{ auth: [] }] }, { auth: scheme }), { functions: { auth } })
    const answer = await api.call({ path: '/pets', headers: { Authorization: 'a' } })
    expect([answer.status, count]).toEqual([status, asked])
  })
})

describe('with a Cognito user pool, the policy has to allow', () => {
  const pool = cognitoPool()
  it.each<[name: string, statements: readonly unknown[] | undefined, authorization: string, status: number]>([
    ['allows', [allow], pool.token({}), 200],
    ['says nothing', [elsewhere], pool.token({}), 403],
    ['denies', [deny], pool.token({}), 403],
    ['is not there', undefined, pool.token({}), 200],
    ['denies, and the token is none', [deny], 'rubbish', 401],
  ])('%s', async (_, statements, authorization, status) => {
    const document = withPolicy(statements, { security: [{ auth: [] }] }, { auth: pool.scheme })
    const api = deployApi(document, { keySets: pool.keySets, now: pool.now })
    expect((await api.call({ path: '/pets', headers: { Authorization: authorization } })).status).toBe(status)
  })
})

describe('with AWS_IAM', () => {
  const now = Date.UTC(2026, 0, 1, 12)
  const policyOf = (effect: string, resource = '*'): unknown => ({
    Version: '2012-10-17',
    Statement: [{ Effect: effect, Action: 'execute-api:Invoke', Resource: resource }],
  })
  const own = (policy?: unknown): Credential => ({ secretAccessKey: 'secret', arn: 'arn:aws:iam::000000000000:user/ann', policy })
  const foreign = (policy?: unknown): Credential => ({ secretAccessKey: 'secret', arn: 'arn:aws:iam::111111111111:user/eve', policy })
  const request: Promise<TestRequest> = signedRequest({
    method: 'GET',
    path: '/pets',
    time: now,
    accessKeyId: 'AKID',
    secretAccessKey: 'secret',
  })

  it.each<[name: string, statements: readonly unknown[] | undefined, credential: Credential, status: number]>([
    ['the caller of the same account may, no policy', undefined, own(policyOf('Allow')), 200],
    ['a key without a policy may', undefined, own(), 200],
    ['the caller may not, no policy', undefined, own(policyOf('Allow', 'arn:aws:execute-api:*:*:*/dev/POST/*')), 403],
    ['the caller may not, the API allows', [allow], own(policyOf('Allow', 'other')), 200],
    ['the caller may, the API says nothing', [elsewhere], own(policyOf('Allow')), 200],
    ['neither says anything', [elsewhere], own(policyOf('Allow', 'other')), 403],
    ['the caller is denied, the API allows', [allow], own(policyOf('Deny')), 403],
    ['the caller may, the API denies', [deny], own(policyOf('Allow')), 403],
    [
      'the API allows him by name',
      [statement('Allow', { Principal: { AWS: 'arn:aws:iam::000000000000:user/ann' } })],
      own(policyOf('Allow', 'other')),
      200,
    ],
    ['of another account: both allow', [allow], foreign(policyOf('Allow')), 200],
    ['of another account: the API says nothing', [elsewhere], foreign(policyOf('Allow')), 403],
    ['of another account: the caller may not', [allow], foreign(policyOf('Allow', 'other')), 403],
    ['of another account: no policy', undefined, foreign(policyOf('Allow')), 403],
    [
      'by a condition on who he is',
      [statement('Deny', { Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/ann' } } })],
      own(),
      200,
    ],
  ])('%s', async (_, statements, credential, status) => {
    const document = withPolicy(statements, { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } })
    const api = deployApi(document, { credentials: { AKID: credential }, now })
    expect((await api.call(await request)).status).toBe(status)
  })

  const noIdentity = 'because no identity-based policy allows the execute-api:Invoke action'
  const noResource = 'because no resource-based policy allows the execute-api:Invoke action'
  it.each<[statements: readonly unknown[] | undefined, credential: Credential, why: string]>([
    [[deny], own(), 'with an explicit deny in a resource-based policy'],
    [[allow], own(policyOf('Deny')), 'with an explicit deny in an identity-based policy'],
    [[deny], own(policyOf('Deny')), 'with an explicit deny in an identity-based policy'],
    [undefined, own(policyOf('Allow', 'other')), noIdentity],
    [[elsewhere], own(policyOf('Allow', 'other')), noIdentity],
    [[allow], foreign(policyOf('Allow', 'other')), noIdentity],
    [[elsewhere], foreign(policyOf('Allow')), noResource],
    [undefined, foreign(policyOf('Allow')), noResource],
  ])('%j and %j: names the caller who is refused, and the policy %s', async (statements, credential, why) => {
    const document = withPolicy(statements, { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } })
    const api = deployApi(document, { credentials: { AKID: credential }, now })
    expect((await api.call(await request)).json).toEqual({
      Message: `User: ${credential.arn} is not authorized to perform: execute-api:Invoke on resource: ${masked(api.api.id)} ${why}`,
    })
  })
})
