import type { CatalogEntry } from './entry.ts'

export type LambdaCode = never

/** Findings of lambda. */
export const lambda: Readonly<Record<LambdaCode, CatalogEntry>> = {}
