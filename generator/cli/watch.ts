import { ApigenFailure } from '../base/diagnostic.ts'
import type { Given } from './command.ts'
import type { Context } from './context.ts'
import { openSpec, specOf } from './read.ts'

/** Milliseconds of quiet after a change before work begins: editors save in several steps. */
const QUIET = 50

/** Repeats `work` at every change of the spec's files until the user interrupts; an error is printed and watching goes on. */
export async function watchSpec(
  context: Context,
  given: Given,
  work: (interrupted: () => boolean) => Promise<number>,
  interrupted: () => boolean,
): Promise<number> {
  const { watch } = await import('chokidar')
  const { readDocument } = await import('../pipeline.ts')
  const filesOf = async (): Promise<readonly string[]> => {
    const { entry, options } = await openSpec(context, specOf(context, given.args[0]), given)
    const read = await readDocument(entry, options, () => {}).catch(() => undefined)
    return [
      ...(read ? Object.keys(read.loaded.files) : [entry.replace(/#.*$/, '')]),
      ...(context.config.file === undefined ? [] : [context.config.file]),
    ]
  }
  const watcher = watch([...(await filesOf())], { ignoreInitial: true, awaitWriteFinish: { stabilityThreshold: QUIET, pollInterval: 10 } })
  context.say('Watching; Ctrl-C ends it.')
  let busy: Promise<void> = Promise.resolve()
  watcher.on('all', () => {
    busy = busy.then(async () => {
      try {
        await work(interrupted)
        watcher.add([...(await filesOf())])
      } catch (error) {
        if (!(error instanceof ApigenFailure)) throw error
        context.say(error.message)
      }
    })
  })
  while (!interrupted()) await new Promise((done) => setTimeout(done, 50))
  await busy
  await watcher.close()
  return 130
}
