import { ApigenFailure } from '../base/diagnostic.ts'
import { type Json, sha256 } from '../base/json.ts'
import type { Given } from './command.ts'
import { type Comparison, compareSides, printComparison } from './compare-sides.ts'
import { type Context, text } from './context.ts'
import { namesOf } from './diff-sides.ts'
import { listenForInterruption } from './interruption.ts'
import { printFailure } from './report/failure.ts'
import { exitCodeOf, failureJson } from './report/failure-json.ts'
import { type Round, watchFiles } from './watch.ts'

/** Seconds between two looks at a stage, where nobody says otherwise: the control plane allows few calls. */
const DEFAULT_INTERVAL = 300

/** What a look came to: a comparison, or why there is none this time. */
type Look = { readonly kind: 'comparison'; readonly comparison: Comparison } | { readonly kind: 'failed'; readonly error: ApigenFailure }

/**
 * Compares again and again until the user interrupts: at every change of a file, and of stages after every interval. As text, what
 * differs is printed when it is otherwise than at the last look; as JSON, every look is one line, so that whoever reads it sees that
 * somebody looks. A stage that cannot be asked is told and asked again, save at the first look.
 */
export async function watchDiff(context: Context, given: Given): Promise<number> {
  const format = text(given.flags.format) ?? 'text'
  const interval = intervalOf(given)
  const { base, head } = namesOf(context, given)
  if (base === '-' || head === '-')
    throw new ApigenFailure('usage', 'A spec from standard input cannot be watched.', { help: 'Name a file, or leave the watching out.' })
  if (format !== 'text' && format !== 'json')
    throw new ApigenFailure('usage', `\`--watch\` does not print \`${format}\`, which is for one comparison.`, {
      help: 'Take text or json, or leave --watch out and let a scheduler run the command: its exit code tells.',
    })
  const interruption = listenForInterruption(context.host)
  let last: string | undefined
  let files: readonly string[] = []
  const round = async (fresh: Context, look: Look, began: number): Promise<Round> => {
    if (look.kind === 'comparison') files = look.comparison.files
    const seen = digestOf(look)
    const changed = seen !== last
    last = seen
    if (format === 'json') await printLine(fresh, look, { at: new Date(began).toISOString(), changed })
    else if (changed) await printText(fresh, look)
    return { began, files }
  }
  const compare = async (fresh: Context): Promise<Look> => ({ kind: 'comparison', comparison: await compareSides(fresh, given) })
  const again = async (fresh: Context): Promise<Round> => {
    const began = Date.now()
    return round(fresh, await compare(fresh).catch(failed), began)
  }
  let stop = (): void => {}
  try {
    const began = Date.now()
    const first = await round(context, await compare(context), began)
    const isRemote = [base, head].some((name) => name.startsWith('stage:'))
    return await watchFiles(context, given, interruption, first, again, (ask) => {
      if (isRemote) stop = context.host.every(interval * 1000, ask)
    })
  } catch (error) {
    if (!interruption.happened()) throw error
    return 130
  } finally {
    stop()
    interruption.stop()
  }
}

/** Only what may be otherwise the next time; a bug, or a wrong use, ends the watching or is told by it. */
function failed(error: unknown): Look {
  if (error instanceof ApigenFailure && error.kind === 'remote') return { kind: 'failed', error }
  throw error
}

function digestOf(look: Look): string {
  if (look.kind === 'failed') return look.error.message
  const { comparison } = look
  if (comparison.kind === 'unreadable')
    return sha256(JSON.stringify([comparison.sides.base.findings.all(), comparison.sides.head.findings.all()]))
  return sha256(JSON.stringify(comparison.report.differences.map(({ fingerprint, severity }) => [fingerprint, severity])))
}

async function printText(context: Context, look: Look): Promise<void> {
  if (look.kind === 'failed') context.host.stderr.write(printFailure(look.error, undefined, context.paint))
  else await printComparison(context, look.comparison, 'text')
}

/** One JSON document on one line. */
async function printLine(context: Context, look: Look, more: Readonly<Record<string, Json>>): Promise<void> {
  const onOneLine: Context = {
    ...context,
    printJson: (value) => context.printLine({ ...more, ...value }),
  }
  if (look.kind === 'failed') onOneLine.printJson({ exitCode: exitCodeOf(look.error), differences: null, ...failureJson(look.error) })
  else await printComparison(onOneLine, look.comparison, 'json')
}

function intervalOf(given: Given): number {
  const written = text(given.flags.interval)
  if (written === undefined) return DEFAULT_INTERVAL
  if (given.flags.watch !== true) throw new ApigenFailure('usage', '--interval is for --watch.', { help: 'Add --watch, or leave it out.' })
  const seconds = Number(written)
  if (/^\d+$/.test(written) && seconds >= 1 && seconds <= 86_400) return seconds
  throw new ApigenFailure('usage', `--interval takes seconds, from 1 to 86400, not \`${written}\`.`, { help: 'For example: --interval 60' })
}
