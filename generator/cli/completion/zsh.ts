import { besideCommands, type CommandWords, quoted, spellings } from './words.ts'

/** The script for zsh: to be sourced, or put as `_apigen` into a folder of `fpath`. */
export function zshScript(commands: readonly CommandWords[]): string {
  const list = (words: readonly (readonly [word: string, summary: string])[], indent: string): string =>
    words.map(([word, summary]) => `${indent}${quoted(`${word.replaceAll(':', '\\:')}:${summary}`)}`).join('\n')
  const values = commands.flatMap(({ name, flags }) =>
    flags
      .filter(({ takesValue }) => takesValue)
      .map((flag) => {
        const pattern = spellings(flag)
          .map((spelling) => quoted(`${name} ${spelling}`))
          .join('|')
        return `    ${pattern}) ${flag.values.length > 0 ? `compadd -- ${flag.values.join(' ')}` : '_files'}; return ;;`
      }),
  )
  const rest = commands.map(({ name, flags, values: first }) => {
    const all = flags.flatMap((flag) => spellings(flag).map((spelling) => [spelling, flag.summary] as const))
    const offer = first.length > 0 ? `elif (( CURRENT == 3 )); then compadd -- ${first.join(' ')}; ` : ''
    return `    ${name})
      list=(
${list(all, '        ')}
      )
      if [[ "$PREFIX" == -* ]]; then _describe -o option list; ${offer}else _files; fi ;;`
  })
  return `#compdef apigen
_apigen() {
  local -a list
  if (( CURRENT == 2 )); then
    list=(
${list([...commands.map(({ name, summary }) => [name, summary] as const), ...besideCommands.map((word) => [word, ''] as const)], '      ')}
    )
    _describe command list
    return
  fi
  case "$words[2] $words[CURRENT-1]" in
    'help help') compadd -- ${commands.map(({ name }) => name).join(' ')}; return ;;
${values.join('\n')}
  esac
  case "$words[2]" in
${rest.join('\n')}
  esac
}
if [[ "$funcstack[1]" == _apigen ]]; then
  _apigen "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
  compdef _apigen apigen
fi
`
}
