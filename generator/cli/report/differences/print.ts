import type { Severity } from '../../../base/diagnostic.ts'
import { type Json, printJson } from '../../../base/json.ts'
import type { Context } from '../../context.ts'
import { printDifferencesGithub } from './github.ts'
import { differencesJson } from './json.ts'
import { printDifferencesMarkdown } from './markdown.ts'
import type { DifferenceReport } from './report.ts'
import { printDifferencesText } from './text.ts'

/** Prints a comparison as `format` says. `failing` are the severities that make it fail; `more` stands beside the data of `json`. */
export async function printDifferences(
  context: Context,
  format: string,
  report: DifferenceReport,
  failing: readonly Severity[],
  more: Readonly<Record<string, Json>>,
): Promise<void> {
  switch (format) {
    case 'json':
      return context.printJson({ ...more, ...differencesJson(report) })
    case 'markdown':
      return context.print(printDifferencesMarkdown(report))
    case 'github':
      return context.print(printDifferencesGithub(report))
    case 'sarif':
      return context.print(printJson((await import('./sarif.ts')).differencesSarif(report)))
    case 'junit':
      return context.print((await import('./junit.ts')).printDifferencesJunit(report, failing))
    default:
      return context.print(printDifferencesText(report, context.paintOut))
  }
}
