import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { ApigenFailure } from '../../../../generator/base/diagnostic.ts'
import { partitionOf, refusesRole, roleArn, roleCommands } from '../../../../generator/deploy/functions/role.ts'
import { present } from '../../../support/program.ts'

describe('the role of a function', () => {
  const here = { partition: 'aws', region: 'eu-west-1', account: '123456789012' }
  const cases: readonly (readonly [string, string, string | undefined, string | undefined])[] = [
    ['an ARN', 'arn:aws:iam::1:role/path/r', undefined, 'arn:aws:iam::1:role/path/r'],
    ['a name in a known account', 'r', '123456789012', 'arn:aws:iam::123456789012:role/r'],
    ['a name in an account that nobody told', 'r', undefined, undefined],
  ]
  it.each(cases)('is %s', (_, role, account, want) => {
    expect(roleArn(role, { ...here, account })).toBe(want)
  })

  it.each(['', 'a/b', 'a b', '$(id)', 'x'.repeat(65)])('is not %j', (role) => {
    expect(() => roleArn(role, here)).toThrow(ApigenFailure)
  })

  it.each([
    ['eu-west-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-east-1', 'aws-us-gov'],
  ])('%s is of the partition %s', (region, want) => {
    expect(partitionOf(region)).toBe(want)
  })

  const answers: readonly (readonly [string, boolean])[] = [
    ['The role defined for the function cannot be assumed by Lambda.', true],
    ['The provided execution role does not exist', true],
    ['The runtime parameter of nodejs4 is not supported', false],
  ]
  it.each(answers)('%s', (message, want) => {
    expect(refusesRole(new ApigenFailure('remote', message))).toBe(want)
  })

  it.skipIf(!present('bash', '-c', 'exit'))('is made by commands that a shell reads as they are meant', () => {
    const policy = { Resource: "it's $HOME `id` \\ !" }
    const commands = roleCommands({ function: 'shop-list', role: 'arn:aws:iam::1:role/path/shop-role', trust: { a: 1 }, policy })
    // `aws` prints what it is given, a word a line.
    const { stdout } = spawnSync('bash', ['-c', `aws() { printf '%s\\n' "$@"; }; ${commands}`], { encoding: 'utf8' })
    expect(stdout.trim().split('\n')).toEqual([
      ...['iam', 'create-role', '--role-name', 'shop-role', '--assume-role-policy-document', '{"a":1}'],
      ...['iam', 'put-role-policy', '--role-name', 'shop-role', '--policy-name', 'shop-list', '--policy-document', JSON.stringify(policy)],
    ])
  })
})
