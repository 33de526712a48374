import { describe, expect, it } from 'vitest'
import { ApigenFailure } from '../../../../generator/base/diagnostic.ts'
import { applyDeploy, type Deployed } from '../../../../generator/deploy/functions/apply-deploy.ts'
import type { DesiredFunction, DesiredFunctions } from '../../../../generator/deploy/functions/desire-functions.ts'
import type { FunctionConfiguration, FunctionPermission } from '../../../../generator/deploy/functions/function-cloud.ts'
import { observeFunctions } from '../../../../generator/deploy/functions/observe-functions.ts'
import { type DeployPlan, planDeploy } from '../../../../generator/deploy/functions/plan-deploy.ts'
import { CONFIGURATION, codeOf, type FakeFunctions, fakeFunctions } from '../../../support/fake-functions.ts'

const allowed = (operation: string, api = 'a1'): FunctionPermission => ({
  id: `apigateway-${operation}`,
  action: 'lambda:InvokeFunction',
  principal: 'apigateway.amazonaws.com',
  sourceArn: `arn:aws:execute-api:eu-west-1:123456789012:${api}/*/GET/${operation}`,
})

function wanted(
  name: string,
  code: number,
  configuration: Partial<FunctionConfiguration> = {},
  permissions: readonly FunctionPermission[] = [allowed('list')],
): DesiredFunction {
  const zip = Uint8Array.of(code)
  return { name, configuration: { ...CONFIGURATION, ...configuration }, code: { zip, sha256: codeOf(zip) }, permissions }
}
const shop = (...functions: readonly DesiredFunction[]): DesiredFunctions => ({ api: 'shop', alias: 'dev', functions })

async function plan(cloud: FakeFunctions, desired: DesiredFunctions): Promise<DeployPlan> {
  const names = desired.functions.map(({ name }) => name)
  return planDeploy(desired, await observeFunctions(cloud, names, desired.alias))
}

async function deploy(cloud: FakeFunctions, desired: DesiredFunctions, interrupted: () => boolean = () => false): Promise<Deployed> {
  return applyDeploy(await plan(cloud, desired), desired, {
    cloud,
    journal: { step: (_, action) => action() },
    progress() {},
    interrupted,
    roleHelp: (name) => `make the role of ${name}`,
  })
}

/** A cloud to which this was deployed, with no calls yet that count. */
async function deployed(...functions: readonly DesiredFunction[]): Promise<{ readonly cloud: FakeFunctions; readonly before: number }> {
  const cloud = fakeFunctions()
  await deploy(cloud, shop(...functions))
  return { cloud, before: cloud.calls.length }
}

describe('the plan of a deployment', () => {
  const cases: readonly (readonly [string, DesiredFunction, readonly string[]])[] = [
    ['nothing, where the alias serves it', wanted('a', 1), ['keep function a none']],
    ['other code', wanted('a', 2), ['update code a none', 'create version a none', 'update alias a none']],
    ['more memory', wanted('a', 1, { memory: 256 }), ['update configuration a none', 'create version a none', 'update alias a none']],
    [
      'another role, which is a matter of rights',
      wanted('a', 1, { role: 'arn:aws:iam::123456789012:role/admin' }),
      ['update configuration a privilege', 'create version a none', 'update alias a none'],
    ],
    [
      'another processor, which goes with the code',
      wanted('a', 1, { architecture: 'arm64' }),
      ['update code a none', 'create version a none', 'update alias a none'],
    ],
    [
      'one operation more, and one less, which the stage may serve yet',
      wanted('a', 1, {}, [allowed('get')]),
      ['create permission apigateway-get privilege'],
    ],
    [
      'a permission for something else, under another name beside the old one',
      wanted('a', 1, {}, [{ ...allowed('list'), sourceAccount: '1' }]),
      [expect.stringMatching(/^create permission apigateway-list-[0-9a-f]{8} privilege$/)],
    ],
    [
      'a permission under another name, which says the same',
      wanted('a', 1, {}, [{ ...allowed('list'), id: 'apigateway-other' }]),
      ['keep function a none'],
    ],
    [
      'a permission for another API, which stays beside',
      wanted('a', 1, {}, [allowed('get', 'b2')]),
      ['create permission apigateway-get privilege'],
    ],
    [
      'a function that is not there',
      wanted('b', 1),
      ['create function b privilege', 'create version b none', 'create alias b none', 'create permission apigateway-list privilege'],
    ],
  ]
  it.each(cases)('%s', async (_, fn, want) => {
    const { cloud, before } = await deployed(wanted('a', 1))
    const { changes } = await plan(cloud, shop(fn))
    expect(changes.map(({ action, kind, id, risk }) => `${action} ${kind} ${id} ${risk}`)).toEqual(want)
    expect(cloud.calls).toHaveLength(before)
  })

  it('names variables that change and not what is in them', async () => {
    const { cloud } = await deployed(wanted('a', 1, { environment: { KEEP: 'x', SECRET: 'old' } }))
    const { changes } = await plan(cloud, shop(wanted('a', 1, { environment: { KEEP: 'x', SECRET: 'new', MORE: '1' } })))
    expect(changes[0]?.why).toBe('Its environment changes in MORE, SECRET.')
  })

  it('warns where the code of a function is replaced that somebody else made', async () => {
    const cloud = fakeFunctions()
    await cloud.createFunction('a', CONFIGURATION, Uint8Array.of(9), {})
    const { changes } = await plan(cloud, shop(wanted('a', 1)))
    expect(changes[0]).toMatchObject({ action: 'replace', kind: 'code', risk: 'destroys' })
  })
})

describe('carrying a deployment out', () => {
  const refusal = new ApigenFailure('remote', 'Lambda is throttling.', { help: 'Wait a minute.', refused: true })

  it('uploads and publishes everything before the first alias moves', async () => {
    const { cloud, before } = await deployed(wanted('a', 1), wanted('b', 1))
    const { versions } = await deploy(cloud, shop(wanted('a', 2, {}, [allowed('get')]), wanted('b', 2, { memory: 256 })))
    expect(versions).toEqual({ a: '2', b: '2' })
    expect(cloud.calls.slice(before)).toEqual([
      'updateCode a',
      'publishVersion a',
      'updateCode b',
      'updateConfiguration b',
      'publishVersion b',
      'updateAlias a 2',
      'addPermission a apigateway-get',
      'updateAlias b 2',
    ])
  })

  it('changes nothing the second time', async () => {
    const { cloud, before } = await deployed(wanted('a', 1))
    expect(await deploy(cloud, shop(wanted('a', 1)))).toEqual({ versions: { a: '1' } })
    expect(cloud.calls).toHaveLength(before)
  })

  const failures: readonly (readonly [string, string, 'before' | 'after', readonly string[]])[] = [
    ['an upload', 'updateCode b', 'before', []],
    ['the first alias', 'updateAlias a 2', 'before', ['updateAlias a 1']],
    ['the second alias', 'updateAlias b 2', 'before', ['updateAlias b 1', 'updateAlias a 1']],
    ['an alias that moved all the same', 'updateAlias b 2', 'after', ['updateAlias b 1', 'updateAlias a 1']],
    ['the alias of a function that is new', 'createAlias c 1', 'after', ['deleteAlias c', 'updateAlias b 1', 'updateAlias a 1']],
    ['a permission', 'addPermission c apigateway-list', 'before', ['deleteAlias c', 'updateAlias b 1', 'updateAlias a 1']],
  ]
  it.each(failures)('moves the aliases back where %s fails', async (_, call, when, want) => {
    const { cloud } = await deployed(wanted('a', 1), wanted('b', 1))
    cloud.fail(call, refusal, when)
    const failed = deploy(cloud, shop(wanted('a', 2), wanted('b', 2), wanted('c', 2)))
    await expect(failed).rejects.toThrow(want.length > 0 ? /Every alias was put back/ : /Not done: the code of `b` was not uploaded/)
    const at = cloud.calls.lastIndexOf(call)
    expect(cloud.calls.slice(at + 1)).toEqual(want)
    expect([(await cloud.getAlias('a', 'dev'))?.version, (await cloud.getAlias('b', 'dev'))?.version]).toEqual(['1', '1'])
  })

  it('says which alias could not be put back', async () => {
    const { cloud } = await deployed(wanted('a', 1), wanted('b', 1))
    cloud.fail('updateAlias b 2', refusal)
    cloud.fail('updateAlias a 1', refusal)
    await expect(deploy(cloud, shop(wanted('a', 2), wanted('b', 2)))).rejects.toThrow('not possible to take back: moving the alias a:dev.')
  })

  it('does nothing where the functions changed since the plan', async () => {
    const { cloud } = await deployed(wanted('a', 1))
    const desired = shop(wanted('a', 2))
    const old = await plan(cloud, desired)
    await cloud.updateConfiguration('a', { ...CONFIGURATION, memory: 512 })
    const calls = cloud.calls.length
    const doing = {
      cloud,
      journal: { step: <T>(_: string, action: () => Promise<T>) => action() },
      progress() {},
      interrupted: () => false,
      roleHelp: () => '',
    }
    await expect(applyDeploy(old, desired, doing)).rejects.toThrow('changed since the plan was made; nothing was done')
    expect(cloud.calls).toHaveLength(calls)
  })

  it('ends between two steps when somebody wants to stop, and puts aliases back', async () => {
    const { cloud, before } = await deployed(wanted('a', 1), wanted('b', 1))
    const failed = deploy(cloud, shop(wanted('a', 2), wanted('b', 2)), () => cloud.calls.includes('updateAlias a 2'))
    await expect(failed).rejects.toMatchObject({ kind: 'interrupted' })
    expect(cloud.calls.slice(before).slice(-2)).toEqual(['updateAlias a 2', 'updateAlias a 1'])
  })

  const roles: readonly (readonly [string, string])[] = [
    ['Lambda refuses to create the function b: The role defined for the function cannot be assumed by Lambda.', 'make the role of b'],
    ['Lambda refuses to create the function b: The runtime is not known.', 'Mend that.'],
  ]
  it.each(roles)('%s', async (message, help) => {
    const { cloud } = await deployed(wanted('a', 1))
    cloud.fail('createFunction b', new ApigenFailure('remote', message, { help: 'Mend that.', refused: true }))
    await expect(deploy(cloud, shop(wanted('b', 1)))).rejects.toMatchObject({ help })
  })
})
