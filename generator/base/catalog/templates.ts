import type { CatalogEntry } from './entry.ts'

export type TemplatesCode = 'templates/size' | 'templates/syntax'

/** Findings of the templates rules. */
export const templates: Readonly<Record<TemplatesCode, CatalogEntry>> = {
  'templates/size': {
    severity: 'error',
    stops: 'import',
    title: 'A mapping template is too long.',
    cause: 'A template may have 300 KB.',
    fix: 'Shorten the template, or do the work in a function.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
  'templates/syntax': {
    severity: 'warning',
    title: 'A mapping template cannot be read.',
    cause: 'API Gateway imports the template without looking at it and answers every request that needs it with 500.',
    fix: 'Mend the template at the place shown.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings.html',
  },
}
