import type { Severity } from '../../../base/diagnostic.ts'
import { createLocator } from '../../../load/locate.ts'
import type { Difference } from '../../../model/difference.ts'
import { visible } from '../escape.ts'
import { countDifferences, type DifferenceReport, listOperations, operationsOf, placesOf, sorted } from './report.ts'

/** For a pull request: the security surface first, then a section for each severity. */
export function printDifferencesMarkdown(report: DifferenceReport): string {
  const { differences } = report
  const locate = createLocator(report.texts)
  const row = (difference: Difference): string => {
    const { message, code } = difference
    return `| ${[listOperations(operationsOf(difference)), message, `\`${code}\``, placesOf(difference, locate)].map(cell).join(' | ')} |`
  }
  const section = (title: string, rows: readonly Difference[]): string[] =>
    rows.length === 0 ? [] : [`### ${title}`, '', '| operation | what changes | rule | where |', '|---|---|---|---|', ...rows.map(row), '']
  const security = differences.filter(({ area }) => area === 'security')
  const others = (severity: Severity): Difference[] => differences.filter((one) => one.severity === severity && one.area !== 'security')
  const parts = [
    '<!-- apigen-diff -->',
    `**${countDifferences(report)}**`,
    '',
    ...section('Security', sorted(security)),
    ...section('Breaking', others('error')),
    ...section('Warnings', others('warning')),
    ...section('Harmless', others('note')),
  ]
  return `${parts.join('\n').trimEnd()}\n`
}

/**
 * A cell of a markdown table: spec text is text there, never markup or another column. A space without width keeps `@` from
 * mentioning anybody; it is written out, for what cannot be seen is never printed.
 */
function cell(text: string): string {
  return visible(text)
    .replace(/[\\|<>&[\]*_`#!]/g, (char) => (char === '`' ? '`' : `\\${char}`))
    .replace(/@/g, '@&#8203;')
}
