import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { present } from '../support/program.ts'

const root = resolve(import.meta.dirname, '../..')
const python = present('python3', '-c', 'import parliament, policy_sentry')

/** What a deployment would put in place of late-bound names. */
const BOUND: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'eu-central-1',
  'AWS::AccountId': '123456789012',
  ApiId: 'abcdefghij',
  Stage: 'dev',
  'OrdersTable.Arn': 'arn:aws:dynamodb:eu-central-1:123456789012:table/orders',
  'Queue.Arn': 'arn:aws:sqs:eu-central-1:123456789012:queue',
  'ShipmentMachine.Arn': 'arn:aws:states:eu-central-1:123456789012:stateMachine:shipments',
}

/** The generated policies of examples and goldens, bound, by where they are: neither who may take a role, nor the inputs of `AddPermission`. */
function generatedPolicies(): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const folder of ['examples', 'test/golden']) {
    for (const path of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/generated[\\/]policies[\\/](?!trust-|invoke)[^\\/]*\.json$/.test(path)) continue
      const file = join(root, folder, path)
      const text = readFileSync(file, 'utf8').replace(/\$\{([\w:.]+)\}/g, (given, name: string) => BOUND[name] ?? given)
      found[relative(root, file)] = JSON.parse(text)
    }
  }
  return found
}

/** What parliament and policy_sentry say of policies. */
function findings(policies: Readonly<Record<string, unknown>>): string[] {
  const script = join(root, 'test/support/check_policies.py')
  const { stdout, stderr } = spawnSync('python3', [script], { input: JSON.stringify(policies), encoding: 'utf8', maxBuffer: 1 << 28 })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

const statement = (Action: string, Resource: string): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }],
})

describe.runIf(python)('generated policies', () => {
  it('have no finding of parliament and policy_sentry', () => {
    const policies = generatedPolicies()
    expect(Object.keys(policies).length).toBeGreaterThan(40)
    expect(findings(policies)).toEqual([])
  })

  it('would have, were they wrong', () => {
    const wrong = {
      action: statement('dynamodb:GetItm', 'arn:aws:dynamodb:eu-central-1:123456789012:table/pets'),
      resource: statement('dynamodb:GetItem', 'arn:aws:s3:::pets'),
    }
    expect(findings(wrong).map((one) => one.split(':', 1)[0])).toEqual(expect.arrayContaining(['action', 'resource']))
  })
})
