import type { Severity } from '../../../base/diagnostic.ts'
import { createLocator } from '../../../load/locate.ts'
import type { Difference } from '../../../model/difference.ts'
import { visible } from '../escape.ts'
import { countDifferences, type DifferenceReport, listOperations, operationsOf, placesOf, sorted } from './report.ts'

/**
 * Differences as the test results that CI servers show (the JUnit schema of Jenkins): a suite an area, a case a difference, failed where
 * its severity makes the comparison fail. A comparison that finds nothing is one case that passed, for no results look like no run.
 */
export function printDifferencesJunit(report: DifferenceReport, failing: readonly Severity[]): string {
  const locate = createLocator(report.texts)
  const fails = ({ severity }: Difference): boolean => failing.includes(severity)
  const counts = (differences: readonly Difference[], cases: number): string =>
    `tests="${cases}" failures="${differences.filter(fails).length}" errors="0" skipped="0"`
  const differences = sorted(report.differences)
  const testCase = (difference: Difference): string => {
    const { code, message, fingerprint } = difference
    const details = [placesOf(difference, locate), `operations: ${listOperations(operationsOf(difference)) || 'none'}`, fingerprint]
    const text = details.map(escaped).join('&#10;')
    const outcome = fails(difference)
      ? `<failure type="${code}" message="${escaped(message)}">${text}</failure>`
      : `<system-out>${text}</system-out>`
    return `    <testcase classname="${code}" name="${escaped(message)}">${outcome}</testcase>\n`
  }
  const areas = [...new Set(differences.map(({ area }) => area))].sort()
  const suites =
    areas.length === 0
      ? `  <testsuite name="apigen diff" ${counts([], 1)}>\n    <testcase classname="apigen diff" name="${countDifferences(report)}"/>\n  </testsuite>\n`
      : areas
          .map((area) => ({ area, found: differences.filter((one) => one.area === area) }))
          .map(
            ({ area, found }) =>
              `  <testsuite name="${area}" ${counts(found, found.length)}>\n${found.map(testCase).join('')}  </testsuite>\n`,
          )
          .join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="apigen diff" ${counts(differences, Math.max(1, differences.length))}>\n${suites}</testsuites>\n`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Text for an attribute or an element; characters that XML cannot hold are visible before. */
function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (char) => ENTITIES[char] as string)
}
