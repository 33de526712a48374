import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'
import type { PrepareLaunch } from './launch.ts'

/** The code's own program, `bootstrap`. */
export const prepareProvided: PrepareLaunch = async ({ source: { runtime }, folder }) => {
  const program = join(folder, 'bootstrap')
  try {
    accessSync(program, constants.X_OK)
  } catch {
    throw new Error(
      `Functions on ${runtime} are started by a program named bootstrap, and ${program} is none: build it for this machine and make it executable`,
    )
  }
  return { program, args: [], environment: {}, folder }
}
