import { ApigenFailure } from '../../base/diagnostic.ts'
import { suggest } from '../../base/suggest.ts'
import type { Run } from '../command.ts'
import { commands, globalFlags } from './index.ts'

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const

/** Prints the script that completes commands, flags and their values in a shell. */
export const completion: Run = async (context, given) => {
  const [wanted = ''] = given.args
  const shell = SHELLS.find((name) => name === wanted)
  if (shell === undefined) {
    const near = suggest(wanted, SHELLS)
    throw new ApigenFailure('usage', `There is no completion for \`${wanted}\`.`, {
      help: near ? `Did you mean \`${near}\`?` : `There is one for ${SHELLS.join(', ')}.`,
    })
  }
  context.print(scripts[shell]())
  return 0
}

const names = commands.map(({ name }) => name).join(' ')
const flagsOf = (name: string): string => {
  const command = commands.find((one) => one.name === name)
  return [...(command?.flags ?? []), ...globalFlags].flatMap(({ flags }) => flags.match(/--[a-z-]+/g) ?? []).join(' ')
}

/** Static scripts: a shell that completes must not wait for a program to start. */
const scripts: Readonly<Record<(typeof SHELLS)[number], () => string>> = {
  bash: () => `_apigen() {
  local word="\${COMP_WORDS[COMP_CWORD]}"
  if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY=($(compgen -W "${names}" -- "$word")); return; fi
  case "\${COMP_WORDS[1]}" in
${commands.map(({ name }) => `    ${name}) [[ "$word" == -* ]] && COMPREPLY=($(compgen -W "${flagsOf(name)}" -- "$word")) ;;`).join('\n')}
  esac
}
complete -o default -F _apigen apigen
`,
  zsh: () => `#compdef apigen
_apigen() {
  if (( CURRENT == 2 )); then
    local -a list=(
${commands.map(({ name, summary }) => `      '${name}:${summary.replaceAll("'", '').replaceAll(':', '')}'`).join('\n')}
    )
    _describe command list
    return
  fi
  case "$words[2]" in
${commands.map(({ name }) => `    ${name}) if [[ "$PREFIX" == -* ]]; then compadd -- ${flagsOf(name)}; else _files; fi ;;`).join('\n')}
  esac
}
compdef _apigen apigen
`,
  fish: () =>
    [
      ...commands.map(
        ({ name, summary }) => `complete -c apigen -n __fish_use_subcommand -f -a ${name} -d '${summary.replaceAll("'", '')}'`,
      ),
      ...commands.flatMap(({ name }) =>
        flagsOf(name)
          .split(' ')
          .map((flag) => `complete -c apigen -n '__fish_seen_subcommand_from ${name}' -l ${flag.slice(2)}`),
      ),
      '',
    ].join('\n'),
  powershell: () => `Register-ArgumentCompleter -Native -CommandName apigen -ScriptBlock {
  param($word, $line, $position)
  $flags = @{
${commands.map(({ name }) => `    '${name}' = '${flagsOf(name)}'`).join('\n')}
  }
  $parts = $line.CommandElements
  $list = if ($parts.Count -le 2 -and -not $word.StartsWith('-')) { '${names}' } else { $flags[[string]$parts[1]] }
  $list -split ' ' | Where-Object { $_.StartsWith($word) } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
`,
}
