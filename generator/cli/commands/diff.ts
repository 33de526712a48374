import type { Run } from '../command.ts'
import { compareSides, printComparison } from '../compare-sides.ts'
import { text } from '../context.ts'

/** Compares two specs. 1 when a difference is as bad as `--fail-on` says, 2 when one of them cannot be read: that is never "clean". */
export const diff: Run = async (context, given) => {
  if (given.flags.watch === true || text(given.flags.interval) !== undefined)
    return (await import('../watch-diff.ts')).watchDiff(context, given)
  const comparison = await compareSides(context, given)
  await printComparison(context, comparison, text(given.flags.format) ?? 'text')
  return comparison.exitCode
}
