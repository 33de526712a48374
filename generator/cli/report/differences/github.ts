import { createLocator } from '../../../load/locate.ts'
import { annotations } from '../github.ts'
import { countDifferences, type DifferenceReport, reviewedPlace, withLines } from './report.ts'

/** Annotations at the lines that a reviewer of the new side sees, and a count. */
export function printDifferencesGithub(report: DifferenceReport): string {
  const findings = withLines(report.differences).map((difference) => ({ ...difference, at: reviewedPlace(difference, report) }))
  return `${annotations(findings, createLocator(report.texts), 'the markdown of `apigen diff` has all')}${countDifferences(report)}\n`
}
