import type { CatalogEntry } from './entry.ts'

export type ContractCode = never

/** Findings of contract. */
export const contract: Readonly<Record<ContractCode, CatalogEntry>> = {}
