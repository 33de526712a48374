import { describe, expect, it } from 'vitest'
import type { Context } from '../../../../../runtime/typescript/handler/context.ts'
import { idempotent, type OncePort } from '../../../../../runtime/typescript/handler/idempotency.ts'
import { stageSettings } from '../../../../../runtime/typescript/handler/settings.ts'

describe('the settings of a stage', () => {
  it('are read once in their time, and again where that failed', async () => {
    let now = 0
    const asked: unknown[] = []
    const items: Record<string, object> = { dev: { color: 'red' } }
    const get = async (table: string, { stage = '' }: Readonly<Record<string, string>>): Promise<Record<string, unknown> | undefined> => {
      asked.push([table, stage])
      return items[stage] as Record<string, unknown> | undefined
    }
    const settings = stageSettings({ get }, 'settings', 10, () => now)
    expect([await settings({ stage: 'dev' }), await settings({ stage: 'dev' })]).toEqual([{ color: 'red' }, { color: 'red' }])
    now = 10_000
    await settings({ stage: 'dev' })
    await expect(settings({ stage: 'live' })).rejects.toThrow('The table settings has no settings of the stage live.')
    items.live = {}
    await settings({ stage: 'live' })
    expect(asked.map((one) => (one as string[])[1])).toEqual(['dev', 'dev', 'live', 'live'])
  })
})

describe('a request that is repeated', () => {
  const kept = new Map<string, string>()
  const port: OncePort = {
    async once(key, _seconds, run) {
      const text = kept.get(key) ?? (await run())
      kept.set(key, text)
      return text
    },
  }
  const context = { operation: 'pay' } as Context<unknown>
  let count = 0
  const pay = (headers: object, fails = false): Promise<unknown> =>
    idempotent(port)({ headers }, context, async () => {
      if (fails) throw new Error('no')
      return { status: 200, body: ++count }
    })

  it('is answered as the first was, by its key', async () => {
    await expect(pay({ 'Idempotency-Key': 'a' }, true)).rejects.toThrow('no')
    expect(await pay({ 'Idempotency-Key': 'a' })).toEqual({ status: 200, body: 1 })
    expect(await pay({ 'idempotency-key': 'a' })).toEqual({ status: 200, body: 1 })
    expect(await pay({ 'Idempotency-Key': 'b' })).toEqual({ status: 200, body: 2 })
    expect(await pay({})).toEqual({ status: 200, body: 3 })
    const bytes = idempotent(port)({ headers: { 'Idempotency-Key': 'c' } }, context, async () => ({ status: 200, body: new Uint8Array(1) }))
    await expect(bytes).rejects.toThrow('is bytes, which cannot be kept')
  })
})
