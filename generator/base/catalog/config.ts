import type { CatalogEntry } from './entry.ts'

export type ConfigCode = 'config/invalid'

/** Findings of the config file. */
export const config: Readonly<Record<ConfigCode, CatalogEntry>> = {
  'config/invalid': {
    severity: 'error',
    stops: 'everything',
    title: 'The config file says something that apigen does not know.',
    cause: 'A key that is misspelled would silently change nothing, so it is refused instead.',
    fix: 'Mend the key or the value at the place shown. `specs/schema/config.json` describes the file for editors.',
  },
}
