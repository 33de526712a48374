import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Diagnostic, Report } from '../base/diagnostic.ts'
import type { OutputFile } from '../model/output.ts'
import { generateFiles, type Spec } from '../pipeline.ts'
import { applyFiles } from '../write/apply-files.ts'
import { nodeDisk } from '../write/disk.ts'
import { createGiveWay } from '../write/give-way.ts'
import { type FilePlan, planFiles } from '../write/plan-files.ts'
import type { Context } from './context.ts'
import type { Findings } from './read.ts'
import { visible } from './report/escape.ts'
import { printConflicts } from './report/file-plan.ts'

/** How files are planned and whether they are written. */
export interface WriteOptions {
  /** Overwrite generated files that were edited by hand. */
  readonly force: boolean
  readonly write: boolean
  readonly interrupted: () => boolean
}

/** Plans the files of a spec, and writes them where that is wanted. */
export async function generateFrom(context: Context, spec: Spec, findings: Findings, options: WriteOptions): Promise<FilePlan> {
  const { targets, partial } = context.settings
  return writeFiles(context, filesOf(spec, targets, findings, options.interrupted), { ...options, partial })
}

/** The files of these targets, of all when none is named. What they have to say of places of which nothing was said goes to the findings. */
export function filesOf(spec: Spec, targets: readonly string[], findings: Findings, interrupted: () => boolean): AsyncIterable<OutputFile> {
  // Emitters repeat in their words what the checks said of a place already.
  const placeOf = ({ at }: Diagnostic): string => (at ? `${at.file}#${at.pointer}` : '')
  const told = new Set(findings.all().map(placeOf))
  const report: Report = (diagnostic) => {
    if (!told.has(placeOf(diagnostic))) findings.report(diagnostic)
  }
  return untilInterrupted(generateFiles(spec, targets, report), interrupted)
}

/** Plans files, and writes them where that is wanted; `partial` leaves those of other targets as they are. */
export async function writeFiles(
  context: Context,
  files: AsyncIterable<OutputFile> | Iterable<OutputFile>,
  { force, write, interrupted, partial }: WriteOptions & { readonly partial: boolean },
): Promise<FilePlan> {
  const disk = nodeDisk(context.settings.output)
  const plan = await planFiles(files, disk, { force, partial })
  if (write) await applyFiles(plan, disk, interrupted)
  return plan
}

/** What a plan means for files that people wrote: edits that stand in the way, handlers that nothing calls any more. */
export function tellOfHandWork(context: Context, plan: FilePlan): void {
  if (plan.conflicts.length > 0) context.say(printConflicts(plan, context.paint))
  for (const { path, to, operation } of plan.leftovers) {
    if (!existsSync(join(context.settings.output, path))) continue
    // As whoever reads it has to type it, from where the command was run.
    const [from, target] = [path, to ?? ''].map((one) => visible(relative(context.host.cwd, join(context.settings.output, one)))) as [
      string,
      string,
    ]
    context.say(
      to === undefined
        ? `${visible(path)} belongs to no operation any more. It is yours: move what you need, then: rm ${from}`
        : `${visible(path)} belongs to no operation any more: ${visible(operation ?? '')} is handled by ${visible(to)} now, where a stub stands. To keep your code: mv ${from} ${target}, and have it import the contract of the new name.`,
    )
  }
}

async function* untilInterrupted<T>(items: AsyncIterable<T>, interrupted: () => boolean): AsyncIterable<T> {
  const giveWay = createGiveWay(interrupted)
  for await (const item of items) {
    await giveWay()
    yield item
  }
}
