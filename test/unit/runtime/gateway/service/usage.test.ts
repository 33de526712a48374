import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { toBytes, toText } from '../../../../../runtime/gateway/http.ts'
import { createGateway, type Gateway } from '../../../../../runtime/gateway/index.ts'
import { documentOf, mockOperation } from '../../../../support/data-plane.ts'

const directory = mkdtempSync(join(tmpdir(), 'apigen-usage-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

type Answer = Record<string, unknown>

async function call(gateway: Gateway, method: string, path: string, body?: unknown): Promise<{ status: number; body: Answer }> {
  const [plain = '', query = ''] = path.split('?')
  const response = await gateway.handle({ method, path: plain, query, body: toBytes(body === undefined ? '' : JSON.stringify(body)) })
  return { status: response.status, body: JSON.parse(toText(response.body) || '{}') as Answer }
}

const document = documentOf(
  { '/pets': { get: mockOperation('{}', { security: [{ key: [] }] }) } },
  { components: { securitySchemes: { key: { type: 'apiKey', name: 'x-api-key', in: 'header' } } } },
)

/** An API with a key in a plan of ten requests a day. */
async function prepared(gateway: Gateway): Promise<{ pets: () => Promise<number>; planId: string; keyId: string }> {
  const api = (await call(gateway, 'POST', '/restapis?mode=import', document)).body.id as string
  await call(gateway, 'POST', `/restapis/${api}/deployments`, { stageName: 'dev' })
  const { id: planId } = (
    await call(gateway, 'POST', '/usageplans', {
      name: 'plan',
      apiStages: [{ apiId: api, stage: 'dev' }],
      quota: { limit: 10, period: 'DAY', offset: 0 },
    })
  ).body as { id: string }
  const key = (await call(gateway, 'POST', '/apikeys', { name: 'key', enabled: true })).body as { id: string; value: string }
  await call(gateway, 'POST', `/usageplans/${planId}/keys`, { keyId: key.id, keyType: 'API_KEY' })
  const headers = [['x-api-key', key.value]] as const
  const pets = async () => (await gateway.handle({ method: 'GET', path: `/_aws/execute-api/${api}/dev/pets`, headers })).status
  return { pets, planId, keyId: key.id }
}

describe('usage', () => {
  it('is counted by key and day, read with GetUsage and extended with UpdateUsage', async () => {
    let now = Date.UTC(2026, 0, 30, 12)
    const gateway = await createGateway({ clock: () => now })
    const { pets, planId, keyId } = await prepared(gateway)
    for (let index = 0; index < 3; index += 1) await pets()
    now += 86_400_000
    for (let index = 0; index < 11; index += 1) await pets()
    const usage = `/usageplans/${planId}/usage?startDate=2026-01-29&endDate=2026-01-31`
    expect((await call(gateway, 'GET', usage)).body).toEqual({
      usagePlanId: planId,
      startDate: '2026-01-29',
      endDate: '2026-01-31',
      values: {
        [keyId]: [
          [0, 10],
          [3, 7],
          [10, 0],
        ],
      },
    })
    const patch = { patchOperations: [{ op: 'replace', path: '/remaining', value: '2' }] }
    expect((await call(gateway, 'PATCH', `/usageplans/${planId}/keys/${keyId}/usage`, patch)).body.values).toEqual({ [keyId]: [[10, 2]] })
    expect([await pets(), await pets(), await pets()]).toEqual([200, 200, 429])
    await gateway.close()
  })

  it.each<[name: string, path: (planId: string) => string, status: number, message: string]>([
    ['of an unknown plan', () => '/usageplans/nope/usage?startDate=2026-01-01&endDate=2026-01-02', 404, 'Invalid Usage Plan ID specified'],
    [
      'without a day',
      (id) => `/usageplans/${id}/usage?endDate=2026-01-02`,
      400,
      "1 validation error detected: Value null at 'startDate' failed to satisfy constraint: Member must not be null",
    ],
    [
      'with a day that is none',
      (id) => `/usageplans/${id}/usage?startDate=now&endDate=2026-01-02`,
      400,
      'Invalid startDate: now. Use YYYY-MM-DD.',
    ],
    [
      'backwards',
      (id) => `/usageplans/${id}/usage?startDate=2026-01-02&endDate=2026-01-01`,
      400,
      'Usage start date cannot be after the end date',
    ],
  ])('%s is refused', async (_, path, status, message) => {
    const gateway = await createGateway()
    const { planId } = await prepared(gateway)
    expect(await call(gateway, 'GET', path(planId))).toEqual({ status, body: { message } })
    await gateway.close()
  })

  it('survives the gateway, and buckets do not', async () => {
    const clock = (): number => Date.UTC(2026, 0, 30)
    const first = await createGateway({ directory, clock })
    const { pets, planId, keyId } = await prepared(first)
    await pets()
    await pets()
    await first.close()
    const second = await createGateway({ directory, clock })
    const { body } = await call(second, 'GET', `/usageplans/${planId}/usage?startDate=2026-01-30&endDate=2026-01-30`)
    expect(body.values).toEqual({ [keyId]: [[2, 8]] })
    await second.close()
  })
})
