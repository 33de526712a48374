import type { JsonObject } from '../base/json.ts'
import type { ApiModel } from '../model/api-model.ts'
import type { CanarySetting, StageSettings, UsagePlanSetting } from '../model/settings.ts'
import type { WantedPermission } from './import/permissions.ts'
import { type MethodSettings, wantedSettings } from './method-settings.ts'

/** What an import wants to be true afterwards. */
export interface Desired {
  /** The model's name, which is also the value of the API's tag `apigen:api`. */
  readonly name: string
  /** The bound gateway document. */
  readonly document: JsonObject
  /** The alias of functions that the stage calls. */
  readonly alias: string
  /** What functions have to allow API Gateway; the id of the API and AWS's own variables are still open. */
  readonly permissions: readonly WantedPermission[]
  readonly stage: {
    readonly name: string
    readonly variables: Readonly<Record<string, string>>
    readonly methodSettings: MethodSettings
    /** Which of a stage's settings are the project's, so that what it does not want goes. */
    readonly ownedSettings: 'throttles' | 'all'
    readonly canary?: CanarySetting
    /** Absent: nobody looks at them. */
    readonly usagePlans?: readonly UsagePlanSetting[]
  }
}

/** Joins a document, what the model asks of a stage and the stage's settings. The stage variable `alias` names the Lambda alias and is the stage's name unless set. */
export function desire(
  { name, operations }: Pick<ApiModel, 'name' | 'operations'>,
  document: JsonObject,
  stage: string,
  settings: StageSettings | undefined,
  permissions: readonly WantedPermission[] = [],
): Desired {
  const alias = settings?.alias ?? stage
  const variables = { alias, ...settings?.variables }
  const configured = settings?.methodSettings
  const ownedSettings = configured === undefined ? 'throttles' : 'all'
  const methodSettings = wantedSettings(operations, configured)
  const { canary, usagePlans } = settings ?? {}
  return {
    ...{ name, document, alias, permissions },
    stage: { name: stage, variables, methodSettings, ownedSettings, ...(canary && { canary }), ...(usagePlans && { usagePlans }) },
  }
}
