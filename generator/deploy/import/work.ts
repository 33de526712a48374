import type { JsonObject } from '../../base/json.ts'
import type { Release } from '../canary.ts'
import type { Cloud, CloudStage, Draft } from '../cloud.ts'
import type { Desired } from '../desire.ts'
import type { FunctionCloud } from '../functions/function-cloud.ts'
import type { Clock } from '../retry.ts'
import type { FoundUsagePlans } from '../usage-plans.ts'
import type { AliasPermissions } from './permissions.ts'

/** What was there before an import: what a rollback brings back. */
export interface Before {
  /** Undefined where the import makes the API. */
  readonly apiId?: string
  readonly stage?: CloudStage
  /** The export of the stage, or of another stage of the API where there is no such stage yet. */
  readonly document?: JsonObject
  readonly draft?: Draft
  readonly permissions: readonly AliasPermissions[]
  /** Where the config speaks of them. */
  readonly usagePlans?: FoundUsagePlans
}

/** All that an import is about, fixed before its first step and kept on disk until it is through. */
export interface ImportRecord {
  /** Tells an import from all others: in its journal, in the lock and in the description of its deployment. */
  readonly id: string
  readonly desired: Desired
  readonly before: Before
  /** Where the document goes. */
  readonly release: Release
  /** Whether the document is put, or only what is said of the stage changes. */
  readonly puts: boolean
}

/** How a stage is watched before an import counts as good. */
export interface Bake {
  readonly seconds: number
  /** Runs the user's own check; false: the new API is no good. */
  check?(): Promise<boolean>
}

/** What every step works with. */
export interface Work {
  readonly cloud: Cloud
  /** Undefined where no functions are looked at. */
  readonly functions?: FunctionCloud
  readonly clock: Clock
  readonly record: ImportRecord
  readonly bake?: Bake
  /** Whether a step was begun before, in this run or in one that was cut off. */
  begun(step: string): boolean
  /** Whether a step was done: what it made is there, even where an answer does not show it yet. */
  done(step: string): boolean
  interrupted(): boolean
  say(line: string): void
}

/** How far an import came: what its steps found out, from remote state alone. */
export interface Reached {
  readonly apiId?: string
  /** The deployment that the import made. */
  readonly created?: string
  /** Deployments of this import that a process made which ended before it verified them: somebody else may have changed what they are copies of. */
  readonly doubtful?: readonly string[]
  /** As it was when it was verified. */
  readonly draft?: Draft
  /** What the stage serves outside of its canary. */
  readonly deploymentId?: string
  /** AWS's own normalizations that the stage's export shows. */
  readonly normalized?: readonly string[]
  /** What a rollback could not bring back, as parts of a sentence. */
  readonly left?: readonly string[]
}

/** One step of an import. */
export interface ImportStep {
  /** Its word in the journal. */
  readonly name: string
  /** Set where it is one call, so that nothing is otherwise where that is refused. */
  readonly single?: true
  /** For people who wait: `putting the document`. */
  doing(work: Work): string
  /** What remote state says: how far the import is with this step, or undefined where it has to be taken. */
  look(work: Work, reached: Reached): Promise<Reached | undefined>
  /** Throws where somebody else changed what the step builds on. */
  guard?(work: Work, reached: Reached): Promise<void>
  run(work: Work, reached: Reached): Promise<Reached>
}

/** The API of an import; every step behind the first has one. */
export function apiOf({ apiId }: Reached): string {
  if (apiId === undefined) throw new Error('a step was taken before there was an API')
  return apiId
}
