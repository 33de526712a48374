import { resolve } from 'node:path'
import { ApigenFailure } from '../base/diagnostic.ts'
import type { Given } from './command.ts'
import type { Context } from './context.ts'
import type { Interruption } from './interruption.ts'
import { openSpec, specOf } from './read.ts'
import { visible } from './report/escape.ts'

/** Milliseconds of quiet after a change before work begins: editors save in several steps. */
const QUIET = 50

/** Repeats `work` at every change of the spec's files until the user interrupts; a failure is printed and watching goes on. */
export async function watchSpec(context: Context, given: Given, work: () => Promise<unknown>, interruption: Interruption): Promise<number> {
  const { watch } = await import('chokidar')
  const watcher = watch([...(await filesOf(context, given))], {
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold: QUIET, pollInterval: 10 },
  })
  let busy: Promise<void> = Promise.resolve()
  const broken = new Promise<never>((_, fail) => {
    watcher.on('all', () => {
      busy = busy.then(async () => {
        if (interruption.happened()) return
        try {
          await work()
          watcher.add([...(await filesOf(context, given))])
        } catch (error) {
          if (error instanceof ApigenFailure)
            context.say(`${visible(error.message)}${error.help === undefined ? '' : ` ${visible(error.help)}`}`)
          else fail(error)
        }
      })
    })
  })
  context.say('Watching; Ctrl-C ends it.')
  try {
    await Promise.race([interruption.wait, broken])
    await busy
  } finally {
    await watcher.close()
  }
  return 130
}

/** The spec's files and the config; what cannot be read now is watched all the same. */
async function filesOf(context: Context, given: Given): Promise<readonly string[]> {
  const { readDocument } = await import('../pipeline.ts')
  const { entry, options } = await openSpec(context, specOf(context, given.args[0]), given)
  const read = await readDocument(entry, options, () => {})
  const files = read ? Object.keys(read.loaded.files) : [entry.replace(/#.*$/, '')]
  return [...files.map((file) => resolve(context.host.cwd, file)), ...(context.config.file === undefined ? [] : [context.config.file])]
}
