import type { Command, Flag } from '../command.ts'

/** A flag as a shell sees it. */
export interface FlagWords {
  /** `--target`. */
  readonly long: string
  /** `-t`. */
  readonly short?: string
  readonly summary: string
  readonly takesValue: boolean
  /** What may follow; empty: anything, most likely a file. */
  readonly values: readonly string[]
}

/** A command as a shell sees it. */
export interface CommandWords {
  readonly name: string
  readonly summary: string
  readonly flags: readonly FlagWords[]
  /** What the first argument may be; empty: anything, most likely a file. */
  readonly values: readonly string[]
}

/** All commands with their flags and the values that are known beforehand: `NAME` for an argument of a command, `NAME --flag` for a flag. */
export function completionWords(
  commands: readonly Command[],
  globalFlags: readonly Flag[],
  values: Readonly<Record<string, readonly string[]>>,
): readonly CommandWords[] {
  return commands.map(({ name, summary, flags }) => ({
    name,
    summary,
    values: values[name] ?? [],
    flags: [...flags, ...globalFlags].map((flag) => {
      const [long = ''] = /--[a-z-]+/.exec(flag.flags) ?? []
      const short = /^-[a-zA-Z](?=,)/.exec(flag.flags)?.[0]
      return {
        long,
        ...(short !== undefined && { short }),
        summary: flag.summary,
        takesValue: flag.flags.includes('<'),
        values: flag.choices ?? values[`${name} ${long}`] ?? [],
      }
    }),
  }))
}

/** What may stand in place of a command. */
export const besideCommands: readonly string[] = ['help', '--help', '--version']

/** The spellings of a flag. */
export function spellings({ long, short }: FlagWords): readonly string[] {
  return short === undefined ? [long] : [short, long]
}

/** A text between single quotes, as POSIX shells and zsh read it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
