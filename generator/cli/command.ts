import type { Context } from './context.ts'

/** A flag of a command. */
export interface Flag {
  /** As help prints it: `-t, --target <names>`. */
  readonly flags: string
  readonly summary: string
  /** Given more than once, the values add up. */
  readonly many?: boolean
  readonly choices?: readonly string[]
}

/** What the user wrote: arguments in order, flags by their camelCase name. */
export interface Given {
  readonly args: readonly string[]
  readonly flags: Readonly<Record<string, string | boolean | readonly string[] | undefined>>
}

/** Does the work of a command and gives its exit code. */
export type Run = (context: Context, given: Given) => Promise<number>

/** A command as data: help is printed from it without loading anything, and `load` opens its room when it runs. */
export interface Command {
  readonly name: string
  readonly summary: string
  /** `[spec]`, `<code>` … */
  readonly args: readonly string[]
  readonly flags: readonly Flag[]
  readonly examples: readonly (readonly [command: string, what: string])[]
  load(): Promise<Run>
}
