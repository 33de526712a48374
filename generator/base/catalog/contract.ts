import type { CatalogEntry } from './entry.ts'

export type ContractCode =
  | 'contract/apigen-setting'
  | 'contract/duplicate-operation-id'
  | 'contract/form-encoding'
  | 'contract/keyword-value'
  | 'contract/misplaced-extension'
  | 'contract/short-form'
  | 'contract/unknown-extension'
  | 'contract/unknown-member'
  | 'contract/unknown-type'
  | 'contract/unused-allow'

/** Findings of the contract rules. */
export const contract: Readonly<Record<ContractCode, CatalogEntry>> = {
  'contract/apigen-setting': {
    severity: 'warning',
    title: 'A setting of apigen is one that it does not know, or has a value that it cannot read.',
    cause: 'It has no effect: where functions and names are made, what stands above it decides, or the default.',
    fix: 'Correct the name or the value; `specs/schema/extensions.json` describes all of them, and an editor can check them while you type.',
  },
  'contract/duplicate-operation-id': {
    severity: 'warning',
    title: 'Two operations have the same `operationId`.',
    cause: 'The id must be unique. Names in generated code are made from it, so one of the two gets a suffix.',
    fix: 'Give each operation an id of its own.',
    source: 'https://spec.openapis.org/oas/v3.1.1#operation-object',
  },
  'contract/form-encoding': {
    severity: 'warning',
    title: 'A field of a url-encoded form has a style that generated code does not follow.',
    cause:
      'Handlers read, and clients write, each value of a list as a field of its own (`tags=a&tags=b`), which is the style `form` with `explode`. Another `style` or `explode: false` is documentation alone: what a caller sends in that way is read as one text, or as fields with other names.',
    fix: 'Leave `style` and `explode` out where callers may repeat a field. Where they may not, the body as it came is in the raw event, which every handler has.',
    source: 'https://spec.openapis.org/oas/v3.1.1#encoding-object',
  },
  'contract/keyword-value': {
    severity: 'warning',
    title: 'A keyword of a schema has a value of a kind that it does not take.',
    cause:
      'Such a keyword means nothing in JSON Schema: generated types and validators pass over what they cannot read, and the gateway document leaves it out, because API Gateway answers `Invalid model schema specified` to a text where a number belongs.',
    fix: 'Write a value of the kind in the message, or remove the keyword.',
    source: 'https://json-schema.org/draft/2020-12/json-schema-validation',
  },
  'contract/misplaced-extension': {
    severity: 'warning',
    title: 'An extension stands where it means nothing.',
    cause: 'Each extension is read in certain places only and ignored everywhere else.',
    fix: 'Move it to the place in the message.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html',
  },
  'contract/short-form': {
    severity: 'error',
    stops: 'import',
    title: 'The short form of an integration says too little, or something that apigen does not know.',
    cause:
      '`x-apigen-integration` is `lambda`, `lambda-async`, `mock`, or an object that names a `service`, an `action` and what the action needs. apigen writes the integration, its templates and its role from it, and guesses nothing.',
    fix: 'Do what the message says; `specs/schema/extensions.json` describes every service, and an editor can check it while you type.',
  },
  'contract/unknown-extension': {
    severity: 'warning',
    title: 'There is no such extension.',
    cause: 'API Gateway and apigen ignore extensions that they do not know, so a misspelled one has no effect.',
    fix: 'Correct the spelling, or remove it.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html',
  },
  'contract/unknown-member': {
    severity: 'warning',
    title: 'OpenAPI does not know this member here.',
    cause:
      "A member that is misspelled or stands in the wrong object is ignored. API Gateway warns `Parse issue: attribute … is unexpected`, which stops an import that fails on warnings, as apigen's does.",
    fix: 'Correct the spelling, move it, or begin it with `x-`.',
    source: 'https://spec.openapis.org/oas/v3.1.1',
  },
  'contract/unknown-type': {
    severity: 'warning',
    title: 'A schema is of a type that there is not.',
    cause:
      'JSON Schema knows `array`, `boolean`, `integer`, `null`, `number`, `object` and `string`. Any value fits a schema of another type: nothing is validated, and generated code knows nothing of it.',
    fix: 'Correct the spelling; a format such as `date` stands in `format`, beside `type: string`.',
    source: 'https://spec.openapis.org/oas/v3.1.1#data-types',
  },
  'contract/unused-allow': {
    severity: 'warning',
    title: 'An `x-apigen-allow` has no effect.',
    cause:
      'It silences a finding at its place and below, and there is none of that code, or one that cannot be silenced: errors never can.',
    fix: 'Remove it, or correct its code.',
  },
}
