import { ApigenFailure } from '../../../base/diagnostic.ts'
import { unsound } from '../unsound.ts'
import type { ImportStep } from '../work.ts'

/** How long a Ctrl-C waits at most. */
const SLICE = 1000

/** Lets the new API serve for a while, and asks the user's own check whether it is any good. */
export const bake: ImportStep = {
  name: 'bake',
  doing: ({ bake: asked }) => `watching the stage for ${asked?.seconds ?? 0} s`,
  look: async ({ bake: asked }, reached) => (asked === undefined ? reached : undefined),
  async run({ bake: asked, clock, interrupted }, reached) {
    const end = clock.now() + (asked?.seconds ?? 0) * 1000
    while (clock.now() < end) {
      if (interrupted()) throw new ApigenFailure('interrupted', 'Interrupted while the stage was watched.')
      await clock.sleep(Math.min(SLICE, end - clock.now()))
    }
    if (asked?.check === undefined || (await asked.check())) return reached
    throw unsound('The check of the stage failed.', 'Look at what it printed, mend it, and import again.')
  },
}
