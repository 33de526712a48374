/**
 * What API Gateway allows, says and defaults to, as constants with their sources. Pure: the generator reads it too.
 * Sources: "recorded" is an answer of the real service; "guide" the API Gateway developer guide; "model" the service's own
 * API model (2015-07-09).
 */

/** The verbs of a method, in the order in which the service names them (recorded: "Invalid HttpMethod specified"). */
export const VERBS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'ANY'] as const

/** The operations of a path item, lower case, and the verb that each becomes (guide: `trace` has no method). */
export const OPERATION_KEYS: Readonly<Record<string, (typeof VERBS)[number]>> = {
  get: 'GET',
  put: 'PUT',
  post: 'POST',
  delete: 'DELETE',
  options: 'OPTIONS',
  head: 'HEAD',
  patch: 'PATCH',
  'x-amazon-apigateway-any-method': 'ANY',
}

/** A static path part: letters, digits and `_ - . : ,` (guide and the service's message). */
export const STATIC_PATH_PART: RegExp = /^[a-zA-Z0-9._\-:,]+$/
/** A path part that is a variable, greedy or not. */
export const VARIABLE_PATH_PART: RegExp = /^\{[a-zA-Z0-9._\-:]+\+?\}$/
/** What the service says of a path part that it refuses (quoted from public reports, 2018 to 2023). */
export const PATH_PART_MESSAGE =
  "Resource's path part only allow a-zA-Z0-9._- and curly braces at the beginning and the end and an optional plus sign before the closing brace."

/** The name of a request parameter or header (quoted from the service, 2026). */
export const PARAMETER_NAME: RegExp = /^[a-zA-Z0-9:._$-]+$/
/** The same as the service prints it. */
export const PARAMETER_NAME_PATTERN = '^[a-zA-Z0-9:._$-]+$'

/** The name of a model (quoted: "Model name must be alphanumeric"). */
export const MODEL_NAME: RegExp = /^[a-zA-Z0-9]+$/

/** The name of a stage (guide). */
export const STAGE_NAME: RegExp = /^[a-zA-Z0-9_-]{1,128}$/
/** The name of a stage variable, at most 64 characters (guide). */
export const STAGE_VARIABLE_NAME: RegExp = /^[A-Za-z0-9_]{1,64}$/
/** The value of a stage variable, at most 512 characters (guide). */
export const STAGE_VARIABLE_VALUE: RegExp = /^[A-Za-z0-9\-._~:/?#&=,]{1,512}$/

/** A status code of a method or integration response (recorded constraint). */
export const STATUS_CODE: RegExp = /^[1-5]\d\d$/

/** Quotas and hard limits of REST APIs (guide, quotas page). Bytes, milliseconds or counts as named. */
export const LIMITS = {
  definitionBytes: 6_291_456,
  resourcesPerApi: 300,
  stagesPerApi: 10,
  authorizersPerApi: 10,
  stageVariables: 100,
  policyCharacters: 8192,
  templateBytes: 307_200,
  minimumTimeoutMs: 50,
  maximumTimeoutMs: 29_000,
  /** With a raised quota, for regional and private APIs. */
  raisedTimeoutMs: 300_000,
  /** With `responseTransferMode` STREAM. */
  streamTimeoutMs: 900_000,
  /** Between two pieces of a streamed answer. */
  streamIdleMs: 300_000,
  /** The same, for edge-optimized APIs. */
  edgeStreamIdleMs: 30_000,
  /** Of a streamed answer, as fast as it comes (guide: response streaming). */
  streamUnpacedBytes: 10_485_760,
  /** Of what comes after that (guide: response streaming). */
  streamBytesPerSecond: 2_097_152,
  /** Of an answer that a function streams, since 2025; nobody recorded what becomes of more. */
  functionStreamBytes: 209_715_200,
  /** Within which a function that streams has named status and headers. */
  streamPreludeBytes: 16_384,
  maximumCompressionSize: 10_485_760,
  authorizerTtlSeconds: 3600,
  defaultAuthorizerTtlSeconds: 300,
  apiKeyMinimum: 20,
  apiKeyMaximum: 128,
  apiKeyNameMaximum: 1024,
  /** One more was recorded as too many. */
  apiKeyDescriptionMaximum: 125_000,
  payloadBytes: 10_485_760,
  /** Of a method with authorization, as it was called. */
  methodArnBytes: 1600,
  /** Of a `Resource` in an authorizer's policy. */
  policyResourceCharacters: 512,
  headerBytes: 10_240,
  cachedResponseBytes: 1_048_576,
  foreachIterations: 1000,
  documentationParts: 2000,
} as const

/** Integration types, in the order in which the service names them (recorded). */
export const INTEGRATION_TYPES = ['HTTP', 'MOCK', 'AWS_PROXY', 'HTTP_PROXY', 'AWS'] as const
export const PASSTHROUGH_BEHAVIORS = ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'] as const
export const CONTENT_HANDLINGS = ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'] as const
export const CONNECTION_TYPES = ['INTERNET', 'VPC_LINK'] as const
export const RESPONSE_TRANSFER_MODES = ['BUFFERED', 'STREAM'] as const
export const ENDPOINT_TYPES = ['PRIVATE', 'EDGE', 'REGIONAL'] as const
export const IP_ADDRESS_TYPES = ['ipv4', 'dualstack'] as const
export const AUTHORIZER_TYPES = ['TOKEN', 'REQUEST', 'COGNITO_USER_POOLS'] as const
export const AUTHORIZATION_TYPES = ['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS'] as const
export const API_KEY_SOURCES = ['HEADER', 'AUTHORIZER'] as const
export const PATCH_OPERATIONS = ['add', 'remove', 'move', 'test', 'replace', 'copy'] as const

/** Kinds of documentation part (recorded constraint). */
export const DOCUMENTATION_TYPES = [
  'API',
  'AUTHORIZER',
  'MODEL',
  'RESOURCE',
  'METHOD',
  'PATH_PARAMETER',
  'QUERY_PARAMETER',
  'REQUEST_HEADER',
  'REQUEST_BODY',
  'RESPONSE',
  'RESPONSE_HEADER',
  'RESPONSE_BODY',
] as const

/** TLS policies of an API's own endpoint (model, 2026-10). */
export const SECURITY_POLICIES = [
  'TLS_1_0',
  'TLS_1_2',
  'SecurityPolicy_TLS13_1_3_2025_09',
  'SecurityPolicy_TLS13_1_3_FIPS_2025_09',
  'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
  'SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09',
  'SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09',
  'SecurityPolicy_TLS13_1_2_Ext2_PQ_2025_09',
  'SecurityPolicy_TLS13_1_2_Ext2_FIPS_PQ_2025_09',
  'SecurityPolicy_TLS13_1_2_PQ_2025_09',
  'SecurityPolicy_TLS13_1_2_2021_06',
  'SecurityPolicy_TLS13_2025_EDGE',
  'SecurityPolicy_TLS12_PFS_2025_EDGE',
  'SecurityPolicy_TLS12_2018_EDGE',
] as const

/** What a gateway response is when nobody changed it. */
export interface GatewayResponseFact {
  /** Absent for the two defaults, which take the status of the response they stand in for. */
  readonly statusCode?: string
  /** The value of the `x-amzn-ErrorType` header. */
  readonly errorType: string
  /** The message in the usual case; null prints as `null`. */
  readonly message: string | null
  /** Whether a document or the control plane may change it (guide). */
  readonly customizable: boolean
}

/** Every gateway response type by name, in the order of GetGatewayResponses (recorded; messages: guide and recordings). */
export const GATEWAY_RESPONSES: Readonly<Record<string, GatewayResponseFact>> = {
  ACCESS_DENIED: {
    statusCode: '403',
    errorType: 'AccessDeniedException',
    message: 'User is not authorized to access this resource',
    customizable: true,
  },
  API_CONFIGURATION_ERROR: {
    statusCode: '500',
    errorType: 'InternalServerErrorException',
    message: 'Internal server error',
    customizable: true,
  },
  AUTHORIZER_CONFIGURATION_ERROR: {
    statusCode: '500',
    errorType: 'AuthorizerConfigurationException',
    message: null,
    customizable: true,
  },
  AUTHORIZER_FAILURE: { statusCode: '500', errorType: 'AuthorizerFailureException', message: null, customizable: true },
  BAD_REQUEST_BODY: { statusCode: '400', errorType: 'BadRequestException', message: 'Invalid request body', customizable: true },
  BAD_REQUEST_PARAMETERS: { statusCode: '400', errorType: 'BadRequestException', message: 'Bad Request', customizable: true },
  DEFAULT_4XX: { errorType: 'BadRequestException', message: null, customizable: true },
  DEFAULT_5XX: { errorType: 'InternalServerErrorException', message: null, customizable: true },
  EXPIRED_TOKEN: {
    statusCode: '403',
    errorType: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
    customizable: true,
  },
  INTEGRATION_FAILURE: {
    statusCode: '504',
    errorType: 'InternalServerErrorException',
    message: 'Internal server error',
    customizable: true,
  },
  INTEGRATION_TIMEOUT: {
    statusCode: '504',
    errorType: 'InternalServerErrorException',
    message: 'Endpoint request timed out',
    customizable: true,
  },
  INVALID_API_KEY: { statusCode: '403', errorType: 'ForbiddenException', message: 'Forbidden', customizable: true },
  INVALID_SIGNATURE: {
    statusCode: '403',
    errorType: 'InvalidSignatureException',
    message:
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    customizable: true,
  },
  MISSING_AUTHENTICATION_TOKEN: {
    statusCode: '403',
    errorType: 'MissingAuthenticationTokenException',
    message: 'Missing Authentication Token',
    customizable: true,
  },
  QUOTA_EXCEEDED: { statusCode: '429', errorType: 'LimitExceededException', message: 'Limit Exceeded', customizable: true },
  REQUEST_TOO_LARGE: {
    statusCode: '413',
    errorType: 'RequestTooLargeException',
    message: 'HTTP content length exceeded 10485760 bytes.',
    customizable: false,
  },
  RESOURCE_NOT_FOUND: { statusCode: '404', errorType: 'ResourceNotFoundException', message: 'Not Found', customizable: true },
  THROTTLED: { statusCode: '429', errorType: 'TooManyRequestsException', message: 'Too Many Requests', customizable: true },
  UNAUTHORIZED: { statusCode: '401', errorType: 'UnauthorizedException', message: 'Unauthorized', customizable: true },
  UNSUPPORTED_MEDIA_TYPE: {
    statusCode: '415',
    errorType: 'BadRequestException',
    message: 'Unsupported Media Type',
    customizable: true,
  },
  WAF_FILTERED: { statusCode: '403', errorType: 'ForbiddenException', message: 'Forbidden', customizable: true },
}

/** The template that the service shows for a gateway response without one of its own (recorded). */
export const GATEWAY_RESPONSE_TEMPLATES: Readonly<Record<string, string>> = {
  'application/json': '{"message":$context.error.messageString}',
}

/**
 * A variable of a template of a gateway response, and the mapping expression that it stands for (guide: "a non-VTL mapping template" of
 * "simple variable substitution" that "can access the `$context` variables and `$stageVariables` property values, as well as the method
 * request parameters, in the form of `method.request.param-position.param-name`"). Assumed: they are written with a `$` before them and
 * without braces, and one that has no value prints nothing.
 */
export const GATEWAY_RESPONSE_VARIABLE: RegExp = /\$((?:context|stageVariables|method\.request\.(?:header|path|querystring))(?:\.[\w-]+)+)/g

/**
 * Types whose body has a blank after its colon where no author wrote a template: what is refused at validation and later (recorded by the
 * lengths of answers; that of 415 is assumed). Answers of the steps before have none.
 */
export const SPACED_GATEWAY_RESPONSES: ReadonlySet<string> = new Set([
  'API_CONFIGURATION_ERROR',
  'BAD_REQUEST_BODY',
  'BAD_REQUEST_PARAMETERS',
  'DEFAULT_5XX',
  'INTEGRATION_FAILURE',
  'INTEGRATION_TIMEOUT',
  'UNSUPPORTED_MEDIA_TYPE',
])

/** Types whose answer names the trace where that of the integration would (quoted answers; those of no other type do). */
export const TRACED_GATEWAY_RESPONSES: ReadonlySet<string> = new Set(['BAD_REQUEST_BODY', 'INTEGRATION_TIMEOUT'])

/** The settings that the first patch of a method setting fills in (recorded). */
export const DEFAULT_METHOD_SETTING = {
  metricsEnabled: false,
  dataTraceEnabled: false,
  throttlingBurstLimit: 5000,
  throttlingRateLimit: 10_000,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
} as const

/** Headers that API Gateway sets on what it sends to a back end: a mapping to one of them fails at every request (recorded). Lower case. */
export const RESTRICTED_HEADERS: ReadonlySet<string> = new Set([
  'content-length',
  'transfer-encoding',
  'x-amzn-trace-id',
  'x-amzn-apigateway-api-id',
])
/** The same for functions and other services of AWS, besides. */
export const SERVICE_RESTRICTED_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'connection',
  'expect',
  'proxy-authenticate',
  'te',
])

/** What an account may be asked for in a region, all APIs together: requests a second and at once (guide, quotas page). */
export const ACCOUNT_THROTTLE = { rate: 10_000, burst: 5000 } as const

/** Where a reference from one model to another points in stored schemas (recorded). */
export const MODEL_REFERENCE_BASE = 'https://apigateway.amazonaws.com/restapis/'

/** Keywords that stored models keep: JSON Schema draft 4 (guide: models are draft 4). */
export const MODEL_KEYWORDS: ReadonlySet<string> = new Set([
  '$schema',
  'id',
  '$ref',
  'title',
  'description',
  'type',
  'format',
  'enum',
  'default',
  'multipleOf',
  'maximum',
  'exclusiveMaximum',
  'minimum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'pattern',
  'items',
  'additionalItems',
  'maxItems',
  'minItems',
  'uniqueItems',
  'properties',
  'patternProperties',
  'additionalProperties',
  'required',
  'maxProperties',
  'minProperties',
  'dependencies',
  'definitions',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
])

/** Keywords of OpenAPI schemas that the import drops without a word (guide: not supported). */
export const IGNORED_MODEL_KEYWORDS: ReadonlySet<string> = new Set([
  'example',
  'examples',
  'nullable',
  'discriminator',
  'readOnly',
  'writeOnly',
  'xml',
  'externalDocs',
  'deprecated',
])

/** The HTTP status of every error that the control plane answers (model). */
export const ERROR_STATUS: Readonly<Record<string, number>> = {
  BadRequestException: 400,
  ValidationException: 400,
  SerializationException: 400,
  UnauthorizedException: 401,
  AccessDeniedException: 403,
  NotFoundException: 404,
  ConflictException: 409,
  LimitExceededException: 429,
  TooManyRequestsException: 429,
  ServiceUnavailableException: 503,
}

/** AWS services that `aws_proxy` may call (recorded message). */
export const PROXY_SERVICES: readonly string[] = ['lambda', 'firehose']

/** The functions of `$util` in mapping templates; each takes one argument (guide). */
export const UTIL_FUNCTIONS = ['base64Decode', 'base64Encode', 'escapeJavaScript', 'parseJson', 'urlDecode', 'urlEncode'] as const

/** What `$context` holds in mapping templates; `*` stands for names that the API, an authorizer or a template gives (guide; the overrides: recorded). */
export const CONTEXT_VARIABLES: readonly string[] = [
  'accountId',
  'apiId',
  'authorizer.*',
  'awsEndpointRequestId',
  'deploymentId',
  'domainName',
  'domainPrefix',
  'error.message',
  'error.messageString',
  'error.responseType',
  'error.validationErrorString',
  'extendedRequestId',
  'httpMethod',
  'identity.accessKey',
  'identity.accountId',
  'identity.apiKey',
  'identity.apiKeyId',
  'identity.caller',
  'identity.clientCert.clientCertPem',
  'identity.clientCert.issuerDN',
  'identity.clientCert.serialNumber',
  'identity.clientCert.subjectDN',
  'identity.clientCert.validity.notAfter',
  'identity.clientCert.validity.notBefore',
  'identity.cognitoAuthenticationProvider',
  'identity.cognitoAuthenticationType',
  'identity.cognitoIdentityId',
  'identity.cognitoIdentityPoolId',
  'identity.principalOrgId',
  'identity.sourceIp',
  'identity.user',
  'identity.userAgent',
  'identity.userArn',
  'identity.vpcId',
  'identity.vpceId',
  'isCanaryRequest',
  'path',
  'protocol',
  'requestId',
  'requestOverride.header.*',
  'requestOverride.path.*',
  'requestOverride.querystring.*',
  'requestTime',
  'requestTimeEpoch',
  'resourceId',
  'resourcePath',
  'responseOverride.header.*',
  'responseOverride.status',
  'stage',
  'wafResponseCode',
  'webaclArn',
  'xrayTraceId',
]

/** What `$context` holds in access logs only: in mapping templates these print nothing (guide). */
export const LOG_CONTEXT_VARIABLES: readonly string[] = [
  'authenticate',
  'authorize',
  'customDomain',
  'integration',
  'integrationErrorMessage',
  'integrationLatency',
  'integrationStatus',
  'responseLatency',
  'responseLength',
  'status',
  'waf',
]
