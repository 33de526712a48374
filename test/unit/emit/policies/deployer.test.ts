import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { deployerPolicy } from '../../../../generator/emit/policies/deployer.ts'
import { makeFunction, openLab, versionOf } from '../../../support/import-lab.ts'
import { takeBack, tryImport } from '../../../support/import-runs.ts'
import { model, operation } from '../../../support/model.ts'

interface Statement {
  readonly Action: string | readonly string[]
  readonly Resource: string | readonly string[]
}

const fn = { id: 'pets-get', role: 'api', operations: [], permissions: [], environment: {} } as const
const { Statement: statements } = deployerPolicy(
  model({ name: 'pets', functions: [fn], operations: [operation({ apiKeyRequired: true })] }),
) as unknown as { readonly Statement: readonly Statement[] }

/** Whether the policy allows an action on a resource, as IAM reads it: `*` is any text. */
function allows(action: string, resource: string): boolean {
  const fits = (pattern: string): boolean => {
    const bound = pattern.replace(/\$\{AWS::Partition\}/, 'aws').replace(/\$\{\w+(::\w+)?\}/g, '*')
    return new RegExp(`^${bound.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(resource)
  }
  return statements.some(({ Action, Resource }) => [Action].flat().includes(action) && [Resource].flat().some(fits))
}

describe('the policy of whoever deploys', () => {
  it('allows every call of API Gateway that an import with usage plans makes, there and back', async () => {
    const lab = await openLab()
    await makeFunction(lab)
    const plan = { name: 'basic', throttle: { rateLimit: 10, burstLimit: 5 }, keys: ['partner'] }
    const calls: string[] = []
    for (const plans of [[plan], [{ ...plan, throttle: { rateLimit: 5, burstLimit: 5 }, keys: ['other'] }], []]) {
      const tried = await tryImport(lab, versionOf('new', { usagePlans: plans }))
      expect(tried.outcome.kind).toBe('imported')
      calls.push(...tried.wire.calls, ...(plans.length === 0 ? (await takeBack(lab, tried)).wire.calls : []))
    }
    await lab.close()
    const gateway = calls.filter((call) => !call.includes('/2015-03-31/'))
    expect(new Set(gateway.map((call) => call.split(' ')[0]))).toEqual(new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']))
    expect(
      gateway.filter((call) => {
        const [method = '', path = ''] = call.split(' ')
        return !allows(`apigateway:${method}`, `arn:aws:apigateway:us-east-1::${path}`)
      }),
    ).toEqual([])
  })

  it('allows every call of Lambda that apigen knows', () => {
    const source = readFileSync(new URL('../../../../generator/deploy/aws/lambda-cloud.ts', import.meta.url), 'utf8')
    const actions = [...source.matchAll(/new sdk\.(\w+)Command/g)].map(([, name]) => `lambda:${name}`)
    expect(actions.length).toBeGreaterThan(10)
    expect(actions.filter((action) => !allows(action, 'arn:aws:lambda:us-east-1:123456789012:function:pets-get:dev'))).toEqual([])
  })

  it('gives no rights on plans and keys where no operation asks for a key', () => {
    expect(JSON.stringify(deployerPolicy(model({ name: 'pets', functions: [fn], operations: [operation({})] })))).not.toMatch(
      /usageplans|apikeys/,
    )
  })
})
