import type { FunctionSettings, StageSettings } from './model/settings.ts'

export { type DiagnosticCode, entryOf } from './base/catalog.ts'
export { ApigenFailure, type Diagnostic, type Report, type Severity, type SourceRef } from './base/diagnostic.ts'
export type { Json, JsonArray, JsonObject } from './base/json.ts'
export type { Cloud } from './deploy/cloud.ts'
export { type Comparison, compareExport } from './deploy/compare-export.ts'
export { type Desired, desire } from './deploy/desire.ts'
export { type Applying, applyImport } from './deploy/import/apply-import.ts'
export type { Imported } from './deploy/import/carry-out.ts'
export { type Observed, observe } from './deploy/observe.ts'
export { type ImportPlan, planImport } from './deploy/plan-import.ts'
export { diskReader } from './load/disk.ts'
export { createLocator, type Position } from './load/locate.ts'
export { memoryReader, type Reader } from './load/reader.ts'
export type { ApiModel, Operation } from './model/api-model.ts'
export type { Difference } from './model/difference.ts'
export type { Loaded, SpecDocument } from './model/document.ts'
export type { OutputFile } from './model/output.ts'
export type { Change, FileChange, Plan } from './model/plan.ts'
export {
  checkSpec,
  gatewayDocumentOf,
  generateFiles,
  type ReadOptions,
  readSpec,
  type Spec,
  stopsEverything,
  stopsImport,
} from './pipeline.ts'
export { localBindings, projectFunctions } from './project-functions.ts'
export { targetNames } from './targets.ts'
export { applyFiles } from './write/apply-files.ts'
export { nodeDisk } from './write/disk.ts'
export { type FilePlan, planFiles } from './write/plan-files.ts'

/** A config file, as `apigen.config.ts` exports it. */
export interface Config {
  readonly spec?: string
  readonly output?: string
  readonly targets?: readonly string[]
  readonly bind?: Readonly<Record<string, unknown>>
  readonly functions?: FunctionSettings
  readonly stages?: Readonly<Record<string, StageSettings>>
  readonly diff?: {
    readonly failOn?: 'breaking' | 'warning' | 'any' | 'none'
    readonly severity?: Readonly<Record<string, 'error' | 'warning' | 'note'>>
    readonly ignore?: readonly string[]
  }
}

/** The config as it is: gives an editor something to complete and check. */
export function defineConfig(config: Config): Config {
  return config
}
