import { runCase } from '../../render/cases.ts'
import type { Context } from '../context.ts'
import type { InputFiles } from '../input-files.ts'
import { visible } from '../report/escape.ts'
import { plural } from '../report/summary.ts'

/** Longer texts are cut where they are shown to people. */
const SHOWN = 400

/**
 * Runs a table of cases, one JSON line each, as they are read. 1 when one is not as it expects, 2 when a line holds no case.
 */
export async function renderCases(context: Context, inputs: InputFiles, path: string, template: string | undefined): Promise<number> {
  const counts = { cases: 0, different: 0, broken: 0 }
  const shown = path === '-' ? 'stdin' : path
  let number = 0
  for await (const line of inputs.lines(path, 'table of cases')) {
    number++
    if (line.trim() === '') continue
    const outcome = runCase(line, template)
    if (outcome.kind === 'broken') {
      counts.broken++
      context.print(`${JSON.stringify({ name: null, error: { message: `Line ${number} is no case: ${outcome.reason}` } })}\n`)
      context.say(visible(`${shown}:${number} is no case: ${outcome.reason}`.slice(0, SHOWN)))
      continue
    }
    counts.cases++
    context.print(`${JSON.stringify(outcome.result)}\n`)
    if (outcome.differs === undefined) continue
    counts.different++
    context.say(visible(`${shown}:${number} ${String(outcome.name)} ${outcome.differs}`.slice(0, SHOWN)))
  }
  const verdict = counts.different > 0 ? `, ${counts.different} not as expected` : counts.cases > 0 ? ', all as expected' : ''
  const broken = counts.broken > 0 ? `, ${plural(counts.broken, 'line')} without a case` : ''
  context.say(`${shown}: ${plural(counts.cases, 'case') || 'no cases'}${verdict}${broken}.`)
  return counts.broken > 0 ? 2 : counts.different > 0 ? 1 : 0
}
