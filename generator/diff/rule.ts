import type { Severity } from '../base/diagnostic.ts'
import type { Difference } from '../model/difference.ts'

/** One thing a comparison may find. `id` is its word, the same in every release. */
export interface Rule {
  readonly id: string
  readonly area: Difference['area']
  readonly severity: Severity
  /** The rule that finds the way back, or why there is none. */
  readonly inverse: string | { readonly waiver: string }
}

/** A table of rules of one area: id → how bad, and the rule of the way back (its own id where the way back is the same finding). */
export type RuleTable = Readonly<Record<string, readonly [severity: Severity, inverse: string | { readonly waiver: string }]>>

/** The rules of a table. */
export function rulesOf(area: Difference['area'], table: RuleTable): readonly Rule[] {
  return Object.keys(table).map((id) => {
    const [severity, inverse] = table[id] as RuleTable[string]
    return { id, area, severity, inverse }
  })
}
