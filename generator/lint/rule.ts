import type { ParsedTemplate } from '../../runtime/gateway/velocity/syntax/parse.ts'
import type { DiagnosticCode } from '../base/catalog.ts'
import type { Diagnostic, Severity } from '../base/diagnostic.ts'
import type { Json, JsonObject } from '../base/json.ts'
import type { SpecDocument } from '../model/document.ts'
import type { Trials } from './template/trials.ts'

/** A value of the normalized document and where it stands. */
export interface Node<T extends Json = Json> {
  readonly value: T
  /** In the normalized document. */
  readonly pointer: string
}

/** One path. */
export interface PathNode extends Node<JsonObject> {
  readonly path: string
}

/** One operation, with what rules ask for most. */
export interface OperationNode extends Node<JsonObject> {
  readonly path: string
  /** Upper case; `ANY` for `x-amazon-apigateway-any-method`. */
  readonly method: string
  /** `GET /pets`. */
  readonly name: string
  readonly parameters: readonly ParameterNode[]
  readonly integration: IntegrationNode | undefined
  /** The mapping templates of its integration, in the order of the document. */
  readonly templates: readonly TemplateNode[]
}

/** A parameter of an operation. `value` is what its `$ref` leads to; `pointer` is where the operation lists it. */
export interface ParameterNode extends Node<JsonObject> {
  readonly name: string
  readonly location: string
}

/** An `x-amazon-apigateway-integration`. */
export interface IntegrationNode extends Node<JsonObject> {
  /** Lower case; `''` where there is none that is text. */
  readonly type: string
}

/** A response of an operation. `value` is what its `$ref` leads to. */
export interface ResponseNode extends Node<JsonObject> {
  readonly status: string
  readonly operation: OperationNode
}

/** A schema, or any schema inside it. */
export interface SchemaNode extends Node<JsonObject> {
  /** `body`: of a request or response, or a component. `parameter`: of a parameter or header, which API Gateway does not look at. */
  readonly use: 'body' | 'parameter'
}

/** A security scheme. */
export interface SchemeNode extends Node<JsonObject> {
  readonly name: string
  readonly authorizer: Node<JsonObject> | undefined
}

/** A mapping template. */
export interface TemplateNode extends Node<string> {
  readonly side: 'request' | 'response'
  readonly mediaType: string
  readonly operation: OperationNode
  readonly integration: IntegrationNode
  /** The integration response that a response template belongs to. */
  readonly response: IntegrationResponseNode | undefined
  /** As Velocity reads it; read when it is first asked for. */
  parsed(): ParsedTemplate
}

/** A response of an integration. */
export interface IntegrationResponseNode extends Node<JsonObject> {
  /** `default`, or what a status or an error message has to match. */
  readonly pattern: string
  /** The status that it answers with; `''` where that is not plain text. */
  readonly status: string
}

/** A member whose name begins with `x-`, and the kind of object it stands in. */
export interface ExtensionNode extends Node {
  readonly key: string
  readonly holder: Holder
}

/** The kinds of object of an OpenAPI document, as far as rules tell them apart. */
export type Holder =
  | 'root'
  | 'info'
  | 'server'
  | 'tag'
  | 'components'
  | 'paths'
  | 'path'
  | 'operation'
  | 'parameter'
  | 'body'
  | 'response'
  | 'schema'
  | 'scheme'

/** An object whose members OpenAPI names. */
export interface ObjectNode extends Node<JsonObject> {
  readonly holder: Holder
}

/** What rules may ask of the whole document. */
export interface View {
  readonly document: SpecDocument
  readonly root: JsonObject
  readonly paths: readonly PathNode[]
  readonly operations: readonly OperationNode[]
  readonly schemes: readonly SchemeNode[]
  readonly validators: ReadonlySet<string>
  /** What a `$ref` leads to, through others; the value itself where it is none. */
  resolve(value: Json | undefined): JsonObject
  /** Runs of a template that Velocity can read on sampled input; made when they are first asked for. */
  trials(node: TemplateNode): Trials
  /** Templates that were not run on everything, since those before them took all the steps of the document. */
  untried(): readonly TemplateNode[]
}

/** Reports a finding at a place of the normalized document. */
export type Say = (
  message: string,
  pointer: string,
  more?: {
    readonly on?: 'key' | 'value'
    readonly inside?: { readonly offset: number; readonly length: number }
    readonly severity?: Severity
  } & Pick<Diagnostic, 'help'> & {
      readonly related?: readonly { readonly pointer: string; readonly message: string }[]
    },
) => void

/**
 * What a rule looks at. Each function is called once for each node of its kind, in the order of the document; `document` comes first
 * and `end` last.
 */
export interface Visitor {
  document?(view: View, say: Say): void
  path?(node: PathNode, say: Say, view: View): void
  operation?(node: OperationNode, say: Say, view: View): void
  parameter?(node: ParameterNode, say: Say, view: View): void
  integration?(node: IntegrationNode, say: Say, view: View, operation: OperationNode): void
  response?(node: ResponseNode, say: Say, view: View): void
  schema?(node: SchemaNode, say: Say, view: View): void
  scheme?(node: SchemeNode, say: Say, view: View): void
  template?(node: TemplateNode, say: Say, view: View): void
  extension?(node: ExtensionNode, say: Say, view: View): void
  object?(node: ObjectNode, say: Say, view: View): void
  end?(view: View, say: Say): void
}

/** One rule: its code is also the name of its file and of its fixture. It keeps no state. */
export interface Rule {
  readonly code: DiagnosticCode
  /** Documents it is for; both kinds where it says nothing. */
  readonly only?: 'rest' | 'http'
  readonly visit: Visitor
}
