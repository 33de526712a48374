import { relative } from 'node:path'
import { ApigenFailure, type Diagnostic, type Report } from '../../base/diagnostic.ts'
import { suggest } from '../../base/suggest.ts'
import { checkSpec, generateFiles, readSpec, stopsEverything, targetNames } from '../../pipeline.ts'
import { applyFiles } from '../../write/apply-files.ts'
import { nodeDisk } from '../../write/disk.ts'
import { type FilePlan, planFiles } from '../../write/plan-files.ts'
import type { Given, Run } from '../command.ts'
import { type Context, printDiagnostics, text } from '../context.ts'
import { listenForInterruption } from '../interruption.ts'
import { openSpec, specOf } from '../read.ts'
import { visible } from '../report/escape.ts'
import { countPlan, printConflicts, printPlan } from '../report/file-plan.ts'
import { countDiagnostics } from '../report/summary.ts'

/** Generates everything a spec needs. 1 when files are stale (`--check`) or were edited by hand, 2 when the spec cannot be read. */
export const generate: Run = async (context, given) => {
  checkTargets(context.settings.targets)
  const interruption = listenForInterruption(context.host)
  const once = (): Promise<number> => generateOnce(context, given, interruption.happened)
  try {
    const code = await once()
    if (given.flags.watch !== true) return interruption.happened() ? 130 : code
    const { watchSpec } = await import('../watch.ts')
    return await watchSpec(context, given, once, interruption)
  } catch (error) {
    if (!interruption.happened()) throw error
    context.say('Interrupted; nothing was half-written.')
    return 130
  } finally {
    interruption.stop()
  }
}

/** One run: read, check, plan, and unless it is only asked for, write. */
export async function generateOnce(context: Context, given: Given, interrupted: () => boolean): Promise<number> {
  const started = performance.now()
  const format = text(given.flags.format) ?? 'pretty'
  const { entry, options, findings } = await openSpec(context, specOf(context, given.args[0]), given)
  const spec = await readSpec(entry, options, findings.report)
  if (spec) await checkSpec(spec, findings.report)
  if (!spec || stopsEverything(findings.all())) {
    printDiagnostics(context, format, findings.all(), findings.texts, { exitCode: 2 })
    context.say(`${visible(entry)}: ${countDiagnostics(findings.all())}. The spec cannot be read, so nothing was written.`)
    return 2
  }
  const { targets, output } = context.settings
  const disk = nodeDisk(output)
  // Emitters repeat in their words what the checks said of a place already.
  const placeOf = ({ at }: Diagnostic): string => (at ? `${at.file}#${at.pointer}` : '')
  const told = new Set(findings.all().map(placeOf))
  const report: Report = (diagnostic) => {
    if (!told.has(placeOf(diagnostic))) findings.report(diagnostic)
  }
  const plan = await planFiles(untilInterrupted(generateFiles(spec, targets, report), interrupted), disk, {
    force: given.flags.force === true,
    partial: targets.length > 0,
  })
  const checking = given.flags.check === true
  const dry = given.flags.dryRun === true
  if (!checking && !dry) await applyFiles(plan, disk, interrupted)
  const stale = plan.changes.filter(({ action, conflict }) => action !== 'keep' || conflict !== undefined)
  const exitCode = checking ? (stale.length > 0 ? 1 : 0) : plan.conflicts.length > 0 ? 1 : 0
  printDiagnostics(context, format, findings.all(), findings.texts, {
    exitCode,
    plan: plan.changes.map(({ action, id, why, owner, conflict }) => ({ action, path: id, why, owner, conflict: conflict !== undefined })),
  })
  tell(context, given, { plan, output, format, checking, dry, seconds: (performance.now() - started) / 1000 })
  return exitCode
}

function tell(
  context: Context,
  given: Given,
  {
    plan,
    output,
    format,
    checking,
    dry,
    seconds,
  }: { plan: FilePlan; output: string; format: string; checking: boolean; dry: boolean; seconds: number },
): void {
  if (format !== 'json' && (checking || dry)) context.print(printPlan(plan, context.paintOut))
  if (plan.conflicts.length > 0) context.say(printConflicts(plan, context.paint))
  const where = visible(relative(context.host.cwd, output) || '.')
  const stale = plan.changes.filter(({ action, conflict }) => action !== 'keep' || conflict !== undefined).length
  if (checking) {
    const command = [
      'apigen generate',
      ...given.args,
      ...(typeof given.flags.target === 'string' ? [`--target ${given.flags.target}`] : []),
    ].join(' ')
    context.say(
      stale === 0
        ? `${where}: every generated file is fresh.`
        : `${where}: ${stale} of ${plan.changes.length} files are stale. Run: ${visible(command)}`,
    )
  } else {
    context.say(`${where}: ${countPlan(plan)}${dry ? ' would be written' : ''} in ${seconds.toFixed(1)} s.`)
  }
}

/** Unknown targets stop everything before any work. */
function checkTargets(targets: readonly string[]): void {
  for (const name of targets) {
    if (targetNames.includes(name)) continue
    const near = suggest(name, targetNames)
    throw new ApigenFailure('usage', `There is no target \`${name}\`.`, {
      help: near ? `Did you mean \`${near}\`?` : `The targets are ${targetNames.join(', ')}.`,
    })
  }
}

async function* untilInterrupted<T>(items: AsyncIterable<T>, interrupted: () => boolean): AsyncIterable<T> {
  for await (const item of items) {
    // Generating is synchronous work; giving way now and then lets a Ctrl-C arrive.
    await new Promise((done) => setImmediate(done))
    if (interrupted()) throw new ApigenFailure('usage', 'Interrupted; nothing was changed.')
    yield item
  }
}
