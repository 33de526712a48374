import type { Severity } from '../../../base/diagnostic.ts'
import { createLocator } from '../../../load/locate.ts'
import type { Difference } from '../../../model/difference.ts'
import { visible } from '../escape.ts'
import { countDifferences, type DifferenceReport, listOperations, operationsOf, placesOf, sorted } from './report.ts'

/** GitHub takes 65,536 letters of a comment; the rest is for what stands around the rows. */
const MOST_LETTERS = 60_000

/** For a pull request: the security surface first, then a section for each severity, and what follows for code. */
export function printDifferencesMarkdown(report: DifferenceReport): string {
  const { differences } = report
  const locate = createLocator(report.texts)
  const row = (difference: Difference): string => {
    const { message, code } = difference
    return `| ${[listOperations(operationsOf(difference)), message, `\`${code}\``, placesOf(difference, locate)].map(cell).join(' | ')} |`
  }
  let room = MOST_LETTERS
  const section = (title: string, found: readonly Difference[]): string[] => {
    if (found.length === 0) return []
    const rows = found.map(row)
    const shown = rows.findIndex((text) => {
      room -= text.length
      return room < 0
    })
    const more = shown === -1 ? [] : [...(shown === 0 ? [] : ['']), `${found.length - shown} more; \`apigen diff\` lists all.`]
    const table = ['| operation | what changes | rule | where |', '|---|---|---|---|', ...rows.slice(0, shown === -1 ? undefined : shown)]
    return [`### ${title}`, '', ...(shown === 0 ? [] : table), ...more, '']
  }
  const security = differences.filter(({ area }) => area === 'security')
  const apart = new Set(['security', 'consequence'])
  const others = (severity: Severity): Difference[] => differences.filter((one) => one.severity === severity && !apart.has(one.area))
  const parts = [
    '<!-- apigen-diff -->',
    `**${countDifferences(report)}**`,
    '',
    ...section('Security', sorted(security)),
    ...section('Breaking', others('error')),
    ...section('Warnings', others('warning')),
    ...section('Harmless', others('note')),
    ...section('What follows for code', sorted(differences.filter(({ area }) => area === 'consequence'))),
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
