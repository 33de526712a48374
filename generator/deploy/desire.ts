import type { JsonObject } from '../base/json.ts'
import type { StageSettings } from '../model/settings.ts'

/** What an import wants to be true afterwards. */
export interface Desired {
  /** The model's name, which is also the value of the API's tag `apigen:api`. */
  readonly name: string
  /** The bound gateway document. */
  readonly document: JsonObject
  readonly stage: {
    readonly name: string
    readonly variables: Readonly<Record<string, string>>
  }
}

/** Joins a document and the settings of a stage. The stage variable `alias` names the Lambda alias and is the stage's name unless set. */
export function desire(name: string, document: JsonObject, stage: string, settings: StageSettings | undefined): Desired {
  return { name, document, stage: { name: stage, variables: { alias: settings?.alias ?? stage, ...settings?.variables } } }
}
