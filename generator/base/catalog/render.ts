import type { CatalogEntry } from './entry.ts'

export type RenderCode = 'render/syntax' | 'render/payload' | 'render/evaluation' | 'render/budget'

const SOURCE = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html'

/** Findings of render: why a mapping template made nothing. */
export const render: Readonly<Record<RenderCode, CatalogEntry>> = {
  'render/syntax': {
    severity: 'error',
    title: 'A mapping template cannot be read.',
    cause: 'API Gateway imports the template without looking at it and answers every request that needs it with 500.',
    fix: 'Mend the template at the place shown.',
    source: SOURCE,
  },
  'render/payload': {
    severity: 'error',
    title: 'A mapping template reads a body that is not JSON.',
    cause: 'API Gateway answers such a request with 400 "Invalid JSON in request body".',
    fix: 'Send JSON, or use `$input.body`, which is the text as it came.',
    source: SOURCE,
  },
  'render/evaluation': {
    severity: 'error',
    title: 'A mapping template fails while it is rendered.',
    cause:
      'What is missing prints as nothing, but an index out of range, a method with unfit arguments or a directive that is not there ends the template: API Gateway answers with 500.',
    fix: 'Ask with `#if` before the place shown is reached.',
    source: SOURCE,
  },
  'render/budget': {
    severity: 'error',
    title: 'A mapping template does more than a template may.',
    cause:
      'apigen stops a template after some seconds of work, 20 million characters of output or a million elements of a list, so that none can stop the gateway. API Gateway has limits of its own: 1,000 rounds of a `#foreach`, 10 MB of a body.',
    fix: 'Do the work in a function.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
}
