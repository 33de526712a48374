import { besideCommands, type CommandWords, spellings } from './words.ts'

/** The script for bash. Where it has no words, bash offers files. */
export function bashScript(commands: readonly CommandWords[]): string {
  const offer = (words: readonly string[]): string => `COMPREPLY=($(compgen -W "${words.join(' ')}" -- "$word"))`
  const values = commands.flatMap(({ name, flags }) =>
    flags
      .filter(({ takesValue }) => takesValue)
      .map((flag) => {
        const pattern = spellings(flag)
          .map((spelling) => `"${name} ${spelling}"`)
          .join('|')
        return `    ${pattern}) ${flag.values.length > 0 ? `${offer(flag.values)}; ` : ''}return ;;`
      }),
  )
  const rest = commands.map(({ name, flags, values: first }) => {
    const asFlag = `if [[ "$word" == -* ]]; then ${offer(flags.flatMap(spellings))}`
    return `    ${name}) ${asFlag}${first.length > 0 ? `; elif [ "$COMP_CWORD" -eq 2 ]; then ${offer(first)}` : ''}; fi ;;`
  })
  return `_apigen() {
  local word="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then ${offer([...commands.map(({ name }) => name), ...besideCommands])}; return; fi
  case "\${COMP_WORDS[1]} $previous" in
    "help help") ${offer(commands.map(({ name }) => name))}; return ;;
${values.join('\n')}
  esac
  case "\${COMP_WORDS[1]}" in
${rest.join('\n')}
  esac
}
complete -o default -F _apigen apigen
`
}
