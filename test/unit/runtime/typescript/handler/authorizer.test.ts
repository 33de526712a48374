import { describe, expect, it } from 'vitest'
import {
  type AuthorizerQuestion,
  type Decision,
  defineAuthorizer,
  readAuthorizerEvent,
  writeDecision,
} from '../../../../../runtime/typescript/handler/authorizer.ts'

const STAGE = 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/dev'
const methodArn = `${STAGE}/GET/pets/7`
const authorizer = defineAuthorizer<AuthorizerQuestion>()

describe('what an authorizer is asked', () => {
  const cases: readonly (readonly [string, object, object | undefined])[] = [
    ['a token', { type: 'TOKEN', authorizationToken: 'Bearer x', methodArn }, { kind: 'token', token: 'Bearer x', methodArn }],
    [
      'a request, its headers without case',
      {
        type: 'REQUEST',
        methodArn,
        headers: { 'X-Key': '1' },
        queryStringParameters: { a: 'b' },
        pathParameters: null,
        stageVariables: { v: '1' },
      },
      { kind: 'request', headers: { 'x-key': '1' }, query: { a: 'b' }, path: {}, stageVariables: { v: '1' }, methodArn },
    ],
    ['a request of version 2.0', { version: '2.0', type: 'REQUEST', routeArn: methodArn }, { kind: 'request', methodArn }],
    ['something else', { httpMethod: 'GET', path: '/' }, undefined],
    ['nothing', {}, undefined],
  ]
  it.each(cases)('%s', (_, event, want) => {
    const asked = readAuthorizerEvent(event)
    if (want === undefined) expect(asked).toBeUndefined()
    else expect({ ...asked, ...(asked?.kind === 'request' && { headers: { ...asked.headers } }) }).toMatchObject({ ...want, event })
  })
})

describe('what an authorizer answers', () => {
  const cases: readonly (readonly [string, Decision, 'Allow' | 'Deny', readonly string[], object])[] = [
    ['yes, for the whole stage', authorizer.allow({ principal: 'p' }), 'Allow', [`${STAGE}/*`], {}],
    [
      'yes, for some methods',
      authorizer.allow({ principal: 'p', methods: ['GET /pets/{petId}', '* /', 'POST /a/{b}/c/{d+}'] }),
      'Allow',
      [`${STAGE}/GET/pets/*`, `${STAGE}/*/`, `${STAGE}/POST/a/*/c/*`],
      {},
    ],
    [
      'yes, for methods and ARNs',
      authorizer.allow({ principal: 'p', methods: ['GET /'], resources: ['arn:x'] }),
      'Allow',
      [`${STAGE}/GET/`, 'arn:x'],
      {},
    ],
    ['yes, for no method', authorizer.allow({ principal: 'p', methods: [] }), 'Deny', [`${STAGE}/*`], {}],
    ['no', authorizer.deny(), 'Deny', [`${STAGE}/*`], { principalId: 'anonymous' }],
    [
      'yes, with a context',
      authorizer.allow({ principal: 'p', context: { desk: 7 }, usageKey: 'k' }),
      'Allow',
      [`${STAGE}/*`],
      { context: { desk: 7 }, usageIdentifierKey: 'k' },
    ],
  ]
  it.each(cases)('%s', (_, decision, Effect, Resource, more) => {
    const answer = writeDecision(decision, { kind: 'token', token: '', methodArn, event: {} })
    expect(answer).toMatchObject({ policyDocument: { Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] }, ...more })
  })

  it('401 by an error of exactly that message', () => {
    expect(() => writeDecision(authorizer.unauthorized(), { kind: 'token', token: '', methodArn, event: {} })).toThrow(/^Unauthorized$/)
  })

  it('a flag beside the policy where the event was of version 2.0', () => {
    const asked = { kind: 'token', token: '', methodArn, event: { version: '2.0' } } as const
    expect([writeDecision(authorizer.allow({ principal: 'p' }), asked), writeDecision(authorizer.deny(), asked)]).toMatchObject([
      { isAuthorized: true },
      { isAuthorized: false },
    ])
  })
})
