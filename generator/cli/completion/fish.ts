import { besideCommands, type CommandWords, type FlagWords } from './words.ts'

/** The script for fish. */
export function fishScript(commands: readonly CommandWords[]): string {
  const first = [
    ...commands.map(({ name, summary }) => `complete -c apigen -n __fish_use_subcommand -f -a ${name} -d ${quotedForFish(summary)}`),
    ...besideCommands
      .filter((word) => word.startsWith('--'))
      .map((word) => `complete -c apigen -n __fish_use_subcommand -f -l ${word.slice(2)}`),
    `complete -c apigen -n '__fish_seen_subcommand_from help' -f -a '${commands.map(({ name }) => name).join(' ')}'`,
  ]
  const rest = commands.flatMap(({ name, flags, values }) => [
    ...(values.length > 0 ? [`complete -c apigen -n '__fish_seen_subcommand_from ${name}' -f -a '${values.join(' ')}'`] : []),
    ...flags.map((flag) => `complete -c apigen -n '__fish_seen_subcommand_from ${name}' ${flagOf(flag)}`),
  ])
  return `${[...first, ...rest].join('\n')}\n`
}

function flagOf({ long, short, summary, takesValue, values }: FlagWords): string {
  return [
    `-l ${long.slice(2)}`,
    ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
    ...(values.length > 0 ? [`-x -a '${values.join(' ')}'`] : takesValue ? ['-r'] : []),
    `-d ${quotedForFish(summary)}`,
  ].join(' ')
}

/** Between single quotes, fish reads a backslash before a quote or a backslash. */
function quotedForFish(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
