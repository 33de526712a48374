import type { Severity } from '../diagnostic.ts'

/** What `apigen explain CODE` prints, and how a finding of this code is treated. */
export interface CatalogEntry {
  readonly severity: Severity
  /** `everything`: the document is unreadable. `import`: API Gateway would refuse it, so import, deploy and dev stop. */
  readonly stops?: 'everything' | 'import'
  /** One sentence: what was found. */
  readonly title: string
  /** Why it matters: what API Gateway, Lambda or the generated code does with it. Full sentences. */
  readonly cause: string
  /** What to do. Full sentences. */
  readonly fix: string
  /** Members of an integration that are found fault with, and the same mended. */
  readonly example?: { readonly before: string; readonly after: string }
  /** The public page or the recording that says so. */
  readonly source?: string
}
