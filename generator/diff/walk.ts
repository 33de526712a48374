import type { Severity } from '../base/diagnostic.ts'
import type { ApiSurface } from '../model/api-model.ts'
import type { SpecDocument } from '../model/document.ts'
import type { Calendar } from './lifecycle.ts'
import type { Reach } from './reach.ts'
import type { RuleId } from './registry.ts'

/** One of the two specs that are compared. */
export interface Side {
  readonly document: SpecDocument
  readonly model: ApiSurface
}

/** What a rule found: pointers into the normalized documents. */
export interface Finding {
  readonly rule: RuleId
  /** A full sentence, the same wherever the place was come from. */
  readonly message: string
  readonly base?: string
  readonly head?: string
  /** `GET /pets`, or all operations that reach a shared schema. */
  readonly where: string | Reach | undefined
  /** Where one finding is worse or milder than its rule. */
  readonly severity?: Severity
}

/** What every part of the comparison is handed. */
export interface Walk {
  readonly base: Side
  readonly head: Side
  /** What dates of `x-sunset` are held against. */
  readonly calendar: Calendar
  found(finding: Finding): void
}
