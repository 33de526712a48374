import { relative } from 'node:path'
import type { FileChange } from '../../model/plan.ts'
import type { FilePlan } from '../../write/plan-files.ts'
import { type CheckedSpec, checkedSpec } from '../checked-spec.ts'
import type { Given, Run } from '../command.ts'
import { type Context, printDiagnostics, text } from '../context.ts'
import { generateFrom, tellOfHandWork } from '../generated-files.ts'
import { listenForInterruption } from '../interruption.ts'
import { visible } from '../report/escape.ts'
import { countPlan, printPlan } from '../report/file-plan.ts'
import { countDiagnostics } from '../report/summary.ts'
import { expectShortRun } from '../short-run.ts'
import { type Round, refuseInput, watchFiles } from '../watch.ts'

/** Generates everything a spec needs. 1 when files are stale (`--check`) or were edited by hand, 2 when the spec cannot be read. */
export const generate: Run = async (context, given) => {
  const watching = given.flags.watch === true
  if (watching) refuseInput(given)
  else expectShortRun()
  const interruption = listenForInterruption(context.host)
  let last: string | undefined
  const once = async (fresh: Context): Promise<Round & { readonly exitCode: number }> => {
    const began = Date.now()
    const checked = await checkedSpec(fresh, given, last)
    last = checked.entry
    const exitCode = await generateAndTell(fresh, given, checked, interruption.happened)
    return { began, files: checked.findings.files(), exitCode }
  }
  try {
    const first = await once(context)
    if (watching) return await watchFiles(context, given, interruption, first, once)
    return interruption.happened() ? 130 : first.exitCode
  } catch (error) {
    if (!interruption.happened()) throw error
    context.say('Interrupted; nothing was half-written.')
    return 130
  } finally {
    interruption.stop()
  }
}

async function generateAndTell(context: Context, given: Given, checked: CheckedSpec, interrupted: () => boolean): Promise<number> {
  const started = performance.now()
  const format = text(given.flags.format) ?? 'pretty'
  const { entry, spec, findings } = checked
  if (!spec) {
    printDiagnostics(context, format, findings.all(), findings.texts, { exitCode: 2 })
    context.say(`${visible(entry)}: ${countDiagnostics(findings.all())}. The spec cannot be read, so nothing was written.`)
    return 2
  }
  const mode = given.flags.check === true ? 'check' : given.flags.dryRun === true ? 'dry-run' : 'write'
  const plan = await generateFrom(context, spec, findings, { force: given.flags.force === true, write: mode === 'write', interrupted })
  const exitCode = (mode === 'check' ? staleOf(plan) : plan.conflicts).length > 0 ? 1 : 0
  printDiagnostics(context, format, findings.all(), findings.texts, {
    exitCode,
    plan: plan.changes.map(({ action, id, why, owner, conflict }) => ({ action, path: id, why, owner, conflict: conflict !== undefined })),
  })
  if (format !== 'json' && mode !== 'write') context.print(printPlan(plan, context.paintOut))
  tellOfHandWork(context, plan)
  const where = visible(relative(context.host.cwd, context.settings.output) || '.')
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (mode === 'check') context.say(`${where}: ${verdictOf(plan, given)}`)
  else context.say(`${where}: ${countPlan(plan, mode === 'write' ? 'done' : 'planned')} in ${seconds} s.`)
  return exitCode
}

function staleOf(plan: FilePlan): readonly FileChange[] {
  return plan.changes.filter(({ action, conflict }) => action !== 'keep' || conflict !== undefined)
}

function verdictOf(plan: FilePlan, given: Given): string {
  const stale = staleOf(plan).length
  if (stale === 0) return 'every generated file is fresh.'
  const count = `${stale} of ${plan.changes.length} files ${stale === 1 ? 'is' : 'are'} stale.`
  if (stale === plan.conflicts.length) return count
  const flag = (name: string, value: Given['flags'][string]): readonly string[] => (typeof value === 'string' ? [`--${name} ${value}`] : [])
  const { target, output, config } = given.flags
  const command = ['apigen generate', ...given.args, ...flag('target', target), ...flag('output', output), ...flag('config', config)]
  return `${count} Run: ${visible(command.join(' '))}`
}
