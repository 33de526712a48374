import type { CatalogEntry } from './entry.ts'

export type EmitCode = never

/** Findings of emit. */
export const emit: Readonly<Record<EmitCode, CatalogEntry>> = {}
