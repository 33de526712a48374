import type { CatalogEntry } from './entry.ts'

export type GatewayCode = never

/** Findings of gateway. */
export const gateway: Readonly<Record<GatewayCode, CatalogEntry>> = {}
