import type { Command, Flag } from './command.ts'

/** The text of `apigen --help`. */
export function rootHelp(commands: readonly Command[], globalFlags: readonly Flag[]): string {
  return `Usage: apigen <command> [options]

Your OpenAPI document is the whole API on Amazon API Gateway and Lambda.

Commands:
${table(commands.map(({ name, args, summary }) => [[name, ...args].join(' '), summary]))}

Options:
${table([...globalFlags.map(({ flags, summary }): [string, string] => [flags, summary]), ['-V, --version', 'the version']])}

Examples:
  apigen init orders          a new project
  apigen generate             everything the spec of the config needs
  apigen dev                  the API on this machine

Exit codes:
  0 fine · 1 findings: lint errors, stale files, breaking differences · 2 usage, config or a spec that cannot be loaded
  3 AWS or another remote failed · 70 a bug in apigen · 130 interrupted
`
}

/** The text of `apigen COMMAND --help`. */
export function commandHelp(command: Command, globalFlags: readonly Flag[]): string {
  return `Usage: ${['apigen', command.name, ...command.args].join(' ')} [options]

${command.summary.slice(0, 1).toUpperCase()}${command.summary.slice(1)}.

Examples:
${table(command.examples.map(([line, what]) => [line, what]))}

Options:
${table([...command.flags, ...globalFlags].map(({ flags, summary }) => [flags, summary]))}
`
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.min(44, Math.max(...rows.map(([left]) => left.length)))
  return rows
    .map(([left, right]) => (left.length > width ? `  ${left}\n  ${' '.repeat(width)}  ${right}` : `  ${left.padEnd(width)}  ${right}`))
    .join('\n')
}
