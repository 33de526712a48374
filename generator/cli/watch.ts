import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { ApigenFailure } from '../base/diagnostic.ts'
import type { Given } from './command.ts'
import { type Context, createContext } from './context.ts'
import type { Interruption } from './interruption.ts'
import { printFailure } from './report/failure.ts'

/** Milliseconds of quiet after a change before work begins: editors save in several steps. */
const QUIET = 50

/** One round of work: which files it was about, and when it began to read them. */
export interface Round {
  readonly files: readonly string[]
  /** Milliseconds since the epoch. */
  readonly began: number
  /** What may wait until the round is over; it stops where it is `abandoned`, since the next round will do it. */
  readonly after?: (abandoned: () => boolean) => Promise<void>
}

/**
 * Does `again` at every change of the files of the last round, or of the config, which is then read anew; until the user interrupts. A
 * failure is printed and watching goes on: what is half-written now is whole in a moment.
 */
export async function watchFiles(
  context: Context,
  given: Given,
  interruption: Interruption,
  first: Round,
  again: (fresh: Context) => Promise<Round>,
  /** Told how to ask for a round that no file asks for. */
  offer: (ask: () => void) => void = () => {},
): Promise<number> {
  const { watch } = await import('chokidar')
  const config = context.config.file === undefined ? [] : [context.config.file]
  const watched = new Set([...first.files, ...config])
  // The folders are watched, not the files: a file that goes and comes again, as when a branch is checked out, is not lost sight of.
  const foldersOf = (files: readonly string[]): string[] => [...new Set(files.map((file) => dirname(file)))]
  const watcher = watch(foldersOf([...watched]), {
    depth: 0,
    ignored: (path, stats) => stats?.isFile() === true && !watched.has(path),
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold: QUIET, pollInterval: 10 },
  })
  let asked = false
  let busy: Promise<void> | undefined
  const abandoned = (): boolean => asked || interruption.happened()
  const attempt = async (action: () => Promise<void> | undefined): Promise<void> => {
    try {
      await action()
    } catch (error) {
      if (!interruption.happened()) context.host.stderr.write(printFailure(error, undefined, context.paint))
    }
  }
  const round = async (): Promise<void> => {
    const { files, after } = await again(await createContext(context.host, given))
    const fresh = files.filter((file) => !watched.has(file))
    for (const file of fresh) watched.add(file)
    watcher.add([...foldersOf(fresh), ...fresh])
    await after?.(abandoned)
  }
  const work = async (): Promise<void> => {
    while (asked && !interruption.happened()) {
      asked = false
      await attempt(round)
    }
    busy = undefined
  }
  // Changes that come while work is going on are one more round together.
  const ask = (): void => {
    asked = true
    busy ??= work()
  }
  try {
    await new Promise<void>((ready) => watcher.once('ready', ready))
    watcher.on('all', (_, path) => {
      if (watched.has(path)) ask()
    })
    context.say('Watching; Ctrl-C ends it.')
    offer(ask)
    busy = attempt(() => first.after?.(abandoned)).then(work)
    if ([...watched].some((file) => changedSince(file, first.began))) ask()
    await interruption.wait
    await busy
  } finally {
    await watcher.close()
  }
  return 130
}

/** Whether a file was saved after its round began to read it, and before anybody watched. */
function changedSince(file: string, began: number): boolean {
  const found = statSync(file, { throwIfNoEntry: false })
  return found !== undefined && found.mtimeMs >= began
}

/** Standard input comes once. */
export function refuseInput(given: Given): void {
  if (given.args[0] === '-')
    throw new ApigenFailure('usage', 'A spec from standard input cannot be watched.', { help: 'Name a file, or leave the watching out.' })
}
