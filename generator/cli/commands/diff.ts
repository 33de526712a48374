import type { Diagnostic, Severity } from '../../base/diagnostic.ts'
import { diffSpecs } from '../../pipeline.ts'
import type { Run } from '../command.ts'
import { comparable } from '../comparable.ts'
import { type Context, sayDiagnostics, text } from '../context.ts'
import { namesOf, type ReadSide, readSides, type Sides } from '../diff-sides.ts'
import { checkRules, settle } from '../difference-settings.ts'
import { printDifferences } from '../report/differences/print.ts'
import { visible } from '../report/escape.ts'
import { diagnosticsJson } from '../report/json.ts'

/** Compares two specs. 1 when a difference is as bad as `--fail-on` says, 2 when one of them cannot be read: that is never "clean". */
export const diff: Run = async (context, given) => {
  checkRules(context)
  const names = namesOf(context, given)
  const read = await readSides(context, given, names)
  const format = text(given.flags.format) ?? 'text'
  if (!read.base.spec || !read.head.spec) return refuse(context, names, read, format)
  const { base, head, texts, authored } = await comparable(context.settings, { base: read.base.spec, head: read.head.spec }, names)
  const { differences, ignored } = settle(context, (await diffSpecs(base, head)).map(authored))
  const failing = FAILING[text(given.flags.failOn) ?? context.settings.diff.failOn ?? 'breaking'] ?? []
  const exitCode = differences.some(({ severity }) => failing.includes(severity)) ? 1 : 0
  const entries = { base: read.base.spec.loaded.entry, head: read.head.spec.loaded.entry }
  await printDifferences(context, format, { differences, ignored, texts, entries }, failing, { ...names, exitCode })
  return exitCode
}

/** `--fail-on` → the severities that make the comparison fail. */
const FAILING: Readonly<Record<string, readonly Severity[]>> = {
  breaking: ['error'],
  warning: ['error', 'warning'],
  any: ['error', 'warning', 'note'],
  none: [],
}

/** Says why a side cannot be read. Standard output holds data, so only a document that says so may go there. */
function refuse(context: Context, names: Sides<string>, read: Sides<ReadSide>, format: string): number {
  const exitCode = 2
  const bad = (['base', 'head'] as const).filter((side) => !read[side].spec)
  const errors = ({ findings }: ReadSide): readonly Diagnostic[] => findings.all().filter(({ severity }) => severity === 'error')
  if (format === 'json') {
    const diagnostics = bad.flatMap((side) => diagnosticsJson(errors(read[side]), read[side].findings.texts))
    context.printJson({ ...names, exitCode, differences: null, diagnostics })
  }
  for (const side of bad) {
    sayDiagnostics(context, 'pretty', errors(read[side]), read[side].findings.texts)
    context.say(`${visible(names[side])} cannot be read, so nothing was compared.`)
  }
  return exitCode
}
