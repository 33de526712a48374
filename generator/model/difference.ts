import type { Severity, SourceRef } from '../base/diagnostic.ts'

/** What a reviewer should know of a change of the spec. error = breaking. */
export interface Difference {
  /** The rule: words joined by `-`, such as `request-parameter-became-required`. */
  readonly code: string
  readonly severity: Severity
  readonly area: 'operation' | 'parameter' | 'body' | 'response' | 'security' | 'integration' | 'api' | 'consequence'
  /** `GET /pets`, where it belongs to one operation. */
  readonly operation?: string
  /** All operations that it reaches, sorted, where it is about a shared schema and they are more than one. */
  readonly operations?: readonly string[]
  /** A full sentence; raw spec text in it is escaped by whoever prints it. */
  readonly message: string
  readonly base?: SourceRef
  readonly head?: SourceRef
  /** 12 hex digits, the same for the same finding in every run. */
  readonly fingerprint: string
}
