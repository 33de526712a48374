import { describe, expect, it } from 'vitest'
import { evaluatePolicy, type PolicyDecision, type PolicyRequest } from '../../../../../runtime/gateway/execute/authorize/policy.ts'
import { conditionOutcome } from '../../../../../runtime/gateway/execute/authorize/policy-conditions.ts'

const arn = 'arn:aws:execute-api:us-east-1:123456789012:api1/dev/GET/pets/7'
const ann = 'arn:aws:iam::123456789012:user/ann'
const keys = {
  'aws:sourceip': ['10.1.2.3'],
  'aws:principalarn': [ann],
  'aws:securetransport': ['true'],
  'aws:currenttime': ['2026-01-02T03:04:05.000Z'],
  'aws:epochtime': ['1767323045'],
  'aws:useragent': ['curl/8'],
  'aws:tagkeys': ['red', 'blue'],
}

function decide(statements: unknown, principals: readonly string[] = [ann, '123456789012']): [PolicyDecision | undefined, number] {
  const lines: string[] = []
  const request: PolicyRequest = { action: 'execute-api:Invoke', resource: arn, principals, keys, log: (line) => lines.push(line) }
  return [evaluatePolicy({ Version: '2012-10-17', Statement: statements }, request), lines.length]
}

const allow = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: arn }
const deny = { ...allow, Effect: 'Deny' }

describe('a policy', () => {
  it.each<[name: string, statements: unknown, want: PolicyDecision | undefined]>([
    ['allows what it names', [allow], 'allow'],
    ['of one statement needs no list', allow, 'allow'],
    ['says nothing of another resource', [{ ...allow, Resource: `${arn}/more` }], 'none'],
    ['takes wildcards in resources', [{ ...allow, Resource: 'arn:aws:execute-api:*:123456789012:api1/*/GET/pets/?' }], 'allow'],
    ['takes lists of resources', [{ ...allow, Resource: ['other', arn] }], 'allow'],
    ['is about everything else with NotResource', [{ ...allow, Resource: undefined, NotResource: 'arn:*:api2/*' }], 'allow'],
    ['but not what NotResource names', [{ ...allow, Resource: undefined, NotResource: 'arn:*:api1/*' }], 'none'],
    ['takes actions in any case', [{ ...allow, Action: 'EXECUTE-API:*' }], 'allow'],
    ['says nothing of another action', [{ ...allow, Action: 'execute-api:InvalidateCache' }], 'none'],
    ['is about all other actions with NotAction', [{ ...allow, Action: undefined, NotAction: 's3:*' }], 'allow'],
    ['denies where one statement does, in any order', [allow, deny], 'deny'],
    ['denies first', [deny, allow], 'deny'],
    ['without an effect is none', [{ ...allow, Effect: 'Maybe' }], undefined],
    ['without statements is none', [], undefined],
    ['without a resource says nothing', [{ Effect: 'Allow', Principal: '*', Action: '*' }], 'none'],
    ['names a principal', [{ ...allow, Principal: { AWS: ann } }], 'allow'],
    ['names another', [{ ...allow, Principal: { AWS: [`${ann}a`] } }], 'none'],
    ['names its account', [{ ...allow, Principal: { AWS: '123456789012' } }], 'allow'],
    ['names its account by its root', [{ ...allow, Principal: { AWS: 'arn:aws:iam::123456789012:root' } }], 'allow'],
    ['names another account', [{ ...allow, Principal: { AWS: 'arn:aws:iam::999999999999:root' } }], 'none'],
    ['names a service', [{ ...allow, Principal: { Service: 'lambda.amazonaws.com' } }], 'none'],
    ['names everybody else', [{ ...deny, Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::123456789012:user/bob' } }], 'deny'],
    ['names everybody but the caller', [allow, { ...deny, Principal: undefined, NotPrincipal: { AWS: ann } }], 'allow'],
    ['without a principal is about its caller', [{ ...allow, Principal: undefined }], 'allow'],
  ])('%s', (_, statements, want) => {
    expect(decide(JSON.parse(JSON.stringify(statements)))[0]).toBe(want)
  })

  it('knows nobody but everybody where the caller is not known', () => {
    expect(decide([{ ...allow, Principal: { AWS: ann } }], [])[0]).toBe('none')
    expect(decide([{ ...allow, Principal: { AWS: '*' } }], [])[0]).toBe('allow')
  })

  const strange = { BinaryEquals: { 'aws:SourceIp': 'x' } }
  it.each<[name: string, condition: unknown]>([
    ['an operator that is not known', strange],
    ['a variable of the policy language', { StringEquals: { 'aws:PrincipalArn': 'arn:${aws:username}' } }],
    ['a range that is none', { IpAddress: { 'aws:SourceIp': '10.0.0.0/99' } }],
    ['a number that is none', { NumericEquals: { 'aws:EpochTime': 'soon' } }],
    ['no object', 'x'],
  ])('never allows and always denies under %s, and says so', (_, Condition) => {
    expect(decide([{ ...allow, Condition }])).toEqual(['none', 1])
    expect(decide([allow, { ...deny, Condition }])).toEqual(['deny', 1])
  })
})

describe('a condition', () => {
  it.each<[condition: Record<string, Record<string, unknown>>, met: boolean]>([
    [{ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, true],
    [{ IpAddress: { 'aws:SourceIp': ['192.168.0.0/16', '10.1.2.3'] } }, true],
    [{ IpAddress: { 'aws:SourceIp': '10.2.0.0/16' } }, false],
    [{ IpAddress: { 'AWS:sourceIP': '0.0.0.0/0' } }, true],
    [{ IpAddress: { 'aws:SourceIp': '2001:db8::/32' } }, false],
    [{ NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, false],
    [{ NotIpAddress: { 'aws:SourceIp': ['192.168.0.0/16', '172.16.0.0/12'] } }, true],
    [{ NotIpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } }, true],
    [{ StringEquals: { 'aws:SourceVpce': 'vpce-1' } }, false],
    [{ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }, true],
    [{ StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } }, true],
    [{ StringEqualsIfExists: { 'aws:UserAgent': 'wget' } }, false],
    [{ StringEquals: { 'aws:UserAgent': 'CURL/8' } }, false],
    [{ StringEqualsIgnoreCase: { 'aws:UserAgent': 'CURL/8' } }, true],
    [{ StringNotEqualsIgnoreCase: { 'aws:UserAgent': 'CURL/8' } }, false],
    [{ StringLike: { 'aws:UserAgent': 'curl/*' } }, true],
    [{ StringNotLike: { 'aws:UserAgent': ['wget*', 'curl*'] } }, false],
    [{ StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } }, true],
    [{ Bool: { 'aws:SecureTransport': true } }, true],
    [{ Bool: { 'aws:SecureTransport': 'false' } }, false],
    [{ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }, true],
    [{ DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }, true],
    [{ DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }, false],
    [{ DateGreaterThanEquals: { 'aws:EpochTime': 1767323045 } }, true],
    [{ NumericLessThan: { 'aws:EpochTime': '1767323046' } }, true],
    [{ NumericLessThanEquals: { 'aws:EpochTime': 1767323044 } }, false],
    [{ NumericNotEquals: { 'aws:EpochTime': 1767323045 } }, false],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/a*' } }, true],
    [{ ArnEquals: { 'aws:PrincipalArn': 'arn:aws:*' } }, false],
    [{ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } }, true],
    [{ Null: { 'aws:SourceVpce': 'true' } }, true],
    [{ Null: { 'aws:SourceIp': 'true' } }, false],
    [{ Null: { 'aws:SourceIp': false } }, true],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['blue', 'green'] } }, true],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['blue', 'green'] } }, false],
    [{ 'ForAllValues:StringLike': { 'aws:TagKeys': ['b*', 'r*'] } }, true],
    [{ 'ForAllValues:StringEquals': { 'aws:Nothing': 'x' } }, true],
    [{ 'ForAnyValue:StringEquals': { 'aws:Nothing': 'x' } }, false],
    [{ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' }, StringLike: { 'aws:UserAgent': 'wget*' } }, false],
    [{ StringLike: { 'aws:UserAgent': 'curl*', 'aws:Referer': '*' } }, false],
    [{ StringEquals: { constructor: 'x' } }, false],
  ])('%j: %s', (condition, met) => {
    expect(conditionOutcome(condition, keys)).toEqual({ kind: met ? 'met' : 'unmet' })
  })
})
