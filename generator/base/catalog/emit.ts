import type { CatalogEntry } from './entry.ts'

export type EmitCode =
  | 'emit/duplicate-file'
  | 'emit/body-not-sent'
  | 'emit/pagination-without-parameter'
  | 'emit/pattern-not-checked'
  | 'emit/reference-not-checked'
  | 'emit/http-api'
  | 'emit/unenforced'
  | 'emit/undeclared-parameter'
  | 'emit/scheme-not-enforced'
  | 'emit/scheme-lowered'
  | 'emit/integration-not-supported'
  | 'emit/method-not-supported'
  | 'emit/templates-added'
  | 'emit/template-parameter'
  | 'emit/mock-without-example'
  | 'emit/cors-added'
  | 'emit/service-answer'
  | 'emit/policy-path'
  | 'emit/role-not-written'
  | 'emit/streaming-not-supported'
  | 'emit/multipart-as-bytes'
  | 'emit/error-model-not-filled'
  | 'emit/openapi-types-skipped'
  | 'emit/unknown-permission'

/** Findings of emit. */
export const emit: Readonly<Record<EmitCode, CatalogEntry>> = {
  'emit/duplicate-file': {
    severity: 'error',
    stops: 'everything',
    title: 'Two outputs have one name.',
    cause: 'One of them would overwrite the other, on a disk that ignores case at the latest.',
    fix: 'Report it: names are given so that this cannot happen. Until then, rename one of the operations.',
  },
  'emit/body-not-sent': {
    severity: 'warning',
    title: 'Generated clients cannot send the body of an operation.',
    cause: 'The Fetch standard refuses bodies of GET and HEAD requests, so the functions of the clients take none.',
    fix: 'Use POST, or pass the data as query parameters.',
    source: 'https://fetch.spec.whatwg.org/#dom-request',
  },
  'emit/pagination-without-parameter': {
    severity: 'warning',
    title: 'An operation with pages has no parameter that says where a page begins.',
    cause:
      '`x-apigen-pagination` names in `token` a query parameter that the operation does not declare, so clients get no function that goes through all pages.',
    fix: 'Declare the query parameter, or name the one that there is.',
  },
  'emit/pattern-not-checked': {
    severity: 'warning',
    title: 'The generated validators do not check a pattern.',
    cause:
      'Patterns run on what callers send, so they run in linear time: what needs backtracking (back references, look-behind) is not run, and neither is what ECMAScript does not know (inline flags, `\\A`, possessive quantifiers). Python knows the general categories of Unicode (`\\p{Lu}`) and no other property.',
    fix: 'Write the pattern with the means of ECMAScript, without back references and look-behind, or check the value in the handler.',
    source: 'https://json-schema.org/draft/2020-12/json-schema-core#section-6.4',
  },
  'emit/reference-not-checked': {
    severity: 'warning',
    title: 'The generated validators do not follow a reference.',
    cause: 'The reference leads to no schema of the document, or back to the very value it describes, which no value could satisfy.',
    fix: 'Let the reference lead to a schema below `components/schemas` that describes something smaller.',
  },
  'emit/http-api': {
    severity: 'note',
    title: 'The document describes an HTTP API, so there is no gateway document.',
    cause:
      'It uses extensions that only HTTP APIs (version 2) know. Types, handlers, clients and policies are generated; import, export and the embedded gateway are for REST APIs.',
    fix: 'Nothing, if an HTTP API is what you want; else replace the extensions that only HTTP APIs know.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html',
  },
  'emit/unenforced': {
    severity: 'note',
    title: 'API Gateway cannot check everything that the document says.',
    cause:
      'Models of REST APIs are JSON Schema draft 4 with fewer keywords than OpenAPI, and of parameters API Gateway only checks that required ones are there. What it does not know is left out of the gateway document, so that it can be imported.',
    fix: 'Nothing: the generated validators check all of it in the handler. Do not rely on the gateway alone for these constraints.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html',
  },
  'emit/undeclared-parameter': {
    severity: 'warning',
    title: 'A parameter cannot be declared at API Gateway.',
    cause:
      'API Gateway refuses parameter names with characters other than letters, digits and `: . _ $ -`, and a name that is used in two places of one method. The gateway document leaves the declaration out: the parameter still arrives through proxy integrations, but the gateway neither requires it nor can map or cache by it.',
    fix: 'Rename the parameter, or leave it: the generated handler reads and checks it as declared.',
  },
  'emit/scheme-not-enforced': {
    severity: 'warning',
    title: 'A security scheme says nothing to API Gateway.',
    cause:
      'API Gateway enforces schemes with an `x-amazon-apigateway-authorizer`, IAM (`x-amazon-apigateway-authtype: awsSigv4`) and the API key in the header `x-api-key`. Any other scheme is documentation: requests without it get through.',
    fix: 'Add an `x-amazon-apigateway-authorizer` to the scheme, or check the credentials in the handler.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html',
  },
  'emit/scheme-lowered': {
    severity: 'warning',
    title: 'A security scheme with an authorizer is not of type `apiKey`.',
    cause:
      'REST APIs ignore authorizers of schemes of other types, which would leave their operations open. The gateway document declares the scheme as `apiKey` in the header `Authorization`, so that the authorizer is honored.',
    fix: 'Write `type: apiKey`, `in: header` and `name: Authorization` in the scheme.',
  },
  'emit/integration-not-supported': {
    severity: 'error',
    stops: 'import',
    title: 'The short form of an integration cannot be written out.',
    cause:
      '`x-apigen-integration` is `lambda`, `lambda-async`, `mock`, or an object that names a service and what its action needs. An operation without an integration cannot be deployed.',
    fix: 'Complete the short form as `apigen lint` says, or write the `x-amazon-apigateway-integration` yourself.',
  },
  'emit/method-not-supported': {
    severity: 'warning',
    title: 'API Gateway has no such method.',
    cause: 'REST APIs serve GET, PUT, POST, DELETE, PATCH, OPTIONS and HEAD. The operation is left out of the gateway document.',
    fix: 'Use another method, or `x-amazon-apigateway-any-method`.',
  },
  'emit/templates-added': {
    severity: 'note',
    title: 'An integration without templates got templates.',
    cause:
      'A custom Lambda integration or a mock needs mapping templates. The author wrote none, so the ones of the custom event (or of the examples) stand in the gateway document.',
    fix: 'Nothing. Write a template of your own into the integration and apigen leaves all of it as it is.',
  },
  'emit/template-parameter': {
    severity: 'warning',
    title: 'A parameter does not reach the function as declared.',
    cause:
      'Mapping templates see the last value of a repeated parameter only, cannot name parameters with quotes or control characters, and take an object apart only where its properties are declared.',
    fix: 'Declare lists with `explode: false`, rename the parameter, or use the proxy integration, which passes everything.',
  },
  'emit/mock-without-example': {
    severity: 'note',
    title: 'A mock has no example to answer with.',
    cause: 'A response has a body, but neither its media type nor its schema has an example that a template can hold.',
    fix: 'Add an `example`, or several named `examples`, to the response.',
  },
  'emit/cors-added': {
    severity: 'note',
    title: 'Generated responses repeat what the preflight answers.',
    cause:
      'The path has an `OPTIONS` mock that lets pages of other origins call it. A browser hands the answer to the page only where the answer itself says so, too, so the integrations that apigen writes on this path answer with the same headers.',
    fix: 'Declare the headers in the responses, so that the contract says what is sent; or nothing.',
    source: 'https://fetch.spec.whatwg.org/#http-responses',
  },
  'emit/service-answer': {
    severity: 'warning',
    title: 'A service that is called directly cannot give what the contract says.',
    cause:
      'There is no code between API Gateway and the service: an answer holds what the service says and what the request said, and nothing else. What the message names is missing in the answer, or does not get through as declared.',
    fix: 'Do what the message says, or let a function serve the operation (`x-apigen-integration: lambda`).',
  },
  'emit/unknown-permission': {
    severity: 'warning',
    title: 'A permission has no meaning.',
    cause:
      'Permissions are written `SERVICE: VERB RESOURCE`; each service has verbs of its own. What apigen does not understand it does not grant.',
    fix: 'Write one of the services and verbs that the message names, and as resource a name or an ARN.',
  },
  'emit/policy-path': {
    severity: 'warning',
    title: 'A path cannot be named exactly in a policy.',
    cause: 'Resources of IAM policies treat `*`, `?` and `$` as their own; a path part with one of them is granted in its escaped form.',
    fix: 'Rename the path part.',
  },
  'emit/role-not-written': {
    severity: 'warning',
    title: 'The policy of a role is left to you.',
    cause:
      'A service that is called by path and verb does not say which of its actions that is, and a role that may do everything of a service is not what anybody asked for.',
    fix: 'Call the service by `action/NAME`, or write the policy of this role yourself.',
  },
  'emit/streaming-not-supported': {
    severity: 'warning',
    title: 'Handlers in this language cannot stream their response.',
    cause:
      'An integration with `responseTransferMode: STREAM` expects a function that writes its response bit by bit, with its status and headers in front. Of the managed runtimes of Lambda only those of Node.js offer that; a function in another language answers at once, in the form of a buffered proxy integration.',
    fix: 'Remove `responseTransferMode` and invoke the function with the buffered URI (`path/2015-03-31/functions/…/invocations`), or give this function a Node.js runtime.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html',
  },
  'emit/multipart-as-bytes': {
    severity: 'warning',
    title: 'A handler is given a multipart body as bytes.',
    cause:
      'Handlers get the parts of a `multipart/form-data` body one by one, where its schema says which there are and which of them are files. That is not known where the schema declares no members, where two alternatives of `oneOf` or `anyOf` have a part as a file and as a text, and for other multipart types, whose parts have no names. Mapping templates hand on a body as one text, without the boundary that its `Content-Type` names.',
    fix: 'Declare the parts below `properties` (or `additionalProperties`), alike in all alternatives; give the operation a Lambda proxy integration. A handler that reads the body itself may leave it as it is.',
    source: 'https://spec.openapis.org/oas/v3.1.0#special-considerations-for-multipart-content',
  },
  'emit/error-model-not-filled': {
    severity: 'note',
    title: 'Generated handlers cannot answer errors in the form that the document declares.',
    cause:
      'What is wrong with a request is told in the model that the operation declares for the status, else in the one that most errors of the API have. Its members are filled by their names: `message` or `detail`, `code`, `status`, `title`, `requestId`, `timestamp`, and a list such as `errors` or `violations` whose items have a `message` and a `field` or `pointer`. A required member that is none of these cannot be filled, and without a place for a message the model says nothing.',
    fix: 'Give the member a `default`, make it optional, or leave it: these errors are answered as `application/problem+json` (RFC 9457).',
    source: 'https://www.rfc-editor.org/rfc/rfc9457',
  },
  'emit/openapi-types-skipped': {
    severity: 'warning',
    title: 'openapi-typescript cannot print this document.',
    cause:
      'The file `openapi.ts` is made by the package openapi-typescript, which gave up on this document. All other files are there; `types.ts` has types for the same schemas and operations.',
    fix: 'Use `types.ts`, or repair what the message names.',
  },
}
