import type { Diagnostic, Severity } from '../base/diagnostic.ts'
import { diffSpecs } from '../pipeline.ts'
import type { Given } from './command.ts'
import { comparable } from './comparable.ts'
import { type Context, sayDiagnostics, text } from './context.ts'
import { namesOf, type ReadSide, readSides, type Sides } from './diff-sides.ts'
import { checkRules, settle } from './difference-settings.ts'
import { printDifferences } from './report/differences/print.ts'
import type { DifferenceReport } from './report/differences/report.ts'
import { visible } from './report/escape.ts'
import { diagnosticsJson } from './report/json.ts'

/** Two sides beside each other. */
export type Comparison = {
  readonly names: Sides<string>
  /** Absolute paths of the files of this machine that it is about. */
  readonly files: readonly string[]
} & (
  | { readonly kind: 'compared'; readonly exitCode: 0 | 1; readonly report: DifferenceReport; readonly failing: readonly Severity[] }
  /** A side that cannot be read is never "clean". */
  | { readonly kind: 'unreadable'; readonly exitCode: 2; readonly sides: Sides<ReadSide> }
)

/** Reads both sides that the arguments name and compares them, as the config wants it. */
export async function compareSides(context: Context, given: Given): Promise<Comparison> {
  checkRules(context)
  const names = namesOf(context, given)
  const sides = await readSides(context, given, names)
  const files = [...sides.base.files, ...sides.head.files]
  if (!sides.base.spec || !sides.head.spec) return { kind: 'unreadable', exitCode: 2, names, files, sides }
  const { base, head, texts, authored } = await comparable(context.settings, { base: sides.base.spec, head: sides.head.spec }, names)
  const today = new Date().toISOString().slice(0, 10)
  const found = await diffSpecs(base, head, { today, ...context.settings.diff })
  const { differences, ignored, expired } = settle(context, found.map(authored), today)
  for (const { rule, reason = '', until = '' } of expired)
    context.say(`\`${rule}\` was to be left out until ${until} (${visible(reason)}), which is over: it is told again.`)
  const failing = FAILING[text(given.flags.failOn) ?? context.settings.diff.failOn ?? 'breaking'] ?? []
  const exitCode = differences.some(({ severity }) => failing.includes(severity)) ? 1 : 0
  const entries = { base: sides.base.spec.loaded.entry, head: sides.head.spec.loaded.entry }
  return { kind: 'compared', exitCode, names, files, report: { differences, ignored, texts, entries }, failing }
}

/** `--fail-on` → the severities that make the comparison fail. */
const FAILING: Readonly<Record<string, readonly Severity[]>> = {
  breaking: ['error'],
  warning: ['error', 'warning'],
  any: ['error', 'warning', 'note'],
  none: [],
}

/** Prints a comparison; one that could not be made says why. Standard output holds data, so only a document that says so may go there. */
export async function printComparison(context: Context, comparison: Comparison, format: string): Promise<void> {
  const { names, exitCode } = comparison
  if (comparison.kind === 'compared')
    return printDifferences(context, format, comparison.report, comparison.failing, { ...names, exitCode })
  const { sides } = comparison
  const bad = (['base', 'head'] as const).filter((side) => errorsOf(sides[side]).length > 0)
  if (format === 'json') {
    const diagnostics = bad.flatMap((side) => diagnosticsJson(errorsOf(sides[side]), sides[side].findings.texts))
    context.printJson({ ...names, exitCode, differences: null, diagnostics })
  }
  for (const side of bad) {
    sayDiagnostics(context, 'pretty', errorsOf(sides[side]), sides[side].findings.texts)
    context.say(`${visible(names[side])} cannot be read, so nothing was compared.`)
  }
}

function errorsOf({ findings }: ReadSide): readonly Diagnostic[] {
  return findings.all().filter(({ severity }) => severity === 'error')
}
