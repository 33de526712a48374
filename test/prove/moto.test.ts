import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOnMoto, motoTrial, skippedOnMoto } from '../support/moto-lab.ts'
import { type MotoServer, startMoto } from '../support/moto-server.ts'
import { present } from '../support/program.ts'

describe.skipIf(!present('moto_server', '--help'))('imports into moto', () => {
  let server: MotoServer
  beforeAll(async () => {
    server = await startMoto()
  }, 90_000)
  afterAll(() => server.close())

  it('come through or are taken back, whatever fails', { timeout: 7_200_000 }, async () => {
    for (const [step, why] of Object.entries(skippedOnMoto)) console.log(`skipped on moto: ${step}, since ${why}`)
    const trial = await motoTrial(server.url)
    const found: string[] = []
    let runs = 0
    for (const way of ['there', 'back'] as const) {
      for (let call = 0; call < trial.calls[way]; call++) {
        for (const fault of faultsOnMoto) {
          runs++
          for (const what of await trial.broken(way, fault, call)) found.push(`${fault} at call ${call} ${way}: ${what}`)
        }
      }
    }
    console.log(`${runs} runs on moto, ${found.length} broken`)
    expect(found).toEqual([])
  })
})
