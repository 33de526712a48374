import type { RuleTable } from '../rule.ts'

export type ParameterRule =
  | 'new-required-request-parameter'
  | 'new-optional-request-parameter'
  | 'new-request-path-parameter'
  | 'request-parameter-removed'
  | 'request-parameter-became-required'
  | 'request-parameter-became-optional'
  | 'request-parameter-serialization-changed'
  | 'request-parameter-removed-with-deprecation'
  | 'request-parameter-removed-before-sunset'
  | 'request-parameter-sunset-parse'

/** Rules about parameters; those about their schemas are in `schema-deltas.ts`. */
export const parameters: RuleTable<ParameterRule> = {
  'new-required-request-parameter': {
    severity: 'error',
    inverse: 'request-parameter-removed',
    title: 'A parameter is new and required.',
    cause:
      'Clients do not send it yet. Where a request validator checks parameters, API Gateway answers `400 Missing required request parameters`.',
    fix: 'Make it optional with a default, or bring it with a new operation.',
  },
  'new-request-path-parameter': {
    severity: 'error',
    inverse: 'request-parameter-removed',
    title: 'A parameter of the path is new, but the path has no variable of its name.',
    cause: 'No request can carry it, so whoever is told to send it cannot call the operation as it is described.',
    fix: 'Put its name into the path in braces, which is another path, or make it a query parameter or a header.',
  },
  'new-optional-request-parameter': {
    severity: 'note',
    inverse: 'request-parameter-removed',
    title: 'A parameter is new and optional.',
    cause: 'Clients that do not send it go on as before.',
    fix: 'Nothing.',
  },
  'request-parameter-removed': {
    severity: 'warning',
    inverse: 'new-optional-request-parameter',
    title: 'A parameter is gone.',
    cause: 'Requests that send it are still accepted; it just has no effect any more, which clients may not notice.',
    fix: 'Deprecate it first, and see in the access logs that nobody sends it.',
  },
  'request-parameter-became-required': {
    severity: 'error',
    inverse: 'request-parameter-became-optional',
    title: 'A parameter became required.',
    cause: 'Requests without it worked. Where a request validator checks parameters, API Gateway refuses them with a 400 now.',
    fix: 'Keep it optional and let the handler fill in a default.',
  },
  'request-parameter-became-optional': {
    severity: 'note',
    inverse: 'request-parameter-became-required',
    title: 'A parameter became optional.',
    cause: 'Clients that send it go on as before. Handlers have to expect that it is missing.',
    fix: 'Handle its absence; the type checker shows where.',
  },
  'request-parameter-serialization-changed': {
    severity: 'error',
    inverse: 'request-parameter-serialization-changed',
    title: 'The value of a parameter is written in another way.',
    cause: 'Clients go on to write it as they know it, by `style`, `explode`, `allowReserved` or its media type, and are misread.',
    fix: 'Keep how it is written, or bring the new form under another name.',
  },
  'request-parameter-removed-with-deprecation': {
    severity: 'note',
    inverse: 'new-optional-request-parameter',
    title: 'A parameter is gone that was deprecated, and whose day is over if it had one.',
    cause: 'Clients were told. Requests that send it are still accepted, to no effect.',
    fix: 'Nothing, if nobody sends it any more.',
  },
  'request-parameter-removed-before-sunset': {
    severity: 'error',
    inverse: 'new-optional-request-parameter',
    title: 'A parameter is gone before the day that `x-sunset` gave.',
    cause: 'Clients plan with the day that they were given.',
    fix: 'Keep it until then.',
  },
  'request-parameter-sunset-parse': {
    severity: 'error',
    inverse: { waiver: 'a date that can be read again takes nothing away; a new parameter is reported as such' },
    title: 'A deprecated parameter is gone, or goes on, with an `x-sunset` that is no date.',
    cause: 'Whether clients had the time that they were promised cannot be told.',
    fix: 'Write a date as in RFC 3339: `2030-01-31`.',
  },
}
