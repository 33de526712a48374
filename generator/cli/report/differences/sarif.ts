import type { JsonObject } from '../../../base/json.ts'
import { registry } from '../../../diff/registry.ts'
import type { Rule } from '../../../diff/rule.ts'
import { sarifLog } from '../sarif.ts'
import { type DifferenceReport, reviewedPlace, sorted, withLines } from './report.ts'

/** Differences as a SARIF log: each at the line that a reviewer of the new side sees, the place of the base related. */
export function differencesSarif(report: DifferenceReport): JsonObject {
  const findings = sorted(withLines(report.differences)).map((difference) => ({
    ...difference,
    at: reviewedPlace(difference, report),
    related: difference.base && difference.head ? [{ at: difference.base, message: 'As it was.' }] : [],
  }))
  return sarifLog(findings, (code) => registry.get(code) as Rule, report.texts)
}
