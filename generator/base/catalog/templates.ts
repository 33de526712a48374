import type { CatalogEntry } from './entry.ts'

export type TemplatesCode = never

/** Findings of templates. */
export const templates: Readonly<Record<TemplatesCode, CatalogEntry>> = {}
