import { besideCommands, type CommandWords, spellings } from './words.ts'

/** The script for PowerShell. Where it has no words, PowerShell offers files. */
export function powershellScript(commands: readonly CommandWords[]): string {
  const line = (key: string, words: readonly string[]): string => `    '${key}' = '${words.join(' ')}'`
  const values = commands.flatMap(({ name, flags, values: first }) => [
    ...(first.length > 0 ? [line(name, first)] : []),
    ...flags
      .filter((flag) => flag.values.length > 0)
      .flatMap((flag) => spellings(flag).map((spelling) => line(`${name} ${spelling}`, flag.values))),
  ])
  return `Register-ArgumentCompleter -Native -CommandName apigen -ScriptBlock {
  param($word, $line, $position)
  $flags = @{
${commands.map(({ name, flags }) => line(name, flags.flatMap(spellings))).join('\n')}
  }
  $values = @{
${[
  ...values,
  line(
    'help',
    commands.map(({ name }) => name),
  ),
].join('\n')}
  }
  $before = @($line.CommandElements | Where-Object { $_.Extent.EndOffset -lt $position } | ForEach-Object { "$_" })
  $command = if ($before.Count -gt 1) { $before[1] } else { '' }
  $list = if ($before.Count -le 1) { '${[...commands.map(({ name }) => name), ...besideCommands].join(' ')}' }
    elseif ($word.StartsWith('-')) { $flags[$command] }
    elseif ($before.Count -eq 2) { $values[$command] }
    else { $values["$command $($before[-1])"] }
  "$list" -split ' ' | Where-Object { $_ -and $_.StartsWith($word) } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
`
}
