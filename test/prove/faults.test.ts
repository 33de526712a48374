import { expect, it } from 'vitest'
import { faults } from '../support/faulty-gateway.ts'
import { broken, scenarios, trialsOf } from '../support/prove-faults.ts'
import { pick } from '../support/random.ts'

/** `APIGEN_RUNS=500` for a sample; all of them unless given. */
const runs = Number(process.env.APIGEN_RUNS ?? Number.POSITIVE_INFINITY)

it('whatever fails, the stage serves the old or the new API, and the other can be had', { timeout: 14_400_000 }, async () => {
  const found: string[] = []
  let count = 0
  const all = (await scenarios()).flatMap((scenario) => trialsOf(scenario, faults).map((trial) => ({ scenario, trial })))
  for (const { scenario, trial } of pick(all, Math.min(runs, all.length), 1)) {
    count += 1
    for (const what of await broken(scenario, trial)) found.push(`${scenario.name}, ${trial.name}: ${what}`)
  }
  console.log(`${count} runs of ${all.length} over step × fault × kill, ${found.length} broken`)
  expect(found).toEqual([])
})
