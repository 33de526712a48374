import type { SourceRef } from '../base/diagnostic.ts'
import type { Json, JsonObject } from '../base/json.ts'
import type { EventFunction } from './event-source.ts'
import type { NamedSchema, Schema } from './schema.ts'
import type { ServiceCall } from './service-call.ts'

/** Everything emitters need to know of an API. Plain JSON; in the order of the document unless said otherwise. */
export interface ApiModel {
  readonly kind: 'rest' | 'http'
  /** kebab-case; `x-apigen.name`, else made from the title. At most 32 characters. */
  readonly name: string
  readonly title: string
  readonly version: string
  readonly description?: string
  /** The spec file as people know it, for the first line of generated files. */
  readonly source: string
  readonly servers: readonly Server[]
  readonly operations: readonly Operation[]
  readonly schemas: readonly NamedSchema[]
  readonly functions: readonly FunctionModel[]
  /** `x-apigen.events`: each with a function of its own. */
  readonly events: readonly EventFunction[]
  readonly authorizers: readonly Authorizer[]
  readonly securitySchemes: readonly SecurityScheme[]
  readonly validators: readonly Validator[]
  readonly gatewayResponses: readonly GatewayResponse[]
  readonly binaryMediaTypes: readonly string[]
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER'
  /** Resource policy, verbatim. */
  readonly policy?: JsonObject
}

/** An operation without what it takes and answers. */
export type OperationSurface = Omit<Operation, 'parameters' | 'body' | 'responses'>

/** A model without its schemas: all that a comparison needs of it beside the document. */
export type ApiSurface = Omit<ApiModel, 'operations' | 'schemas'> & { readonly operations: readonly OperationSurface[] }

export interface Server {
  readonly url: string
  readonly description?: string
}

export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'OPTIONS' | 'HEAD' | 'PATCH' | 'TRACE'

/** One part between slashes. */
export type PathSegment =
  | { readonly kind: 'literal'; readonly text: string }
  /** `{name}`, or `{name+}`: the rest of the path. */
  | { readonly kind: 'variable'; readonly name: string; readonly greedy: boolean }
  /** A part that API Gateway does not accept, such as `{id}.json`: literal text and variables in turn. */
  | {
      readonly kind: 'mixed'
      readonly parts: readonly (Extract<PathSegment, { kind: 'literal' }> | Extract<PathSegment, { kind: 'variable' }>)[]
    }

/** One method of one path. */
export interface Operation {
  /** camelCase, unique as letters and digits without case (so its other case forms are unique too), at most 64 characters. */
  readonly id: string
  /** As written, where it was. */
  readonly operationId?: string
  /** `ANY` for `x-amazon-apigateway-any-method`. */
  readonly method: Method | 'ANY'
  /** As written: `/pets/{petId}`. */
  readonly path: string
  /** `/` has none. */
  readonly segments: readonly PathSegment[]
  readonly summary?: string
  readonly description?: string
  readonly deprecated: boolean
  readonly tags: readonly string[]
  readonly parameters: readonly Parameter[]
  readonly body?: Body
  /** At least one. In the order of the document. */
  readonly responses: readonly Response[]
  readonly auth: Auth
  /** The alternatives of the spec, for clients: any one of them suffices; an empty one means anonymous. */
  readonly security: readonly SecurityAlternative[]
  readonly apiKeyRequired: boolean
  /** The request validator's name, where it is declared. */
  readonly validator?: string
  readonly integration: Integration
  /** `FunctionModel.id` of the Lambda function of this project that serves it; absent for every other integration. */
  readonly function?: string
  readonly permissions: readonly Permission[]
  readonly throttle?: { readonly rate: number; readonly burst: number }
  readonly pagination?: Pagination
  readonly idempotency?: { readonly header: string }
  /** True for an `OPTIONS` method that is a mock for CORS preflight: no handler, no client function. */
  readonly preflight: boolean
  readonly origin: SourceRef
  /** Pointer of the operation in the normalized document. */
  readonly pointer: string
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  /** camelCase, unique within its location. */
  readonly id: string
  readonly required: boolean
  readonly description?: string
  readonly deprecated: boolean
  readonly schema: Schema
  /** The normalized JSON Schema of the value. */
  readonly json: JsonObject | boolean
  /** What a handler is given where it is missing; none for one that is required. */
  readonly default?: Json
  readonly style: 'simple' | 'label' | 'matrix' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject'
  readonly explode: boolean
  /** Set for a parameter described by `content`: its text is JSON of this media type. */
  readonly mediaType?: string
  readonly pointer: string
}

/** One media type of a body. */
export interface Content {
  readonly mediaType: string
  /** `json` parses, `form` is url-encoded, `multipart` has `parts` where they are declared, `text` and `binary` pass through. */
  readonly form: 'json' | 'form' | 'multipart' | 'text' | 'binary'
  readonly schema: Schema
  readonly json: JsonObject | boolean
  readonly parts?: Parts
  /** The examples of the spec in order: `example`, `examples.*`, the schema's. */
  readonly examples: readonly Example[]
  readonly pointer: string
}

/** The parts of a `multipart/form-data` body. */
export interface Parts {
  readonly named: readonly Part[]
  /** What every other part is, where `additionalProperties` says it; it has no name. */
  readonly others?: Part
}

/** One part, or one for each item of a list. */
export interface Part {
  readonly name: string
  readonly required: boolean
  readonly schema: Schema
  /** `value`: a text, read as its schema says; `json` parses it; `bytes` is a file, `base64` one that is written so. */
  readonly reads: 'value' | 'json' | 'bytes' | 'base64'
  readonly isList: boolean
}

/** An example; one of `examples` has a name. */
export interface Example {
  readonly name?: string
  readonly value: Json
}

export interface Body {
  readonly required: boolean
  readonly description?: string
  /** At least one. */
  readonly contents: readonly Content[]
}

export interface Response {
  /** `200`, a range such as `4XX`, or `default`. */
  readonly status: string
  readonly description: string
  readonly headers: readonly ResponseHeader[]
  /** Empty for a response without a body. */
  readonly contents: readonly Content[]
  readonly pointer: string
}

export interface ResponseHeader {
  readonly name: string
  readonly required: boolean
  readonly description?: string
  readonly schema: Schema
  readonly json: JsonObject | boolean
  readonly examples: readonly Example[]
}

/** What API Gateway does before it lets a request through. */
export type Auth =
  | { readonly kind: 'none' }
  | { readonly kind: 'iam' }
  /** `authorizer` is an `Authorizer.name`. */
  | { readonly kind: 'authorizer'; readonly authorizer: string; readonly scopes: readonly string[] }

export interface SecurityAlternative {
  readonly schemes: readonly { readonly name: string; readonly scopes: readonly string[] }[]
}

/** A security scheme as a client sees it. */
export type SecurityScheme = { readonly name: string; readonly description?: string } & (
  | { readonly kind: 'apiKey'; readonly in: 'header' | 'query' | 'cookie'; readonly parameter: string }
  | { readonly kind: 'bearer' }
  | { readonly kind: 'basic' }
  /** IAM: `x-amazon-apigateway-authtype: awsSigv4`. */
  | { readonly kind: 'sigv4' }
  | { readonly kind: 'other'; readonly type: string }
)

/** A scheme with an `x-amazon-apigateway-authorizer`. */
export interface Authorizer {
  /** The scheme's name. */
  readonly name: string
  readonly kind: 'token' | 'request' | 'cognito' | 'jwt'
  /** `FunctionModel.id` where the authorizer's function is one of this project (its URI names no foreign ARN). */
  readonly function?: string
  /** As written; may be late-bound. */
  readonly uri?: Json
  readonly credentials?: Json
  readonly identitySources: readonly string[]
  readonly validationExpression?: string
  /** Seconds. 300 where the spec is silent. */
  readonly ttl: number
  readonly providerArns: readonly Json[]
  readonly pointer: string
}

export interface Validator {
  readonly name: string
  readonly body: boolean
  readonly parameters: boolean
}

export interface GatewayResponse {
  readonly type: string
  readonly statusCode?: string
  readonly headers: Readonly<Record<string, string>>
  readonly templates: Readonly<Record<string, string>>
}

/** How API Gateway answers an operation. `raw` is the extension as written (absent where apigen adds the integration). */
export type Integration = { readonly raw?: JsonObject; readonly pointer?: string } & (
  | { readonly kind: 'lambda-proxy'; readonly streaming: boolean }
  /** `templates`: whether the author wrote request or response templates; `none` gets apigen's (design §7). */
  | { readonly kind: 'lambda-custom'; readonly templates: 'written' | 'none'; readonly event?: Schema }
  /** `event`, here and above: what the author's request templates hand to the function, where it is one of this project. */
  | { readonly kind: 'lambda-async'; readonly event?: Schema }
  | { readonly kind: 'http' }
  | { readonly kind: 'http-proxy' }
  | { readonly kind: 'mock'; readonly templates: 'written' | 'none' }
  /** `service` such as `dynamodb`, `action` such as `PutItem` or a path; those of the short form where `call` says what apigen writes. */
  | { readonly kind: 'aws-service'; readonly service: string; readonly action: string; readonly call?: ServiceCall }
  /** The author declared none and no function serves it: API Gateway refuses to deploy. */
  | { readonly kind: 'none' }
)

/** A Lambda function of this project. */
export interface FunctionModel {
  /**
   * Its name at Lambda, at most 64 characters, unique even without case and punctuation: as an integration's URI has it where it is
   * written out there, else `{api}-{operation or group}` in kebab-case.
   */
  readonly id: string
  /** `api` serves operations, `authorizer` an authorizer, `event` other AWS events. */
  readonly role: 'api' | 'authorizer' | 'event'
  /** `Operation.id`s it serves. */
  readonly operations: readonly string[]
  readonly permissions: readonly Permission[]
  readonly runtime?: string
  /** As the runtime reads it, such as `app.handler`; absent: the entry point that is generated. */
  readonly handler?: string
  /** The folder, zip or jar file of its code, below the output folder; absent: `handlers/` and its language. */
  readonly code?: string
  /** MB. */
  readonly memory?: number
  /** Seconds. */
  readonly timeout?: number
  /** MB of `/tmp`. */
  readonly ephemeralStorage?: number
  readonly architecture?: 'x86_64' | 'arm64'
  /** The IAM role that it runs with, by name or ARN, which may be late-bound; absent: `{id}-role`. */
  readonly executionRole?: string
  /** Minutes between the calls that keep it warm. */
  readonly keepWarm?: number
  readonly environment: Readonly<Record<string, Json>>
  /** The late-bound value by which integrations name it: `Handler.Arn` of `${Handler.Arn}`. */
  readonly lateBound?: string
  readonly origin?: SourceRef
}

/** `dynamodb: read orders`. */
export interface Permission {
  readonly service: string
  readonly verb: 'read' | 'write' | 'delete' | 'send' | 'receive' | 'publish' | 'start' | 'invoke' | 'put'
  /** A name, or a late-bound ARN. */
  readonly resource: string
}

export interface Pagination {
  /** Query parameter that carries the token. */
  readonly token: string
  /** Member of the response that has the next token. */
  readonly next: string
  /** Member of the response that has the items. */
  readonly items: string
}
