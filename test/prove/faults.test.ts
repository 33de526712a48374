import { expect, it } from 'vitest'
import { broken, scenarios, trialsOf } from '../support/prove-faults.ts'
import { pick } from '../support/random.ts'

/** `APIGEN_RUNS=Infinity` for all of them. */
const runs = Number(process.env.APIGEN_RUNS ?? 10_000)

it('whatever fails, the stage serves the old or the new API, and the other can be had', { timeout: 14_400_000 }, async () => {
  const found: string[] = []
  const all = []
  for (const scenario of await scenarios()) for (const trial of await trialsOf(scenario)) all.push({ scenario, trial })
  const chosen = pick(all, Math.min(runs, all.length), 1)
  for (const { scenario, trial } of chosen)
    for (const what of await broken(scenario, trial)) found.push(`${scenario.name}, ${trial.name}: ${what}`)
  console.log(`${chosen.length} runs of ${all.length} over step × fault × kill, ${found.length} broken`)
  expect(found).toEqual([])
})
