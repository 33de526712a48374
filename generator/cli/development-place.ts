import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Given } from './command.ts'
import type { Context } from './context.ts'

/** Below the folder that a command is run from. */
const PLACE = '.apigen/dev'

/** What is said where a folder is no project. */
export const NO_PROJECT: string = `This folder is no project (no config, no handlers), so what is generated is kept in ${PLACE}. apigen init begins one; apigen generate writes the files here.`

/**
 * The context of `apigen dev` with the folder that its files go to. A spec that is named from a folder which is no project – no config, nothing
 * generated, no handlers – is looked at: nothing of it is left beside what lies there (decision 0161).
 */
export function developmentPlace(context: Context, given: Given): Context {
  const { settings, config } = context
  const { root, output } = settings
  const isProject =
    given.args.length === 0 ||
    config.file !== undefined ||
    output !== root ||
    existsSync(join(output, 'generated', '.manifest.json')) ||
    existsSync(join(output, 'handlers'))
  return isProject ? context : { ...context, settings: { ...settings, output: join(root, PLACE) } }
}
