import type { RuleTable } from '../rule.ts'

export type BodyRule =
  | 'request-body-added-required'
  | 'request-body-added-optional'
  | 'request-body-removed'
  | 'request-body-became-required'
  | 'request-body-became-optional'
  | 'request-body-media-type-added'
  | 'request-body-media-type-removed'
  | 'request-body-media-type-schema-added'
  | 'request-body-media-type-schema-removed'

/** Rules about request bodies; those about their schemas are in `properties.ts` and `schema-deltas.ts`. */
export const bodies: RuleTable<BodyRule> = {
  'request-body-added-required': {
    severity: 'error',
    inverse: 'request-body-removed',
    title: 'An operation has a request body now, and it is required.',
    cause: 'Clients send none. Where a request validator checks bodies, API Gateway refuses them with a 400.',
    fix: 'Make it optional, or bring it with a new operation.',
  },
  'request-body-added-optional': {
    severity: 'note',
    inverse: 'request-body-removed',
    title: 'An operation has an optional request body now.',
    cause: 'Clients that send none go on as before.',
    fix: 'Nothing.',
  },
  'request-body-removed': {
    severity: 'error',
    inverse: 'request-body-added-optional',
    title: 'An operation has no request body any more.',
    cause: 'What clients send is still accepted, and lost: the request cannot mean what it meant. The client function loses an argument.',
    fix: 'Deprecate the operation and put one without a body beside it.',
  },
  'request-body-became-required': {
    severity: 'error',
    inverse: 'request-body-became-optional',
    title: 'A request body became required.',
    cause: 'Requests without it worked. Where a request validator checks bodies, API Gateway refuses them with a 400 now.',
    fix: 'Keep it optional and let the handler fill in what is missing.',
  },
  'request-body-became-optional': {
    severity: 'note',
    inverse: 'request-body-became-required',
    title: 'A request body became optional.',
    cause: 'Clients that send it go on as before. Handlers have to expect that it is missing.',
    fix: 'Handle its absence; the type checker shows where.',
  },
  'request-body-media-type-added': {
    severity: 'note',
    inverse: 'request-body-media-type-removed',
    title: 'A request body may come in another media type.',
    cause: 'Clients that send one of the others go on as before.',
    fix: 'See that the integration has a request template for it, or passes it through.',
  },
  'request-body-media-type-removed': {
    severity: 'error',
    inverse: 'request-body-media-type-added',
    title: 'A request body may no longer come in a media type.',
    cause: 'Clients that send it may get `415 Unsupported Media Type` from API Gateway, or a body the handler does not understand.',
    fix: 'Keep the media type until nobody sends it.',
  },
  'request-body-media-type-schema-added': {
    severity: 'error',
    inverse: 'request-body-media-type-schema-removed',
    title: 'A request body of which nothing was said has a schema now.',
    cause: 'Anything was accepted. Where a request validator checks bodies, API Gateway refuses what does not fit with a 400 now.',
    fix: 'See that the schema describes what clients send today.',
  },
  'request-body-media-type-schema-removed': {
    severity: 'note',
    inverse: 'request-body-media-type-schema-added',
    title: 'A request body has no schema any more.',
    cause: 'Clients go on as before. API Gateway checks nothing, and handlers get a value of which nothing is known.',
    fix: 'Keep the schema.',
  },
}
