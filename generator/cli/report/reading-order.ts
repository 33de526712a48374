import type { Diagnostic, SourceRef } from '../../base/diagnostic.ts'
import { compareText } from '../../base/json.ts'
import type { Position } from '../../load/locate.ts'

/** Finds the place of a reference. */
export type Locate = (at: SourceRef) => Position | undefined

/** Diagnostics as one comes across them while reading: those without a place first, then by file, line and column. */
export function inReadingOrder(diagnostics: readonly Diagnostic[], locate: Locate): Diagnostic[] {
  return diagnostics
    .map((diagnostic) => ({ diagnostic, file: diagnostic.at?.file ?? '', position: diagnostic.at && locate(diagnostic.at) }))
    .sort(
      (a, b) =>
        compareText(a.file, b.file) ||
        (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
        (a.position?.column ?? 0) - (b.position?.column ?? 0) ||
        compareText(a.diagnostic.code, b.diagnostic.code) ||
        compareText(a.diagnostic.message, b.diagnostic.message),
    )
    .map(({ diagnostic }) => diagnostic)
}
