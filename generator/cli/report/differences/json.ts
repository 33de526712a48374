import type { Severity, SourceRef } from '../../../base/diagnostic.ts'
import type { Json } from '../../../base/json.ts'
import { createLocator } from '../../../load/locate.ts'
import { type DifferenceReport, operationsOf, sorted } from './report.ts'

/** Differences as data, with their number by severity. */
export function differencesJson({ differences, ignored, texts }: DifferenceReport): Readonly<Record<string, Json>> {
  const locate = createLocator(texts)
  const at = (ref: SourceRef | undefined): Json => (ref ? { file: ref.file, pointer: ref.pointer, ...locate(ref) } : null)
  const number = (severity: Severity): number => differences.filter((one) => one.severity === severity).length
  return {
    summary: { breaking: number('error'), warnings: number('warning'), notes: number('note'), ignored },
    differences: sorted(differences).map((difference) => {
      const { code, severity, area, operation, message, base, head, fingerprint } = difference
      return {
        code,
        severity,
        breaking: severity === 'error',
        area,
        operation: operation ?? null,
        operations: operationsOf(difference),
        message,
        base: at(base),
        head: at(head),
        fingerprint,
      }
    }),
  }
}
