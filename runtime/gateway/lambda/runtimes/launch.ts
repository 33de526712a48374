import type { CodeSource } from '../function-source.ts'
import type { Workspace } from '../workspace.ts'

/** How a function's code is started. */
export interface Launch {
  readonly program: string
  readonly args: readonly string[]
  /** What the runtime adds to the function's environment. */
  readonly environment: Readonly<Record<string, string>>
  /** The working folder. */
  readonly folder: string
  /** Makes runnable what was written beside the code, in a folder; absent where it is run as it is. Rejects where it cannot. */
  readonly compile?: (folder: string) => Promise<void>
}

/** What a runtime needs to get a function ready. */
export interface LaunchInput {
  readonly source: CodeSource
  /** The code's folder: the source's own, or where its zip file was unpacked. */
  readonly folder: string
  /**
   * Where errors say that the code is: Lambda's own folder for what was unpacked. Absent for sources, which somebody wants to open.
   */
  readonly shown?: string
  /** MB. */
  readonly memory: number
  readonly workspace: Workspace
  /** Says something once, however many functions it is true of. */
  readonly note: (text: string) => void
}

/** One family of runtimes. Rejects with a sentence where this machine lacks something, or the code does. */
export type PrepareLaunch = (input: LaunchInput) => Promise<Launch>
