import type { CatalogEntry } from './entry.ts'

export type NormalizeCode = never

/** Findings of normalize. */
export const normalize: Readonly<Record<NormalizeCode, CatalogEntry>> = {}
