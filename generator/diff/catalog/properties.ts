import type { RuleEntry, RuleTable } from '../rule.ts'

export type RequestPropertyRule =
  | 'new-optional-request-property'
  | 'new-required-request-property'
  | 'request-property-removed'
  | 'request-property-became-required'
  | 'request-property-became-optional'
  | 'new-required-request-property-with-default'
  | 'request-property-became-required-with-default'
  | 'request-property-removed-with-deprecation'
  | 'request-property-removed-before-sunset'
  | `request-undeclared-property-became-${'required' | 'optional'}`
  | `request-${'optional' | 'required'}-property-became-${'' | 'not-'}${'read' | 'write'}-only`

export type ResponsePropertyRule =
  | 'response-optional-property-added'
  | 'response-required-property-added'
  | 'response-optional-property-removed'
  | 'response-required-property-removed'
  | 'response-property-became-optional'
  | 'response-property-became-required'
  | 'response-required-property-removed-with-deprecation'
  | 'response-required-property-removed-before-sunset'
  | `response-undeclared-property-became-${'required' | 'optional'}`
  | `response-${'optional' | 'required'}-property-became-${'' | 'not-'}${'read' | 'write'}-only`

/** A mode that counts on the other way only: there it is told as what it means. */
function mode(inverse: string, title: string): RuleEntry {
  return { severity: 'note', inverse, title, cause: 'What it means on the other way is told there.', fix: 'Nothing.' }
}

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
  'request-undeclared-property-became-required': {
    severity: 'error',
    inverse: 'request-undeclared-property-became-optional',
    title: 'Requests need a member now that the schema does not declare.',
    cause: 'A name in `required` counts, whether it stands in `properties` or not: a validator refuses requests without it.',
    fix: 'Take the name out of `required`, where it was likely forgotten or misspelled, or declare the member.',
  },
  'request-undeclared-property-became-optional': {
    severity: 'note',
    inverse: 'request-undeclared-property-became-required',
    title: 'Requests no longer need a member that the schema does not declare.',
    cause: 'Clients that send it go on as before.',
    fix: 'Nothing.',
  },
  'new-required-request-property-with-default': {
    severity: 'error',
    inverse: 'request-property-removed',
    title: 'A member of a request is new and required, though it has a default.',
    cause: 'A default says what the server takes where nothing is sent; it does not make a request without the member valid.',
    fix: 'Make it optional: then the default means something.',
  },
  'request-property-became-required-with-default': {
    severity: 'error',
    inverse: 'request-property-became-optional',
    title: 'A member of a request became required, though it has a default.',
    cause: 'A default says what the server takes where nothing is sent; it does not make a request without the member valid.',
    fix: 'Keep it optional: then the default means something.',
  },
  'request-property-removed-with-deprecation': {
    severity: 'note',
    inverse: 'new-optional-request-property',
    title: 'A member of a request is gone that was deprecated, and whose day is over if it had one.',
    cause: 'Clients were told. It is breaking where the schema allows no undeclared members, since requests that send it are refused.',
    fix: 'Nothing, if nobody sends it any more.',
  },
  'request-property-removed-before-sunset': {
    severity: 'error',
    inverse: 'new-optional-request-property',
    title: 'A member of a request is gone before the day that `x-sunset` gave.',
    cause: 'Clients plan with the day that they were given.',
    fix: 'Keep it until then.',
  },
  'request-optional-property-became-read-only': {
    severity: 'warning',
    inverse: 'request-optional-property-became-not-read-only',
    title: 'An optional member may no longer be sent.',
    cause: 'Clients still send it, to no effect. Generated types of requests no longer have it.',
    fix: 'Tell clients that only the server sets it now.',
  },
  'request-optional-property-became-not-read-only': {
    severity: 'note',
    inverse: 'request-optional-property-became-read-only',
    title: 'An optional member may be sent now.',
    cause: 'Clients that do not send it go on as before.',
    fix: 'Nothing.',
  },
  'request-required-property-became-read-only': {
    severity: 'warning',
    inverse: 'request-required-property-became-not-read-only',
    title: 'A required member may no longer be sent.',
    cause: 'Clients still send it, to no effect. Generated types of requests no longer have it.',
    fix: 'Tell clients that only the server sets it now.',
  },
  'request-required-property-became-not-read-only': {
    severity: 'error',
    inverse: 'request-required-property-became-read-only',
    title: 'A member that only the server set has to be sent now.',
    cause: 'It is required, which did not count in requests while it was read-only. Clients do not send it.',
    fix: 'Make it optional.',
  },
  'request-optional-property-became-write-only': mode(
    'request-optional-property-became-not-write-only',
    'An optional member is only sent now.',
  ),
  'request-optional-property-became-not-write-only': mode(
    'request-optional-property-became-write-only',
    'An optional member that was only sent is also received now.',
  ),
  'request-required-property-became-write-only': mode(
    'request-required-property-became-not-write-only',
    'A required member is only sent now.',
  ),
  'request-required-property-became-not-write-only': mode(
    'request-required-property-became-write-only',
    'A required member that was only sent is also received now.',
  ),
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
    severity: 'note',
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
    inverse: ['response-property-became-required', 'response-undeclared-property-became-required'],
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
  'response-undeclared-property-became-optional': {
    severity: 'error',
    inverse: 'response-undeclared-property-became-required',
    title: 'A member of a response that the schema does not declare may be missing.',
    cause: 'A name in `required` counts, whether it stands in `properties` or not: clients could rely on it.',
    fix: 'Keep it required, and declare it.',
  },
  'response-undeclared-property-became-required': {
    severity: 'note',
    inverse: 'response-undeclared-property-became-optional',
    title: 'A member of a response that the schema does not declare is always there.',
    cause: 'Handlers have to give it, of whatever type it is.',
    fix: 'Declare it, or take the name out of `required`, where it was likely forgotten or misspelled.',
  },
  'response-required-property-removed-with-deprecation': {
    severity: 'note',
    inverse: 'response-required-property-added',
    title: 'A member is gone from responses that was deprecated, and whose day is over if it had one.',
    cause: 'Clients were told. Those that still read it find nothing.',
    fix: 'Nothing, if nobody reads it any more.',
  },
  'response-required-property-removed-before-sunset': {
    severity: 'error',
    inverse: 'response-required-property-added',
    title: 'A member is gone from responses before the day that `x-sunset` gave.',
    cause: 'Clients plan with the day that they were given.',
    fix: 'Keep it until then.',
  },
  'response-optional-property-became-write-only': {
    severity: 'note',
    inverse: 'response-optional-property-became-not-write-only',
    title: 'A member that was sometimes there is no longer sent in responses.',
    cause: 'Clients had to expect that it is missing. Generated types of responses no longer have it.',
    fix: 'Tell clients, unless it is a secret that should never have been sent.',
  },
  'response-optional-property-became-not-write-only': {
    severity: 'note',
    inverse: 'response-optional-property-became-write-only',
    title: 'A member may be sent in responses now.',
    cause: 'Clients that do not know it pass it over.',
    fix: 'See that it is no secret.',
  },
  'response-required-property-became-write-only': {
    severity: 'error',
    inverse: 'response-required-property-became-not-write-only',
    title: 'A member that was always there is no longer sent in responses.',
    cause: 'Clients that read it find nothing. Generated types of responses no longer have it.',
    fix: 'Keep sending it, unless it is a secret that should never have been sent.',
  },
  'response-required-property-became-not-write-only': {
    severity: 'note',
    inverse: 'response-required-property-became-write-only',
    title: 'A member is always sent in responses now.',
    cause: 'Clients that do not know it pass it over.',
    fix: 'See that it is no secret.',
  },
  'response-optional-property-became-read-only': mode(
    'response-optional-property-became-not-read-only',
    'An optional member is only received now.',
  ),
  'response-optional-property-became-not-read-only': mode(
    'response-optional-property-became-read-only',
    'An optional member that was only received is also sent now.',
  ),
  'response-required-property-became-read-only': mode(
    'response-required-property-became-not-read-only',
    'A required member is only received now.',
  ),
  'response-required-property-became-not-read-only': mode(
    'response-required-property-became-read-only',
    'A required member that was only received is also sent now.',
  ),
}
