import type { Content, Operation, Response, SecurityScheme } from '../../../model/api-model.ts'
import type { Schema } from '../../../model/schema.ts'
import type { OperationTypeNames, SchemaNames } from '../type-names.ts'

/** A function of a generated client as plain data: printed once as TypeScript, once as JavaScript with its declarations. */
export interface ClientOperation {
  readonly operation: Operation
  readonly name: string
  readonly types: OperationTypeNames
  readonly inputs: readonly ClientInput[]
  /** Literal texts, percent-encoded, and variables in turn. */
  readonly path: readonly (string | Written)[]
  /** Query parameters written as `name=value`, once for every item. */
  readonly query: readonly { readonly name: string; readonly key: string }[]
  /** Query parameters written in another way. */
  readonly writtenQuery: readonly Written[]
  readonly headers: readonly { readonly name: string; readonly value: Written }[]
  readonly cookies: readonly Written[]
  readonly body: readonly Content[]
  readonly bodyRequired: boolean
  readonly responses: readonly Response[]
  readonly read: 'readText' | 'readJson' | 'readBytes' | 'readAny'
  /** Alternatives of names in `ClientModel.schemes`; empty where nothing is attached. */
  readonly auth: readonly (readonly string[])[]
  readonly repeatable: boolean
  readonly pages?: { readonly name: string; readonly token: string; readonly next: string; readonly items: string }
}

/** A member of the input of a function. */
export interface ClientInput {
  readonly key: string
  /** `text`: a string without a schema. `method`: any HTTP method. */
  readonly type: Schema | 'text' | 'method'
  readonly required: boolean
  readonly description?: string
  readonly deprecated: boolean
}

/** A value of the input, and the function of the runtime that writes it; `plain` is the value itself. */
export interface Written {
  readonly with:
    | 'plain'
    | 'unique'
    | 'segment'
    | 'greedy'
    | 'simple'
    | 'label'
    | 'matrix'
    | 'jsonSegment'
    | 'formPairs'
    | 'delimited'
    | 'deepObject'
    | 'jsonPair'
    | 'headerText'
    | 'jsonHeader'
  readonly key: string
  /** The name on the wire, where the function wants it. */
  readonly name?: string
  readonly extra?: boolean | string
}

/** A security scheme that a client can serve. */
export interface ClientScheme {
  /** Its name in the document. */
  readonly name: string
  /** Its name as a member of `auth`. */
  readonly secret: string
  /** Name of its constant. */
  readonly constant: string
  readonly scheme: SecurityScheme
}

/** All functions of a client. */
export interface ClientModel {
  /** Operations by file, in the order of the document. */
  readonly groups: readonly { readonly file: string; readonly operations: readonly ClientOperation[] }[]
  readonly schemes: readonly ClientScheme[]
  readonly names: SchemaNames
}
