import type { CatalogEntry } from './entry.ts'

export type JudgeCode = 'judge/refused' | 'judge/warning'

/** Findings of judge. */
export const judge: Readonly<Record<JudgeCode, CatalogEntry>> = {
  'judge/refused': {
    severity: 'error',
    stops: 'import',
    title: 'API Gateway would refuse the document.',
    cause: 'The embedded gateway imports the gateway document as API Gateway does and found what the service answers with an error.',
    fix: 'Change what the message names; `apigen lint` shows the place in your document.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html',
  },
  'judge/warning': {
    severity: 'warning',
    title: 'API Gateway would import the document with a warning.',
    cause:
      'What the message names is ignored by API Gateway. `apigen import` asks it to refuse a document with warnings, so that nothing is lost in silence.',
    fix: 'Change what the message names; `apigen lint` shows the place in your document.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html',
  },
}
