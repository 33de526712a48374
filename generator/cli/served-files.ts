import type { OutputFile } from '../model/output.ts'
import type { Spec } from '../pipeline.ts'
import { usualTargets } from '../targets.ts'
import type { FilePlan } from '../write/plan-files.ts'
import type { Context } from './context.ts'
import { filesOf, writeFiles } from './generated-files.ts'
import type { Findings } from './read.ts'

/** The files of a spec that is being served. */
export interface ServedFiles {
  /** Writes those that no handler needs, and gives the plan of all. Rejects where it is interrupted. */
  writeOthers(interrupted: () => boolean): Promise<FilePlan>
}

/** Writes the files that handlers are made of: without them nothing can be served, and nobody has to wait for the others. */
export async function writeHandlerFiles(
  context: Context,
  spec: Spec,
  findings: Findings,
  interrupted: () => boolean,
): Promise<ServedFiles> {
  const { targets, partial } = context.settings
  const wanted = targets.length > 0 ? targets : usualTargets
  const others = wanted.filter((name) => !servesHandlers(name))
  const files: OutputFile[] = []
  for (const name of wanted.filter(servesHandlers)) for await (const file of filesOf(spec, [name], findings, interrupted)) files.push(file)
  const options = { force: false, write: true } as const
  const first = await writeFiles(context, files, { ...options, interrupted, partial: true })
  return {
    async writeOthers(stopped) {
      async function* all(): AsyncIterable<OutputFile> {
        yield* files
        if (others.length > 0) yield* filesOf(spec, others, findings, stopped)
      }
      const whole = await writeFiles(context, all(), { ...options, interrupted: stopped, partial })
      return together(first, whole)
    },
  }
}

function servesHandlers(target: string): boolean {
  return target === 'types' || target === 'validators' || target.startsWith('handlers-')
}

/** One plan of two that were carried out one after the other: what the first one did, the second one found as it should be. */
function together(first: FilePlan, second: FilePlan): FilePlan {
  const done = new Map(first.changes.filter(({ action }) => action !== 'keep').map((change) => [change.id, change]))
  return { ...second, changes: second.changes.map((change) => done.get(change.id) ?? change) }
}
