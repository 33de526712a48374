import type { CatalogEntry } from './entry.ts'

export type GatewayCode =
  | 'gateway/api-setting'
  | 'gateway/authorizer'
  | 'gateway/body-not-binary'
  | 'gateway/duplicate-parameter-name'
  | 'gateway/gateway-response-template'
  | 'gateway/gateway-response-type'
  | 'gateway/greedy-not-last'
  | 'gateway/http-api-extension'
  | 'gateway/integration-http-method'
  | 'gateway/integration-type'
  | 'gateway/integration-uri'
  | 'gateway/integration-value'
  | 'gateway/missing-http-method'
  | 'gateway/missing-integration'
  | 'gateway/parameter-name'
  | 'gateway/path-part'
  | 'gateway/policy-size'
  | 'gateway/request-parameter'
  | 'gateway/reserved-path'
  | 'gateway/resource-count'
  | 'gateway/response-collision'
  | 'gateway/response-header-not-declared'
  | 'gateway/response-not-declared'
  | 'gateway/response-without-status'
  | 'gateway/restricted-header'
  | 'gateway/root-security'
  | 'gateway/security-scheme-type'
  | 'gateway/several-servers'
  | 'gateway/sibling-path-variables'
  | 'gateway/timeout'
  | 'gateway/trailing-slash'
  | 'gateway/unknown-authorizer'
  | 'gateway/unknown-setting'
  | 'gateway/unknown-validator'
  | 'gateway/unsupported-keyword'
  | 'gateway/websocket-route'

/** Findings of the gateway rules. */
export const gateway: Readonly<Record<GatewayCode, CatalogEntry>> = {
  'gateway/api-setting': {
    severity: 'error',
    stops: 'import',
    title: 'A setting of the API has a value that API Gateway refuses.',
    cause:
      'API Gateway takes `HEADER` or `AUTHORIZER` as the source of API keys, and 0 to 10485760 bytes as the smallest body that it compresses.',
    fix: 'Correct the value.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html',
  },
  'gateway/authorizer': {
    severity: 'error',
    stops: 'import',
    title: 'An authorizer is of a type, or has a value, that API Gateway refuses.',
    cause:
      'A REST API knows authorizers of the types `token`, `request` and `cognito_user_pools`, which keep answers for 0 to 3600 seconds. It refuses the rest, and cannot call an authorizer that names no function or user pool.',
    fix: 'Correct the member in the message.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html',
  },
  'gateway/body-not-binary': {
    severity: 'warning',
    title: 'A request body is bytes, and API Gateway reads it as text.',
    cause:
      'API Gateway hands on the bytes of a request, in base64, where its `Content-Type` is one of the binary media types of the API. Every other body is read as UTF-8: bytes that are no text become `U+FFFD`, and cannot be had back.',
    fix: 'Name the media type, or a range such as `image/*`, in `x-amazon-apigateway-binary-media-types`.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html',
  },
  'gateway/duplicate-parameter-name': {
    severity: 'warning',
    title: 'An operation has parameters of one name in two places.',
    cause:
      'API Gateway answers `Parameter names must be unique across querystring, header and path` and imports nothing, so the gateway document leaves the second declaration out.',
    fix: 'Rename one of the two.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html',
  },
  'gateway/gateway-response-template': {
    severity: 'warning',
    title: 'The template of a gateway response is written as a mapping template.',
    cause:
      'API Gateway does not run the templates of gateway responses through Velocity. It replaces `$context.NAME`, `$stageVariables.NAME` and `$method.request.header.NAME` (or `path`, `querystring`), and clients are sent everything else as it is written.',
    fix: 'Use these variables alone. `$context.error.messageString` is the message with its quotes; `$context.error.validationErrorString` is ready to stand between quotes.',
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.responseTemplates.html',
  },
  'gateway/gateway-response-type': {
    severity: 'error',
    stops: 'import',
    title: 'There is no gateway response of this type.',
    cause: 'API Gateway knows a fixed list of types and refuses every other.',
    fix: 'Use one of the types, such as `DEFAULT_4XX` or `UNAUTHORIZED`.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html',
  },
  'gateway/greedy-not-last': {
    severity: 'error',
    stops: 'import',
    title: 'A greedy path variable is not the end of its path.',
    cause:
      '`{name+}` takes all that is left of a path, so API Gateway answers `Cannot create a child of a resource with a greedy path variable` and imports nothing.',
    fix: 'Put the greedy variable last, or use a plain variable.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-set-up-simple-proxy.html',
  },
  'gateway/http-api-extension': {
    severity: 'warning',
    title: 'An extension of HTTP APIs stands in the document of a REST API.',
    cause: 'REST APIs ignore it: CORS, for example, needs `OPTIONS` methods there.',
    fix: 'Remove it, or say it in the words of REST APIs.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html',
  },
  'gateway/integration-http-method': {
    severity: 'warning',
    title: 'A Lambda integration does not use POST, or an integration no HTTP method at all.',
    cause:
      '`httpMethod` of an integration is the method of the call to the back end, not that of the client, and Lambda answers `POST` only: every request would fail.',
    fix: 'Set `httpMethod: POST` for Lambda, and the method of the back end for others (`ANY` is that of the client).',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integration.html',
  },
  'gateway/integration-type': {
    severity: 'error',
    stops: 'import',
    title: 'An integration has no type that API Gateway knows.',
    cause:
      'The type of an integration is `http`, `http_proxy`, `aws`, `aws_proxy` or `mock`. API Gateway answers `Unable to parse API definition because of a malformed integration` and imports nothing.',
    fix: 'Set `type` to one of them.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integration.html',
  },
  'gateway/integration-uri': {
    severity: 'error',
    stops: 'import',
    title: 'The address of an integration is not one that API Gateway can call.',
    cause:
      'API Gateway checks the form of `uri` while it imports: a web address for `http` and `http_proxy`, an ARN with `path` or `action` for `aws`, and one of Lambda or Firehose for `aws_proxy`. It answers `Invalid HTTP endpoint specified for URI` or `Invalid ARN specified in the request` and imports nothing.',
    fix: 'Correct `uri`.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integration.html',
  },
  'gateway/integration-value': {
    severity: 'error',
    stops: 'import',
    title: 'A member of an integration holds a word that API Gateway does not know.',
    cause: 'API Gateway knows a few words for this member and refuses every other.',
    fix: 'Use one of the words in the message.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integration.html',
  },
  'gateway/missing-http-method': {
    severity: 'error',
    stops: 'import',
    title: 'An integration does not say with which method it calls its back end.',
    cause: 'API Gateway answers `Enumeration value for HttpMethod must be non-empty` and imports nothing.',
    fix: 'Add `httpMethod`: `POST` for Lambda.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integration.html',
  },
  'gateway/missing-integration': {
    severity: 'note',
    title: 'An operation has no integration although others have one.',
    cause:
      'API Gateway refuses to deploy a method without an integration. apigen therefore makes the operation one of a Lambda function; where that is not what was meant, the extension was forgotten.',
    fix: 'Add `x-amazon-apigateway-integration`, or `x-apigen-function` to say that the function is meant.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integration.html',
  },
  'gateway/parameter-name': {
    severity: 'warning',
    title: 'A parameter has a name that API Gateway does not take.',
    cause:
      'API Gateway answers `Parameter name should match the following regular expression: ^[a-zA-Z0-9:._$-]+$` and imports nothing, so the gateway document leaves the declaration out. Names such as `filter[a]` still reach proxy integrations when they are not declared; the gateway neither requires nor maps them.',
    fix: 'Rename the parameter (`filter.a`), or do not declare it.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html',
  },
  'gateway/path-part': {
    severity: 'error',
    stops: 'import',
    title: 'A part of a path holds what API Gateway does not allow.',
    cause:
      "Between two slashes API Gateway takes letters, digits and `_ - . : ,`, or one variable in braces that is the whole part. It answers `Resource's path part only allow a-zA-Z0-9._-: …` and imports nothing.",
    fix: 'Make the part a whole variable (`/files/{name}` instead of `/files/{name}.json`), or use other letters.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html',
  },
  'gateway/policy-size': {
    severity: 'warning',
    title: 'The resource policy is longer than API Gateway allows by default.',
    cause: 'A resource policy may have 8192 characters unless AWS raises the quota for your account.',
    fix: 'Join statements, or ask AWS to raise the quota.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
  'gateway/request-parameter': {
    severity: 'warning',
    title: 'A mapping of a request parameter has no source.',
    cause:
      'API Gateway maps only parameters that the operation declares, and only from text: it drops a value that is none and refuses a source that is not declared.',
    fix: 'Declare the parameter, or correct the source; static text stands in single quotes.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html',
  },
  'gateway/reserved-path': {
    severity: 'note',
    title: 'API Gateway keeps this path for itself.',
    cause: '`/ping` and `/sping` at the root are health checks of API Gateway: behind a custom domain name they never reach the API.',
    fix: 'Use another path.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html',
  },
  'gateway/resource-count': {
    severity: 'warning',
    title: 'The API has more resources than API Gateway allows by default.',
    cause:
      'Every part of every path is a resource, and an API may have 300 of them unless AWS raises the quota for your account: the import fails beyond that.',
    fix: 'Ask AWS to raise the quota, or split the API.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
  'gateway/response-collision': {
    severity: 'warning',
    title: 'Two patterns of an integration lead to the same status.',
    cause: 'API Gateway keeps integration responses by status, so the last one replaces the others.',
    fix: 'Join the patterns with `|`, or use another status.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integration.html',
  },
  'gateway/response-header-not-declared': {
    severity: 'warning',
    title: 'An integration sets a header that the response does not declare.',
    cause: 'API Gateway sets only headers that the method response declares and refuses others while it imports.',
    fix: 'Declare the header under `responses.STATUS.headers`.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html',
  },
  'gateway/response-not-declared': {
    severity: 'warning',
    title: 'An integration answers with a status that the operation does not declare.',
    cause: 'API Gateway maps an integration response to the method response of the same status, and there is none.',
    fix: 'Declare the status under `responses`.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integration.html',
  },
  'gateway/response-without-status': {
    severity: 'error',
    stops: 'import',
    title: 'An integration response has no `statusCode`.',
    cause:
      'The key of an integration response is the pattern that selects it; what the client gets is its `statusCode`, which API Gateway requires. It answers `Unable to parse API definition because of a malformed integration` and imports nothing.',
    fix: "Add `statusCode`, such as `statusCode: '200'`, with a status that the operation declares under `responses`.",
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration-response.html',
  },
  'gateway/restricted-header': {
    severity: 'warning',
    title: 'A mapped header makes every request fail.',
    cause:
      'API Gateway sets some headers of the call to the back end itself. A mapping onto one of them is imported without a word and answers every request with 500.',
    fix: 'Map onto another header.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html',
  },
  'gateway/root-security': {
    severity: 'note',
    title: 'Security is declared at the root.',
    cause:
      'API Gateway documents that it does not use `security` of the root, though it has been seen to. apigen writes it into every operation that has none of its own, so that nothing depends on it.',
    fix: 'Nothing has to be done.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html',
  },
  'gateway/security-scheme-type': {
    severity: 'warning',
    title: 'A security scheme is of a type that API Gateway ignores.',
    cause: 'API Gateway warns `Unsupported security definition type … Ignoring` and leaves the methods that use it open.',
    fix: 'Use `type: apiKey` with `x-amazon-apigateway-authorizer` or `x-amazon-apigateway-authtype`.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html',
  },
  'gateway/several-servers': {
    severity: 'note',
    title: 'API Gateway looks at the first server only.',
    cause:
      'It warns `More than one server provided. Ignoring all but the first for defining endpoint configuration`. The others stay in the public document.',
    fix: 'Nothing has to be done; put the server that API Gateway should look at first.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html',
  },
  'gateway/sibling-path-variables': {
    severity: 'error',
    stops: 'import',
    title: 'Two path variables at one level have different names.',
    cause:
      'API Gateway keeps paths as a tree of resources, and one resource may have one variable below it: it answers `A sibling ({x}) of this resource already has a variable path part -- only one is allowed` and imports nothing.',
    fix: 'Give the variable one name in all paths that share the beginning: `/pets/{petId}` and `/pets/{petId}/photo`.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html',
  },
  'gateway/timeout': {
    severity: 'error',
    stops: 'import',
    title: "An integration's timeout is outside what API Gateway allows.",
    cause:
      'API Gateway waits 50 ms to 29 s for a back end (up to 300 s with a raised quota for regional and private APIs, 15 min for streamed responses) and answers `Timeout should be between 50 ms and 29000 ms`.',
    fix: 'Set `timeoutInMillis` inside these limits, and let long work run asynchronously.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
  'gateway/trailing-slash': {
    severity: 'warning',
    title: 'A path ends in a slash.',
    cause:
      "API Gateway's resources have no slash at the end: the path is that of the resource without it, and two paths that differ in it only are one.",
    fix: 'Remove the slash.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html',
  },
  'gateway/unknown-authorizer': {
    severity: 'warning',
    title: 'A security scheme is used but not declared.',
    cause: 'API Gateway finds no scheme of that name and protects the method with nothing.',
    fix: 'Declare the scheme under `components.securitySchemes`, or correct the name.',
    source: 'https://spec.openapis.org/oas/v3.1.1#security-requirement-object',
  },
  'gateway/unknown-setting': {
    severity: 'warning',
    title: 'An extension has a member that API Gateway does not know or cannot read.',
    cause:
      'API Gateway ignores such a member and says nothing, so what it was meant to set keeps its default: a template is not used, a body is not validated, an answer is cached for longer.',
    fix: 'Correct the name, where capital letters count, or the value.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html',
  },
  'gateway/unknown-validator': {
    severity: 'warning',
    title: 'A request validator is used but not declared.',
    cause:
      'The name does not stand under `x-amazon-apigateway-request-validators`, so the requests of the operation are not validated as the document says.',
    fix: 'Declare the validator at the root, or correct the name.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-request-validator.html',
  },
  'gateway/unsupported-keyword': {
    severity: 'warning',
    title: 'A schema says what API Gateway cannot check.',
    cause:
      "API Gateway's models are JSON Schema draft 4, which has no such keyword, so a request validator lets more through than the document says. Handlers check the whole schema.",
    fix: 'Say it in keywords of draft 4, or rely on the handler.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html',
  },
  'gateway/websocket-route': {
    severity: 'error',
    stops: 'import',
    title: 'A path is a route of WebSocket APIs.',
    cause:
      'API Gateway imports REST and HTTP APIs from OpenAPI documents. WebSocket APIs have no paths but routes that messages choose, and no import; in a REST API `$connect` is refused as a part of a path.',
    fix: 'Describe the WebSocket API in a template of its own (AWS::ApiGatewayV2::Api with ProtocolType WEBSOCKET), and take its routes out of this document.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-overview.html',
  },
}
