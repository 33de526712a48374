import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../generator/base/json.ts'
import type { UsagePlanSetting } from '../../../generator/model/settings.ts'
import { documentOf, mockOperation } from '../../support/data-plane.ts'
import { type ImportBench, importBench, planLines } from '../../support/import-bench.ts'

const pets = documentOf(
  { '/pets': { get: mockOperation('ok', { security: [{ key: [] }] }) } },
  {
    components: { securitySchemes: { key: { type: 'apiKey', name: 'x-api-key', in: 'header' } } },
  },
) as unknown as JsonObject

interface Metered extends ImportBench {
  /** Imports with these plans, and plans again: nothing is left to do. The changes of plans, keys and deployments, sorted. */
  with(...usagePlans: readonly UsagePlanSetting[]): Promise<readonly string[]>
  /** The status of a request with the key of a name, or without one. */
  status(key?: string): Promise<number>
}

async function metered(): Promise<Metered> {
  const bench = await importBench({ clock: () => 0 })
  return {
    ...bench,
    async with(...usagePlans) {
      const lines = await bench.import(pets, { usagePlans })
      expect(planLines(await bench.plan(pets, { usagePlans }))).toEqual([])
      return lines.filter((line) => /usage-plan|api-key|deployment/.test(line)).sort()
    },
    async status(key) {
      const [api] = await bench.cloud.listApis()
      const keys = await bench.gateway.handle({ method: 'GET', path: '/apikeys', query: 'includeValues=true' })
      const { item } = JSON.parse(new TextDecoder().decode(keys.body)) as { item: readonly { name: string; value: string }[] }
      const value = item.find(({ name }) => name === key)?.value
      const headers: [string, string][] = value === undefined ? [] : [['x-api-key', value]]
      return (await bench.gateway.handle({ method: 'GET', path: `/_aws/execute-api/${api?.id}/dev/pets`, headers })).status
    },
  }
}

describe('usage plans of the config', () => {
  it('are made with their keys, changed, and left', async () => {
    const bench = await metered()
    const gold: UsagePlanSetting = {
      ...{ name: 'gold', keys: ['mobile'] },
      ...{ throttle: { rateLimit: 0.5, burstLimit: 2 }, quota: { limit: 100, period: 'DAY' } },
    }
    expect(await bench.with(gold)).toEqual([
      'create api-key mobile  The account has no key of that name; API Gateway makes its value up.',
      'create deployment dev  A stage serves a deployment, which is a copy of the API.',
      'create usage-plan gold  0.5 requests a second, bursts of 2; 100 a day.',
      'update api-key mobile  It joins the usage plan `gold`.',
    ])
    expect([await bench.status(), await bench.status('mobile'), await bench.status('mobile'), await bench.status('mobile')]).toEqual([
      403, 200, 200, 429,
    ])

    const { throttle: _, ...free } = gold
    const silver: UsagePlanSetting = { name: 'silver', keys: ['partner'] }
    expect(await bench.with({ ...free, quota: { limit: 7, period: 'WEEK', offset: 1 } }, silver)).toEqual([
      'create api-key partner  The account has no key of that name; API Gateway makes its value up.',
      'create usage-plan silver  no throttle; no quota.',
      'update api-key partner  It joins the usage plan `silver`.',
      'update usage-plan gold  From 0.5 requests a second, bursts of 2; 100 a day to no throttle; 7 a week, shifted by 1.',
    ])
    expect([await bench.status('mobile'), await bench.status('partner')]).toEqual([200, 200])

    // A key may be in one plan of a stage only: it leaves before it joins.
    expect(await bench.with({ name: 'gold', keys: [] }, { name: 'silver', keys: ['mobile', 'partner'] })).toEqual([
      'update api-key mobile  It joins the usage plan `silver`.',
      'update api-key mobile  It leaves the usage plan `gold`, which does not name it. The key itself stays.',
      'update usage-plan gold  From no throttle; 7 a week, shifted by 1 to no throttle; no quota.',
    ])
    expect(await bench.status('mobile')).toBe(200)

    expect(await bench.with()).toEqual([
      'delete usage-plan gold  The config does not have it any more: its keys open nothing here.',
      'delete usage-plan silver  The config does not have it any more: its keys open nothing here.',
    ])
    expect([await bench.status('mobile'), await bench.cloud.listUsagePlans()]).toEqual([403, []])
    await bench.gateway.close()
  })

  it('of others are left and not deleted; without any in the config nobody looks', async () => {
    const bench = await metered()
    await bench.import(pets)
    const [api] = await bench.cloud.listApis()
    const apiId = api?.id ?? ''
    await bench.cloud.createUsagePlan({ name: 'theirs' }, { apiId, stage: 'dev' }, {})
    expect(planLines(await bench.plan(pets))).toEqual([])
    expect(await bench.with({ name: 'ours' })).toEqual([
      'create usage-plan ours  no throttle; no quota.',
      'update usage-plan theirs  The config does not have it: the stage leaves it, and its keys open nothing here.',
    ])
    expect((await bench.cloud.listUsagePlans()).map(({ name, stages }) => [name, stages])).toEqual([
      ['theirs', []],
      ['ours', [`${apiId}:dev`]],
    ])
    await bench.gateway.close()
  })

  it('go by their names, which have to mean one thing', async () => {
    const bench = await metered()
    await bench.import(pets)
    const twice = [{ name: 'gold' }, { name: 'gold' }]
    await expect(bench.plan(pets, { usagePlans: twice })).rejects.toThrow('Two `usagePlans` of one stage have the same name.')
    for (const _ of twice) await bench.cloud.createApiKey('mobile', {})
    await expect(bench.plan(pets, { usagePlans: [{ name: 'gold', keys: ['mobile'] }] })).rejects.toThrow(
      /^2 API keys have the name `mobile`: `\w+`, `\w+`\.$/,
    )
    await bench.gateway.close()
  })
})

it('throttle single methods of the stage: the spec names them, and one that is not said any more goes', async () => {
  const bench = await metered()
  const plan: UsagePlanSetting = { name: 'gold', keys: ['mobile'] }
  const slow = { rateLimit: 0.5, burstLimit: 1 }
  expect(await bench.with({ ...plan, methodThrottles: { 'GET /pets': slow } })).toContain(
    'create usage-plan gold  no throttle; no quota; GET /pets: 0.5 a second, bursts of 1.',
  )
  expect([await bench.status('mobile'), await bench.status('mobile')]).toEqual([200, 429])
  const looser = { ...plan, methodThrottles: { 'GET /pets': { rateLimit: 5, burstLimit: 2 } } }
  expect((await bench.plan(pets, { usagePlans: [looser] })).changes[0]).toMatchObject({ loosens: 'It lets more requests through.' })
  expect(await bench.with(looser)).toEqual([
    'update usage-plan gold  From no throttle; no quota; GET /pets: 0.5 a second, bursts of 1 to no throttle; no quota; GET /pets: 5 a second, bursts of 2.',
  ])
  // Where nothing is said of methods, nobody touches theirs.
  expect(await bench.with(plan)).toEqual([])
  expect(await bench.with({ ...plan, methodThrottles: {} })).toEqual([
    'update usage-plan gold  From no throttle; no quota; GET /pets: 5 a second, bursts of 2 to no throttle; no quota.',
  ])
  expect(await Promise.all([1, 2, 3].map(() => bench.status('mobile')))).toEqual([200, 200, 200])
  await expect(bench.plan(pets, { usagePlans: [{ ...plan, methodThrottles: { 'GET /pet': slow } }] })).rejects.toMatchObject({
    message: 'The config sets `methodThrottles` of `GET /pet`, and the spec has no such operation.',
    help: 'Did you mean `GET /pets`?',
  })
})

it('that let more through say so first', async () => {
  const bench = await metered()
  const plan: UsagePlanSetting = { name: 'gold', throttle: { rateLimit: 1, burstLimit: 2 } }
  await bench.with(plan)
  const { changes } = await bench.plan(pets, {
    usagePlans: [{ ...plan, throttle: { rateLimit: 2, burstLimit: 2 } }],
    variables: { a: 'b' },
  })
  expect(changes[0]).toMatchObject({ kind: 'usage-plan', id: 'gold', risk: 'privilege', loosens: 'It lets more requests through.' })
})
