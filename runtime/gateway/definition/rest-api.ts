/**
 * The RestApi resource model, in AWS's own names and shapes: plain JSON, so that it can be stored, cloned and answered as it
 * is. Dates are seconds since the epoch. Maps are read with `own`: their keys come from documents.
 */

/** A verb of a method; ANY stands for all that the resource does not name itself. */
export type Verb = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'PATCH' | 'OPTIONS' | 'HEAD' | 'ANY'

/** A name of another name, as in parameter mappings and templates. */
export type TextMap = Readonly<Record<string, string>>

/** What one status code of an integration becomes. */
export interface IntegrationResponse {
  readonly statusCode: string
  /** A Java regular expression; absent for the default response. */
  readonly selectionPattern?: string
  /** `method.response.header.NAME` → where its value comes from. */
  readonly responseParameters?: TextMap
  /** Media type → mapping template. */
  readonly responseTemplates?: TextMap
  readonly contentHandling?: ContentHandling
}

export type ContentHandling = 'CONVERT_TO_TEXT' | 'CONVERT_TO_BINARY'
export type PassthroughBehavior = 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER'
export type IntegrationType = 'HTTP' | 'HTTP_PROXY' | 'AWS' | 'AWS_PROXY' | 'MOCK'

/** How a method is answered. */
export interface Integration {
  readonly type: IntegrationType
  readonly httpMethod?: string
  readonly uri?: string
  readonly connectionType?: 'INTERNET' | 'VPC_LINK'
  readonly connectionId?: string
  readonly credentials?: string
  /** `integration.request.{path|querystring|header}.NAME` → where its value comes from. */
  readonly requestParameters?: TextMap
  readonly requestTemplates?: TextMap
  readonly passthroughBehavior: PassthroughBehavior
  readonly contentHandling?: ContentHandling
  /** Milliseconds. */
  readonly timeoutInMillis: number
  readonly cacheNamespace: string
  readonly cacheKeyParameters: readonly string[]
  /** By status code. */
  readonly integrationResponses?: Readonly<Record<string, IntegrationResponse>>
  readonly tlsConfig?: { readonly insecureSkipVerification?: boolean }
  readonly responseTransferMode?: 'BUFFERED' | 'STREAM'
  readonly integrationTarget?: string
}

/** A status code that a method may answer. */
export interface MethodResponse {
  readonly statusCode: string
  /** `method.response.header.NAME` → required or not (never enforced). */
  readonly responseParameters?: Readonly<Record<string, boolean>>
  /** Media type → model name. */
  readonly responseModels?: TextMap
}

export type AuthorizationType = 'NONE' | 'AWS_IAM' | 'CUSTOM' | 'COGNITO_USER_POOLS'

/** One verb of a resource. */
export interface Method {
  readonly httpMethod: Verb
  readonly authorizationType: AuthorizationType
  readonly authorizerId?: string
  readonly authorizationScopes?: readonly string[]
  readonly apiKeyRequired: boolean
  readonly requestValidatorId?: string
  readonly operationName?: string
  /** `method.request.{path|querystring|header}.NAME` → required or not. */
  readonly requestParameters?: Readonly<Record<string, boolean>>
  /** Media type → model name. */
  readonly requestModels?: TextMap
  /** By status code. */
  readonly methodResponses?: Readonly<Record<string, MethodResponse>>
  readonly methodIntegration?: Integration
}

/** One node of the path tree. */
export interface Resource {
  readonly id: string
  /** Absent for the root. */
  readonly parentId?: string
  /** Absent for the root. */
  readonly pathPart?: string
  readonly path: string
  readonly methods: Readonly<Partial<Record<Verb, Method>>>
}

/** A JSON Schema (draft 4) under a name. `schema` is its text, with references in canonical form. */
export interface Model {
  readonly id: string
  readonly name: string
  readonly description?: string
  readonly contentType: string
  readonly schema: string
}

export interface Authorizer {
  readonly id: string
  readonly name: string
  readonly type: 'TOKEN' | 'REQUEST' | 'COGNITO_USER_POOLS'
  readonly authType?: string
  readonly authorizerUri?: string
  readonly authorizerCredentials?: string
  /** `method.request.header.NAME`, several joined by commas. */
  readonly identitySource?: string
  readonly identityValidationExpression?: string
  /** Seconds; absent means 300. */
  readonly authorizerResultTtlInSeconds?: number
  readonly providerARNs?: readonly string[]
}

export interface RequestValidator {
  readonly id: string
  readonly name: string
  readonly validateRequestBody: boolean
  readonly validateRequestParameters: boolean
}

/** A gateway response that the author defined; those not defined answer with API Gateway's own. */
export interface GatewayResponse {
  readonly responseType: string
  readonly statusCode?: string
  readonly responseParameters?: TextMap
  readonly responseTemplates?: TextMap
}

export interface DocumentationLocation {
  readonly type: string
  readonly path?: string
  readonly method?: string
  readonly statusCode?: string
  readonly name?: string
}

export interface DocumentationPart {
  readonly id: string
  readonly location: DocumentationLocation
  /** JSON text. */
  readonly properties: string
}

/** The documentation parts as they were when the version was made. */
export interface DocumentationVersion {
  readonly version: string
  readonly createdDate: number
  readonly description?: string
  readonly parts: Readonly<Record<string, DocumentationPart>>
}

export type EndpointType = 'EDGE' | 'REGIONAL' | 'PRIVATE'

export interface EndpointConfiguration {
  readonly types: readonly EndpointType[]
  readonly ipAddressType: 'ipv4' | 'dualstack'
  readonly vpcEndpointIds?: readonly string[]
}

/** All that a deployment freezes. */
export interface ApiDefinition {
  readonly id: string
  readonly name: string
  readonly description?: string
  readonly version?: string
  readonly createdDate: number
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER'
  readonly binaryMediaTypes?: readonly string[]
  /** Bytes; absent means off. */
  readonly minimumCompressionSize?: number
  readonly disableExecuteApiEndpoint: boolean
  readonly endpointConfiguration: EndpointConfiguration
  /** JSON text of the resource policy. */
  readonly policy?: string
  readonly rootResourceId: string
  /** By id. */
  readonly resources: Readonly<Record<string, Resource>>
  /** By name. */
  readonly models: Readonly<Record<string, Model>>
  /** By id. */
  readonly authorizers: Readonly<Record<string, Authorizer>>
  /** By id. */
  readonly requestValidators: Readonly<Record<string, RequestValidator>>
  /** By response type. */
  readonly gatewayResponses: Readonly<Record<string, GatewayResponse>>
  readonly securityPolicy?: string
  readonly endpointAccessMode?: string
}

/** A definition as it was when it was deployed. Never changed afterwards. */
export interface Deployment {
  readonly id: string
  readonly createdDate: number
  readonly description?: string
  readonly snapshot: ApiDefinition
}

/** Settings of a method, or of all that are not named (key star, slash, star), on a stage. */
export interface MethodSetting {
  readonly metricsEnabled: boolean
  readonly loggingLevel?: string
  readonly dataTraceEnabled: boolean
  readonly throttlingBurstLimit: number
  readonly throttlingRateLimit: number
  readonly cachingEnabled: boolean
  readonly cacheTtlInSeconds: number
  readonly cacheDataEncrypted: boolean
  readonly requireAuthorizationForCacheControl: boolean
  readonly unauthorizedCacheControlHeaderStrategy: string
}

export interface CanarySettings {
  readonly deploymentId: string
  /** 0 to 100. */
  readonly percentTraffic: number
  readonly stageVariableOverrides?: TextMap
  readonly useStageCache: boolean
}

export interface Stage {
  readonly stageName: string
  readonly deploymentId: string
  readonly description?: string
  readonly clientCertificateId?: string
  readonly cacheClusterEnabled: boolean
  readonly cacheClusterSize?: string
  readonly cacheClusterStatus: string
  /** Key: the path without its first slash, escaped as in a JSON pointer, slash, verb; or all of them, star slash star. */
  readonly methodSettings: Readonly<Record<string, MethodSetting>>
  readonly variables?: TextMap
  readonly documentationVersion?: string
  readonly accessLogSettings?: { readonly format?: string; readonly destinationArn?: string }
  readonly canarySettings?: CanarySettings
  readonly tracingEnabled: boolean
  readonly tags?: TextMap
  readonly createdDate: number
  readonly lastUpdatedDate: number
}

/** An API with everything that hangs below it. */
export interface RestApi extends ApiDefinition {
  readonly tags: TextMap
  readonly documentationParts: Readonly<Record<string, DocumentationPart>>
  /** By version. */
  readonly documentationVersions: Readonly<Record<string, DocumentationVersion>>
  /** By id. */
  readonly deployments: Readonly<Record<string, Deployment>>
  /** By name. */
  readonly stages: Readonly<Record<string, Stage>>
}

export interface ApiKey {
  readonly id: string
  readonly value: string
  readonly name?: string
  readonly customerId?: string
  readonly description?: string
  readonly enabled: boolean
  readonly createdDate: number
  readonly lastUpdatedDate: number
  readonly stageKeys: readonly string[]
  readonly tags?: TextMap
}

export interface Throttle {
  readonly burstLimit?: number
  readonly rateLimit?: number
}

export interface UsagePlan {
  readonly id: string
  readonly name: string
  readonly description?: string
  readonly apiStages: readonly { readonly apiId: string; readonly stage: string; readonly throttle?: Readonly<Record<string, Throttle>> }[]
  readonly throttle?: Throttle
  readonly quota?: { readonly limit: number; readonly offset?: number; readonly period: 'DAY' | 'WEEK' | 'MONTH' }
  readonly productCode?: string
  readonly tags?: TextMap
  /** Ids of its keys. */
  readonly keyIds: readonly string[]
}

/** Where ids come from; a test hands in one that counts. */
export interface IdSource {
  /** `length` characters of a-z and 0-9, never given before. */
  next(length: number): string
}
