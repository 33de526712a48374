import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ApigenFailure } from '../base/diagnostic.ts'
import { type Applying, workOf } from '../deploy/import/apply-import.ts'
import { carryOut, type Imported, type RolledBack, rollBack } from '../deploy/import/carry-out.ts'
import { type KeptImport, keepRecord, lastImport, lockFolder } from '../deploy/import/import-files.ts'
import type { Bake } from '../deploy/import/work.ts'
import { wallClock } from '../deploy/retry.ts'
import { untilInterrupted } from './agreement.ts'
import type { Context } from './context.ts'
import type { connectFunctions } from './remote.ts'
import type { Stage } from './stage.ts'

const now = (): Date => new Date()

/** What an import of the command line runs on. */
export interface Running {
  readonly remote: Awaited<ReturnType<typeof connectFunctions>>
  readonly stage: Stage
  readonly stopping: AbortController
}

/** Does something that changes a stage, one at a time in a project; Ctrl-C ends it between two steps. */
export async function runImport<T>(
  context: Context,
  { remote, stage, stopping }: Running,
  id: string,
  work: (applying: Applying) => Promise<T>,
): Promise<T> {
  const folder = journalFolder(context)
  const release = lockFolder(folder, now)
  try {
    return await untilInterrupted(context, stopping, (interrupted) => {
      const bake = bakeOf(context, stage)
      return work({
        cloud: remote.cloud,
        functions: remote.functions,
        clock: wallClock(stopping.signal),
        ...(bake && { bake }),
        id,
        keep: (record) => keepRecord(folder, record),
        now,
        interrupted,
        say: (line) => context.say(`  ${line} …`),
      })
    })
  } finally {
    release()
  }
}

/** The last import into a stage, to go on with. Throws where there is none, and where it came to its end. */
export function importToResume(context: Context, { name }: Stage): KeptImport {
  const kept = importToTakeBack(context, name)
  if (kept.standing === 'open') return kept
  const ended = kept.standing === 'there' ? 'is through' : 'was taken back'
  throw new ApigenFailure('usage', `The last import into the stage \`${name}\` ${ended}; there is nothing to go on with.`, {
    help: `apigen import plans a new one${kept.standing === 'there' ? '; apigen import --rollback takes the last one back' : ''}.`,
  })
}

/** Goes on with an import. */
export function resumeImport(context: Context, running: Running, { record, journal }: KeptImport): Promise<Imported> {
  return runImport(context, running, record.id, (applying) => carryOut(workOf(applying, record, journal), journal))
}

/** Takes an import back, also one that is through. */
export function takeBackImport(context: Context, running: Running, { record, journal }: KeptImport): Promise<RolledBack> {
  return runImport(context, running, record.id, (applying) => rollBack(workOf(applying, record, journal), journal))
}

/** Refuses a new import where the last one stopped half way: its record holds what has to be brought back. */
export function refuseHalfway(context: Context, stage: Stage): void {
  const kept = lastImport(journalFolder(context), stage.name, now)
  if (kept === undefined || kept.standing !== 'open') return
  throw new ApigenFailure('usage', `The last import into the stage \`${stage.name}\` stopped before it was through (${kept.record.id}).`, {
    help: 'Go on with it: apigen import --resume; or take it back: apigen import --rollback. Both want --stage and the remote flags.',
  })
}

/** The last import into a stage, wherever it stands. Throws where there is none. */
export function importToTakeBack(context: Context, stage: string): KeptImport {
  const kept = lastImport(journalFolder(context), stage, now)
  if (kept) return kept
  throw new ApigenFailure('usage', `Nothing was imported into the stage \`${stage}\` from here.`, {
    help: `The journals are in \`${journalFolder(context)}\` of the machine that ran the import.`,
  })
}

function journalFolder(context: Context): string {
  return join(context.settings.root, '.apigen', 'journal')
}

function bakeOf(context: Context, { settings }: Stage): Bake | undefined {
  const asked = settings?.bake
  if (asked === undefined) return undefined
  const { seconds = 0, check } = asked
  return { seconds, ...(check !== undefined && { check: () => passes(context, check) }) }
}

/** Runs a command in the config's folder, all that it prints on stderr; it passes with exit code 0. */
function passes(context: Context, command: string): Promise<boolean> {
  context.say(`  ${command} …`)
  return new Promise((done) => {
    const child = spawn(command, { shell: true, cwd: context.settings.root, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => context.host.stderr.write(data.toString()))
    child.on('error', () => done(false))
    child.on('close', (code) => done(code === 0))
  })
}
