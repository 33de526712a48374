import { expect, it } from 'vitest'
import { broken, doubledTrials, scenarios, type Trial, trialsOf } from '../support/prove-faults.ts'
import { pick } from '../support/random.ts'

/** `APIGEN_RUNS=Infinity` for all of them. */
const runs = Number(process.env.APIGEN_RUNS ?? 10_000)
const seed = Number(process.env.APIGEN_SEED ?? 1)

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

it('whatever goes wrong twice, too', { timeout: 14_400_000 }, async () => {
  const found: string[] = []
  const all = await scenarios()
  const each = Math.ceil(Math.min(runs, 10_000) / all.length)
  for (const [index, scenario] of all.entries()) {
    const trials = doubledTrials(scenario, seed + index)
    for (let run = 0; run < each; run++) {
      const { value: trial } = trials.next() as IteratorYieldResult<Trial>
      for (const what of await broken(scenario, trial)) found.push(`${scenario.name}, ${trial.name}: ${what}`)
    }
  }
  console.log(`${each * all.length} runs with more than one fault from seed ${seed}, ${found.length} broken`)
  expect(found).toEqual([])
})
