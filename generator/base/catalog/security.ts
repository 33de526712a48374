import type { CatalogEntry } from './entry.ts'

export type SecurityCode = never

/** Findings of security. */
export const security: Readonly<Record<SecurityCode, CatalogEntry>> = {}
