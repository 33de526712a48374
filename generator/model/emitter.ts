import type { Report } from '../base/diagnostic.ts'
import type { JsonObject } from '../base/json.ts'
import type { Once } from '../base/once.ts'
import type { ApiModel } from './api-model.ts'
import type { SpecDocument } from './document.ts'
import type { OutputFile } from './output.ts'

/** The document that API Gateway imports. `pointers` leads from its places to those of the normalized document: sparse, by nearest ancestor. */
export interface GatewayDocument {
  readonly document: JsonObject
  readonly pointers: Readonly<Record<string, string>>
}

/** What an emitter works from. `document` is for the three that rewrite it; all others read the model. */
export interface EmitterInput {
  readonly model: ApiModel
  readonly document: SpecDocument
  /** Where it was made already: the checks need it before any emitter does. */
  readonly gateway?: GatewayDocument
  /** What several targets make of the model is made once a run. */
  readonly once?: Once<ApiModel>
}

/** A target: pure, no state, named after its folder. May be async where it waits for a door (openapi-types). */
export interface Emitter {
  readonly name: string
  emit(input: EmitterInput, report: Report): Iterable<OutputFile> | AsyncIterable<OutputFile>
}
