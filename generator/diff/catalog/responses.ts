import type { RuleTable } from '../rule.ts'

export type ResponseRule =
  | 'response-success-status-added'
  | 'response-success-status-removed'
  | 'response-non-success-status-added'
  | 'response-non-success-status-removed'
  | 'response-media-type-added'
  | 'response-media-type-removed'
  | `response-media-type-name-${'changed' | 'generalized' | 'specialized'}`
  | `response-media-type-parameter-${'added' | 'removed' | 'changed'}`
  | 'response-body-media-type-schema-added'
  | 'response-body-media-type-schema-removed'
  | 'response-header-added'
  | 'required-response-header-removed'
  | 'optional-response-header-removed'
  | 'response-header-became-optional'
  | 'response-header-became-required'

/** Rules about responses; those about their schemas are in `properties.ts` and `schema-deltas.ts`. */
export const responses: RuleTable<ResponseRule> = {
  'response-success-status-added': {
    severity: 'note',
    inverse: 'response-success-status-removed',
    title: 'An operation may succeed with another status.',
    cause: 'Clients that ask for any 2xx go on as before; those that ask for one status do not know the new one.',
    fix: 'See that the new status stands for something new, not for what another one meant.',
  },
  'response-success-status-removed': {
    severity: 'error',
    inverse: 'response-success-status-added',
    title: 'An operation no longer succeeds with a status.',
    cause: 'Clients wait for it. It is a warning only where a range or `default` still covers the status.',
    fix: 'Keep the status.',
  },
  'response-non-success-status-added': {
    severity: 'note',
    inverse: 'response-non-success-status-removed',
    title: 'An operation lists another status that is no success.',
    cause: 'Clients have to expect statuses that no document lists, since API Gateway itself answers with some.',
    fix: 'Nothing.',
  },
  'response-non-success-status-removed': {
    severity: 'note',
    inverse: 'response-non-success-status-added',
    title: 'An operation no longer lists a status that is no success.',
    cause: 'Clients that expect it wait in vain, which harms nobody. The body of such an answer has no declared form any more.',
    fix: 'Nothing, if it can no longer occur.',
  },
  'response-media-type-added': {
    severity: 'note',
    inverse: 'response-media-type-removed',
    title: 'A response may come in another media type.',
    cause: 'Clients that say in `Accept` what they understand go on as before.',
    fix: 'See that it is sent only to those that ask for it.',
  },
  'response-media-type-removed': {
    severity: 'error',
    inverse: 'response-media-type-added',
    title: 'A response no longer comes in a media type.',
    cause: 'Clients that understand nothing else cannot read the answer.',
    fix: 'Keep the media type.',
  },
  'response-media-type-name-specialized': {
    severity: 'note',
    inverse: 'response-media-type-name-generalized',
    title: 'A response comes in a special form of its media type.',
    cause: 'What understands the general form, such as `application/json`, reads `application/problem+json` as well.',
    fix: 'Nothing.',
  },
  'response-media-type-name-generalized': {
    severity: 'error',
    inverse: 'response-media-type-name-specialized',
    title: 'A response comes in the general form of its media type.',
    cause: 'Clients that look for the special form, such as `application/problem+json`, no longer know the answer.',
    fix: 'Keep the special form.',
  },
  'response-media-type-name-changed': {
    severity: 'warning',
    inverse: 'response-media-type-name-changed',
    title: 'The media type of a response has other parameters in several ways.',
    cause: 'Whether clients that read the parameters go on as before cannot be told.',
    fix: 'Compare the two by hand.',
  },
  'response-media-type-parameter-added': {
    severity: 'note',
    inverse: 'response-media-type-parameter-removed',
    title: 'The media type of a response has another parameter.',
    cause: 'Clients that do not know it pass it over.',
    fix: 'Nothing.',
  },
  'response-media-type-parameter-removed': {
    severity: 'error',
    inverse: 'response-media-type-parameter-added',
    title: 'The media type of a response has a parameter less.',
    cause: 'Clients that read it, such as `charset`, have to guess.',
    fix: 'Keep the parameter.',
  },
  'response-media-type-parameter-changed': {
    severity: 'error',
    inverse: 'response-media-type-parameter-changed',
    title: 'A parameter of the media type of a response has another value.',
    cause: 'Clients that read it, such as `charset` or `version`, get something else.',
    fix: 'Bring the new value beside the old one.',
  },
  'response-body-media-type-schema-added': {
    severity: 'note',
    inverse: 'response-body-media-type-schema-removed',
    title: 'A response of which nothing was said has a schema now.',
    cause: 'Clients had to expect anything. Handlers have to answer what the schema says.',
    fix: 'See that the schema describes what is answered today.',
  },
  'response-body-media-type-schema-removed': {
    severity: 'error',
    inverse: 'response-body-media-type-schema-added',
    title: 'A response has no schema any more.',
    cause: 'Nothing is promised of the answer. Generated types of it are gone.',
    fix: 'Keep the schema.',
  },
  'response-header-added': {
    severity: 'note',
    inverse: 'optional-response-header-removed',
    title: 'A response has another header.',
    cause: 'Clients that do not know it pass it over.',
    fix: 'Nothing.',
  },
  'required-response-header-removed': {
    severity: 'error',
    inverse: 'response-header-added',
    title: 'A response no longer has a header that it always had.',
    cause: 'Clients could rely on it.',
    fix: 'Keep it, or make it optional first and tell clients.',
  },
  'optional-response-header-removed': {
    severity: 'note',
    inverse: 'response-header-added',
    title: 'A response no longer has a header that it sometimes had.',
    cause: 'Clients had to expect that it is missing, but what they did with it no longer happens.',
    fix: 'Tell clients.',
  },
  'response-header-became-optional': {
    severity: 'error',
    inverse: 'response-header-became-required',
    title: 'A header of a response may be missing.',
    cause: 'Clients could rely on it.',
    fix: 'Keep it required.',
  },
  'response-header-became-required': {
    severity: 'note',
    inverse: 'response-header-became-optional',
    title: 'A header of a response is always there.',
    cause: 'Clients that expect that it is missing go on as before.',
    fix: 'See that the handler and the integration always set it.',
  },
}
