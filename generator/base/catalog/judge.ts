import type { CatalogEntry } from './entry.ts'

export type JudgeCode = never

/** Findings of judge. */
export const judge: Readonly<Record<JudgeCode, CatalogEntry>> = {}
