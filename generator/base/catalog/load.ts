import type { CatalogEntry } from './entry.ts'

export type LoadCode = 'load/syntax'

/** Findings of the load stage. */
export const load: Readonly<Record<LoadCode, CatalogEntry>> = {
  'load/syntax': {
    severity: 'error',
    stops: 'everything',
    title: 'The file is not valid YAML or JSON.',
    cause: 'Nothing can be read from a document that does not parse.',
    fix: 'Mend the syntax at the place shown.',
  },
}
