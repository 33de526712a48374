import type { RuleTable } from '../rule.ts'

export type ApiRule =
  | 'api-kind-changed'
  | 'api-name-changed'
  | 'api-version-changed'
  | 'api-server-added'
  | 'api-server-removed'
  | 'gateway-response-added'
  | 'gateway-response-removed'
  | 'gateway-response-changed'
  | 'binary-media-type-added'
  | 'binary-media-type-removed'
  | 'endpoint-configuration-changed'
  | 'minimum-compression-size-changed'
  | 'api-schema-removed'
  | 'api-version-not-bumped'
  | 'api-version-decreased'
  | 'api-major-version-not-bumped'

/** Rules about the API as a whole. */
export const api: RuleTable<ApiRule> = {
  'api-kind-changed': {
    severity: 'error',
    inverse: 'api-kind-changed',
    title: 'The document is for the other kind of API.',
    cause: 'REST APIs and HTTP APIs are two products: one cannot become the other, so it is a new API with a new address.',
    fix: 'Remove the extensions of the other kind, or plan the move of every client.',
  },
  'api-name-changed': {
    severity: 'warning',
    inverse: 'api-name-changed',
    title: 'The API has another name.',
    cause:
      'Names of functions, roles and log groups are made from it, and `apigen import` finds the API by it: under a new name it creates another.',
    fix: 'Keep the old name in `x-apigen.name`, which goes before the title.',
  },
  'api-version-changed': {
    severity: 'note',
    inverse: 'api-version-changed',
    title: 'The API has another version.',
    cause: 'Nothing at run time depends on `info.version`.',
    fix: 'Nothing.',
  },
  'api-server-added': {
    severity: 'note',
    inverse: 'api-server-removed',
    title: 'The API lists another server.',
    cause: 'Clients may call it there. API Gateway itself reads `servers` only for its base path.',
    fix: 'Nothing.',
  },
  'api-server-removed': {
    severity: 'warning',
    inverse: 'api-server-added',
    title: 'The API lists a server less.',
    cause: 'Clients that were generated with this address still call it.',
    fix: 'Keep the address working until nobody calls it.',
  },
  'gateway-response-added': {
    severity: 'warning',
    inverse: 'gateway-response-removed',
    title: 'API Gateway’s own answer to a failure is a custom one now.',
    cause: 'Clients that read the standard answer, such as `{"message": …}`, get another.',
    fix: 'Keep `message` in the new body.',
  },
  'gateway-response-removed': {
    severity: 'warning',
    inverse: 'gateway-response-added',
    title: 'API Gateway’s own answer to a failure is the standard one again.',
    cause: 'Clients that read the custom answer, or its headers for CORS, no longer find them.',
    fix: 'Keep the response.',
  },
  'gateway-response-changed': {
    severity: 'warning',
    inverse: 'gateway-response-changed',
    title: 'API Gateway’s own answer to a failure is another one.',
    cause: 'Clients that read its status, headers or body may not understand the new one.',
    fix: 'Compare the two answers.',
  },
  'binary-media-type-added': {
    severity: 'warning',
    inverse: 'binary-media-type-removed',
    title: 'API Gateway takes another media type for binary.',
    cause: 'Bodies of this type reach proxy functions as Base64, and templates no longer see them as text.',
    fix: 'See that the handlers of such bodies decode them; generated ones do.',
  },
  'binary-media-type-removed': {
    severity: 'error',
    inverse: 'binary-media-type-added',
    title: 'API Gateway no longer takes a media type for binary.',
    cause: 'Bodies of this type are read as UTF-8 text, which spoils what is no text.',
    fix: 'Keep it in `x-amazon-apigateway-binary-media-types`.',
  },
  'endpoint-configuration-changed': {
    severity: 'warning',
    inverse: 'endpoint-configuration-changed',
    title: 'The endpoint of the API is another one.',
    cause: 'It decides from where the API can be reached, and by which address.',
    fix: 'See that clients can still reach it, and that DNS follows.',
  },
  'minimum-compression-size-changed': {
    severity: 'note',
    inverse: 'minimum-compression-size-changed',
    title: 'Answers are compressed from another size on.',
    cause: 'Only clients that say that they take compressed answers get them.',
    fix: 'Nothing.',
  },
  'api-schema-removed': {
    severity: 'note',
    inverse: { waiver: 'a schema that is new is told where it is used' },
    title: 'A named schema is gone.',
    cause: 'Requests do not show it. Code that imports the generated type of that name no longer compiles.',
    fix: 'Keep the name where code uses it.',
  },
  'api-version-not-bumped': {
    severity: 'note',
    inverse: { waiver: 'the way back need break nothing' },
    title: 'Something breaks, and the version is the same.',
    cause: 'Semantic versions say by their first number that something breaks (below 1.0.0 by their second).',
    fix: 'Raise the version, if clients go by it.',
  },
  'api-version-decreased': {
    severity: 'note',
    inverse: { waiver: 'the way back need break nothing' },
    title: 'Something breaks, and the version is lower than before.',
    cause: 'Semantic versions say by their first number that something breaks (below 1.0.0 by their second).',
    fix: 'Raise the version, if clients go by it.',
  },
  'api-major-version-not-bumped': {
    severity: 'note',
    inverse: { waiver: 'the way back need break nothing' },
    title: 'Something breaks, and the version says that nothing does.',
    cause: 'Semantic versions say by their first number that something breaks (below 1.0.0 by their second).',
    fix: 'Raise the first number, if clients go by it.',
  },
}
