import type { CatalogEntry } from './entry.ts'

export type DeriveCode = never

/** Findings of derive. */
export const derive: Readonly<Record<DeriveCode, CatalogEntry>> = {}
