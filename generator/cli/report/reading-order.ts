import type { SourceRef } from '../../base/diagnostic.ts'
import { compareText } from '../../base/json.ts'
import type { Position } from '../../load/locate.ts'

/** Finds the place of a reference. */
export type Locate = (at: SourceRef) => Position | undefined

interface Placed {
  readonly code: string
  readonly message: string
  readonly at?: SourceRef | undefined
}

/** Findings as one comes across them while reading: those without a place first, then by file, line and column. */
export function inReadingOrder<T extends Placed>(findings: readonly T[], locate: Locate): T[] {
  return findings
    .map((finding) => ({ finding, file: finding.at?.file ?? '', position: finding.at && locate(finding.at) }))
    .sort(
      (a, b) =>
        compareText(a.file, b.file) ||
        (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
        (a.position?.column ?? 0) - (b.position?.column ?? 0) ||
        compareText(a.finding.code, b.finding.code) ||
        compareText(a.finding.message, b.finding.message),
    )
    .map(({ finding }) => finding)
}
