import type { RuleTable } from '../rule.ts'

export type RequestPropertyRule =
  | 'new-optional-request-property'
  | 'new-required-request-property'
  | 'request-property-removed'
  | 'request-property-became-required'
  | 'request-property-became-optional'
  | 'request-property-became-read-only'
  | 'request-property-became-not-read-only'

export type ResponsePropertyRule =
  | 'response-optional-property-added'
  | 'response-required-property-added'
  | 'response-optional-property-removed'
  | 'response-required-property-removed'
  | 'response-property-became-optional'
  | 'response-property-became-required'
  | 'response-property-became-write-only'
  | 'response-property-became-not-write-only'

/** Rules about the members of objects in requests. */
export const requestProperties: RuleTable<RequestPropertyRule> = {
  'new-optional-request-property': {
    severity: 'note',
    inverse: 'request-property-removed',
    title: 'A member of a request is new and optional.',
    cause: 'Clients that do not send it go on as before.',
    fix: 'Nothing.',
  },
  'new-required-request-property': {
    severity: 'error',
    inverse: 'request-property-removed',
    title: 'A member of a request is new and required.',
    cause: 'Clients do not send it yet. Where a request validator checks bodies, API Gateway answers `400 Invalid request body`.',
    fix: 'Make it optional and let the handler fill in a default.',
  },
  'request-property-removed': {
    severity: 'warning',
    inverse: 'new-optional-request-property',
    title: 'A member of a request is gone.',
    cause:
      'Clients still send it, to no effect. It is breaking where the schema allows no undeclared members, since such requests are refused.',
    fix: 'Deprecate it first and see that nobody sends it.',
  },
  'request-property-became-required': {
    severity: 'error',
    inverse: 'request-property-became-optional',
    title: 'A member of a request became required.',
    cause: 'Requests without it worked. Where a request validator checks bodies, API Gateway refuses them with a 400 now.',
    fix: 'Keep it optional and let the handler fill in a default.',
  },
  'request-property-became-optional': {
    severity: 'note',
    inverse: 'request-property-became-required',
    title: 'A member of a request became optional.',
    cause: 'Clients that send it go on as before. Handlers have to expect that it is missing.',
    fix: 'Handle its absence; the type checker shows where.',
  },
  'request-property-became-read-only': {
    severity: 'warning',
    inverse: 'request-property-became-not-read-only',
    title: 'A member may no longer be sent.',
    cause: 'Clients still send it, to no effect. Generated types of requests no longer have it.',
    fix: 'Tell clients that only the server sets it now.',
  },
  'request-property-became-not-read-only': {
    severity: 'note',
    inverse: 'request-property-became-read-only',
    title: 'A member may be sent now.',
    cause: 'Clients that do not send it go on as before, unless it is required.',
    fix: 'See that it is not required.',
  },
}

/** Rules about the members of objects in responses. */
export const responseProperties: RuleTable<ResponsePropertyRule> = {
  'response-optional-property-added': {
    severity: 'note',
    inverse: 'response-optional-property-removed',
    title: 'A member of a response is new and may be missing.',
    cause: 'Clients that do not know it pass it over.',
    fix: 'Nothing.',
  },
  'response-required-property-added': {
    severity: 'note',
    inverse: 'response-required-property-removed',
    title: 'A member of a response is new and always there.',
    cause: 'Clients that do not know it pass it over. Handlers have to give it.',
    fix: 'Let the handler give it; the type checker shows where.',
  },
  'response-optional-property-removed': {
    severity: 'warning',
    inverse: 'response-optional-property-added',
    title: 'A member is gone from responses that was sometimes there.',
    cause: 'Clients had to expect that it is missing, but what they did with it no longer happens.',
    fix: 'Deprecate it first, and tell clients.',
  },
  'response-required-property-removed': {
    severity: 'error',
    inverse: 'response-required-property-added',
    title: 'A member is gone from responses that was always there.',
    cause: 'Clients could rely on it.',
    fix: 'Keep it, or put a new form of the response under another path or media type.',
  },
  'response-property-became-optional': {
    severity: 'error',
    inverse: 'response-property-became-required',
    title: 'A member of a response may be missing.',
    cause: 'Clients could rely on it.',
    fix: 'Keep it required.',
  },
  'response-property-became-required': {
    severity: 'note',
    inverse: 'response-property-became-optional',
    title: 'A member of a response is always there.',
    cause: 'Clients that expect that it is missing go on as before. Handlers have to give it.',
    fix: 'Let the handler give it; the type checker shows where.',
  },
  'response-property-became-write-only': {
    severity: 'error',
    inverse: 'response-property-became-not-write-only',
    title: 'A member is no longer sent in responses.',
    cause: 'Clients that read it find nothing. Generated types of responses no longer have it.',
    fix: 'Keep sending it, unless it is a secret that should never have been sent.',
  },
  'response-property-became-not-write-only': {
    severity: 'note',
    inverse: 'response-property-became-write-only',
    title: 'A member is sent in responses now.',
    cause: 'Clients that do not know it pass it over.',
    fix: 'See that it is no secret.',
  },
}
