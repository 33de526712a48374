import type { CatalogEntry } from './entry.ts'

export type NormalizeCode =
  | 'normalize/dangling-ref'
  | 'normalize/duplicate-parameter'
  | 'normalize/foreign-member'
  | 'normalize/missing-description'
  | 'normalize/missing-info'
  | 'normalize/missing-paths'
  | 'normalize/missing-responses'
  | 'normalize/missing-version'
  | 'normalize/not-openapi'
  | 'normalize/optional-path-parameter'
  | 'normalize/parameter-location'
  | 'normalize/path-without-slash'
  | 'normalize/ref-cycle'
  | 'normalize/ref-siblings'
  | 'normalize/security-shape'
  | 'normalize/text-boolean'
  | 'normalize/text-number'
  | 'normalize/undeclared-path-parameter'
  | 'normalize/unknown-version'
  | 'normalize/unsupported-version'
  | 'normalize/unused-path-parameter'
  | 'normalize/version-number'
  | 'normalize/wrong-shape'

/** Findings of the normalize stage: what was read otherwise than it was written. */
export const normalize: Readonly<Record<NormalizeCode, CatalogEntry>> = {
  'normalize/dangling-ref': {
    severity: 'warning',
    title: 'A `$ref` leads nowhere.',
    cause:
      'Nothing stands where the reference points, so the place is read as one of unknown shape. API Gateway imports the rest and warns that the attribute is missing; a model with such a reference is ignored.',
    fix: 'Correct the spelling, or add the missing component.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html',
  },
  'normalize/duplicate-parameter': {
    severity: 'warning',
    title: 'An operation declares the same parameter twice.',
    cause:
      'A parameter is told apart by its name and location, and both must be unique in an operation. The first one is used, the other is left out.',
    fix: 'Remove one of the two.',
    source: 'https://spec.openapis.org/oas/v3.1.1#operation-object',
  },
  'normalize/foreign-member': {
    severity: 'warning',
    title: 'A member of another OpenAPI version is used.',
    cause:
      'Swagger 2.0 and OpenAPI 3 say the same things in different members (`definitions` and `components`, `schema` and `content`). apigen reads both everywhere; other tools, API Gateway among them, may ignore the one that does not belong to the version.',
    fix: 'Write it as the version of the document wants it.',
    source: 'https://spec.openapis.org/oas/v3.0.4',
  },
  'normalize/missing-description': {
    severity: 'note',
    title: 'A response has no description.',
    cause: 'OpenAPI wants one in every response. API Gateway does not; apigen writes an empty one into its own documents.',
    fix: 'Say in a sentence when this response is sent.',
    source: 'https://spec.openapis.org/oas/v3.1.1#response-object',
  },
  'normalize/missing-info': {
    severity: 'warning',
    title: 'The document has no title or version.',
    cause: 'OpenAPI wants `info.title` and `info.version`, and API Gateway names the API after the title.',
    fix: 'Add `info` with a `title` and a `version`.',
    source: 'https://spec.openapis.org/oas/v3.1.1#info-object',
  },
  'normalize/missing-paths': {
    severity: 'warning',
    title: 'The document has no paths.',
    cause: 'An API without paths has no operations: nothing can be called, and API Gateway refuses to deploy it.',
    fix: 'Add `paths`.',
    source: 'https://spec.openapis.org/oas/v3.1.1#paths-object',
  },
  'normalize/missing-responses': {
    severity: 'warning',
    title: 'An operation declares no responses.',
    cause:
      'OpenAPI wants `responses` in every operation. API Gateway imports the method without any, and generated code cannot know what comes back.',
    fix: 'Declare at least the response of success.',
    source: 'https://spec.openapis.org/oas/v3.1.1#operation-object',
  },
  'normalize/missing-version': {
    severity: 'warning',
    title: 'The document does not say which version of OpenAPI it is.',
    cause: 'Without `openapi` or `swagger` the version is a guess from the other members, and API Gateway refuses the document.',
    fix: 'Add `openapi: 3.0.3` (or `swagger: "2.0"`) as the first line.',
    source: 'https://spec.openapis.org/oas/v3.1.1#openapi-object',
  },
  'normalize/not-openapi': {
    severity: 'error',
    stops: 'everything',
    title: 'The file is not an OpenAPI document.',
    cause: 'An OpenAPI document is an object with `openapi` or `swagger`, `info` and `paths`.',
    fix: 'Give apigen the spec itself, or a pointer into the template that holds it: `template.yaml#/Resources/Api/Properties/DefinitionBody`.',
    source: 'https://spec.openapis.org/oas/v3.1.1#openapi-object',
  },
  'normalize/optional-path-parameter': {
    severity: 'warning',
    title: 'A path parameter is not required.',
    cause: 'A part of the path is always there, so path parameters are always required. It is read as such, and API Gateway does the same.',
    fix: 'Write `required: true`.',
    source: 'https://spec.openapis.org/oas/v3.1.1#parameter-object',
  },
  'normalize/parameter-location': {
    severity: 'warning',
    title: 'A parameter is nowhere.',
    cause:
      'A parameter needs a `name`, and its `in` says where it is: `query`, `header`, `path` or `cookie` (and `body` or `formData` in Swagger 2.0). One without them is left out.',
    fix: 'Add or correct `name` and `in`.',
    source: 'https://spec.openapis.org/oas/v3.1.1#parameter-locations',
  },
  'normalize/path-without-slash': {
    severity: 'warning',
    title: 'A path does not begin with a slash.',
    cause: 'Paths are relative to the stage and begin with `/`. It is read as if the slash were there; API Gateway warns about it.',
    fix: 'Put `/` before the path.',
    source: 'https://spec.openapis.org/oas/v3.1.1#paths-object',
  },
  'normalize/ref-cycle': {
    severity: 'warning',
    title: 'References lead to each other and never to a value.',
    cause:
      'A component that is a `$ref` to itself, directly or through others, describes nothing. The place is read as one of unknown shape. (A schema that contains itself is fine.)',
    fix: 'Give one of the components a value.',
  },
  'normalize/ref-siblings': {
    severity: 'warning',
    title: 'Members beside a `$ref` are ignored.',
    cause:
      'Before OpenAPI 3.1 a `$ref` replaces its object, so members beside it, such as `nullable`, mean nothing. Descriptions and extensions are kept.',
    fix: 'Wrap the reference: `allOf: [{ $ref: … }]` beside the other members, or use OpenAPI 3.1.',
    source: 'https://spec.openapis.org/oas/v3.0.4#reference-object',
  },
  'normalize/security-shape': {
    severity: 'warning',
    title: 'A security requirement has the wrong shape.',
    cause: '`security` is a list of objects from the name of a scheme to a list of scopes. It is read as what it most likely means.',
    fix: 'Write it as `security: [{ scheme: [] }]`.',
    source: 'https://spec.openapis.org/oas/v3.1.1#security-requirement-object',
  },
  'normalize/text-boolean': {
    severity: 'warning',
    title: 'A boolean is written as text.',
    cause: '`"true"` in quotes is a string. It is read as the boolean it means; API Gateway may refuse or ignore it.',
    fix: 'Remove the quotes.',
  },
  'normalize/text-number': {
    severity: 'warning',
    title: 'A number is written as text.',
    cause:
      'A limit such as `maxLength: "35"` is a string. It is read as the number it means; API Gateway answers `Invalid model schema specified`.',
    fix: 'Remove the quotes.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html',
  },
  'normalize/undeclared-path-parameter': {
    severity: 'warning',
    title: 'A variable of the path is not declared as a parameter.',
    cause: 'OpenAPI wants every `{variable}` of a path declared. It is read as a required string; API Gateway adds it by itself too.',
    fix: 'Declare it with `in: path`, `required: true` and a schema.',
    source: 'https://spec.openapis.org/oas/v3.1.1#path-templating',
  },
  'normalize/unknown-version': {
    severity: 'error',
    stops: 'everything',
    title: 'The document is of a version that cannot be read.',
    cause: 'Swagger 1 and versions after OpenAPI 3 have another structure, so reading them would be guessing.',
    fix: 'Convert the document to OpenAPI 3.0 or 3.1, or mend a version that was mistyped.',
  },
  'normalize/unsupported-version': {
    severity: 'warning',
    title: 'The document is of a version that apigen does not know.',
    cause:
      'It is read as the nearest version that apigen knows. Members that are new in it are kept but mean nothing. API Gateway imports 2.0 and 3.0 only; apigen translates.',
    fix: 'Use OpenAPI 3.1, 3.0 or Swagger 2.0.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api.html',
  },
  'normalize/unused-path-parameter': {
    severity: 'warning',
    title: 'A declared path parameter is not in the path.',
    cause: 'There is no place in the path that could carry it, so it is left out. API Gateway would keep a parameter that nobody can send.',
    fix: 'Put it into the path in braces, correct its name, or remove it.',
    source: 'https://spec.openapis.org/oas/v3.1.1#path-templating',
  },
  'normalize/version-number': {
    severity: 'warning',
    title: 'A version is written as a number.',
    cause: '`swagger: 2.0` without quotes is the number 2. It is read as the version it means; strict tools refuse it.',
    fix: 'Put the version in quotes.',
    source: 'https://spec.openapis.org/oas/v3.1.1#openapi-object',
  },
  'normalize/wrong-shape': {
    severity: 'warning',
    title: 'Something else stands where OpenAPI wants a certain kind of value.',
    cause: 'A text or a list where an object belongs, or the like. The value is left out or read as what it most likely means.',
    fix: 'Write it as the message says.',
  },
}
