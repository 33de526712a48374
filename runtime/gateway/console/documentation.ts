import type { StageAddress } from '../server/listen.ts'

/** What the console shows of an API, or of all that a gateway has, and offers to try. Types are texts for people. */
export interface ApiDocumentation {
  readonly title: string
  readonly version?: string
  readonly description?: string
  /** What is served, in a few words that stand beside the title. */
  readonly place?: string
  /** What to do where there are no operations. */
  readonly empty: string
  readonly operations: readonly DocumentedOperation[]
  /** The named types that the operations mention. */
  readonly types: readonly NamedType[]
}

/** A type with a name. */
export interface NamedType {
  readonly name: string
  readonly text: string
}

/** One method of one path. */
export interface DocumentedOperation {
  /** Unique among all of them. */
  readonly id: string
  readonly stage: StageAddress
  /** Where the stage is on this port: empty at the root, else `/_aws/execute-api/ID/STAGE`. */
  readonly base: string
  /** `ANY` for a method of every verb. */
  readonly method: string
  /** As the spec has it: `/pets/{petId}`. */
  readonly path: string
  /** Under what it is listed. */
  readonly group: string
  readonly summary?: string
  readonly description?: string
  readonly deprecated: boolean
  readonly parameters: readonly DocumentedParameter[]
  readonly body?: DocumentedBody
  readonly responses: readonly DocumentedResponse[]
  /** What has to be sent to be let in, in words: one line an alternative. */
  readonly security: readonly string[]
  /** How it is answered: `lambda-proxy`, `mock` … */
  readonly integration: string
  /** Named types of its own, besides those of all. */
  readonly types?: readonly NamedType[]
}

/** A parameter, or a credential that goes where parameters go. */
export interface DocumentedParameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly required: boolean
  readonly description?: string
  readonly type: string
  /** The values of an enumeration; absent where anything of the type may be sent. */
  readonly values?: readonly string[]
  /** Something to begin with, as it stands in the request. */
  readonly example?: string
}

/** What may be sent. */
export interface DocumentedBody {
  readonly required: boolean
  readonly description?: string
  readonly contents: readonly DocumentedContent[]
}

/** One media type of a body. */
export interface DocumentedContent {
  readonly mediaType: string
  readonly type: string
  /** A body to begin with. */
  readonly example?: string
}

/** What may be answered. */
export interface DocumentedResponse {
  readonly status: string
  readonly description: string
  readonly contents: readonly { readonly mediaType: string; readonly type: string }[]
}
