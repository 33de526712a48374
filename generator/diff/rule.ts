import type { Severity } from '../base/diagnostic.ts'
import type { Difference } from '../model/difference.ts'

/** What `apigen explain RULE` prints, and how bad a finding of the rule is. */
export interface RuleEntry {
  readonly severity: Severity
  /** The rule that finds the way back (its own id where the way back is the same finding), each that may, or why there is none. */
  readonly inverse: string | readonly string[] | { readonly waiver: string }
  /** One sentence: what was found. */
  readonly title: string
  /** Whom it concerns and how. Full sentences. */
  readonly cause: string
  /** What to do. Full sentences. */
  readonly fix: string
}

/** One thing a comparison may find. `id` is its word, the same in every release. */
export interface Rule extends RuleEntry {
  readonly id: string
  readonly area: Difference['area']
}

/** The rules of one area. */
export type RuleTable<Id extends string> = Readonly<Record<Id, RuleEntry>>

/** The rules of a table. */
export function rulesOf<Id extends string>(area: Difference['area'], table: RuleTable<Id>): readonly Rule[] {
  return (Object.keys(table) as Id[]).map((id) => ({ id, area, ...table[id] }))
}
