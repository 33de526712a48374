import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../../generator/cli/commands/index.ts'
import { type Bench, createBench } from '../support/cli.ts'
import { present } from '../support/program.ts'

const shells = ['bash', 'zsh', 'fish', 'powershell'] as const

let made: Bench
beforeAll(async () => {
  made = createBench({ 'openapi.yaml': '' })
  for (const shell of shells) {
    const { code, stdout, stderr } = await made.run('completion', shell)
    expect([code, stderr]).toEqual([0, ''])
    made.write(`completion.${shell}`, stdout)
  }
})
afterAll(() => made.close())

const run = (program: string, ...args: readonly string[]): readonly string[] => {
  const { stdout, stderr, status } = spawnSync(program, args, { cwd: made.folder, encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
  return stdout.split('\n').filter((line) => line !== '')
}

/** What each shell offers for the last of the words, whatever that begins with. */
const offers: Readonly<Record<string, (words: readonly string[]) => readonly string[]>> = {
  bash: (words) =>
    run(
      'bash',
      '-c',
      'source completion.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _apigen; printf "%s\\n" "${COMPREPLY[@]}"',
      'bash',
      ...words,
    ),
  zsh: (words) =>
    run(
      'zsh',
      '-f',
      '-c',
      // The functions of zsh's completion system, as far as the script calls them.
      `compdef() {}; source completion.zsh
      compadd() { shift; print -l -- "$@" }
      _describe() { local -a all=("\${(@P)@[-1]}"); print -l -- "\${all[@]%%:*}" }
      _files() { }
      words=("$@"); CURRENT=$#; PREFIX="$words[-1]"; _apigen || true`,
      'zsh',
      ...words,
    ),
  fish: (words) => run('fish', '-c', `source completion.fish; complete -C '${words.join(' ')}'`).map((line) => line.split('\t')[0] ?? ''),
}

describe.each(Object.keys(offers))('%s', (shell) => {
  const missing = !present(shell, '--version')

  it.skipIf(missing).each<[line: string, want: readonly string[]]>([
    ['apigen gen', ['generate']],
    ['apigen inspect mo', ['model']],
    ['apigen inspect ', ['document', 'normalized', 'model', 'files', 'plan']],
    ['apigen explain gateway/sib', ['gateway/sibling-path-variables']],
    ['apigen completion z', ['zsh']],
    ['apigen help doc', ['doctor']],
    ['apigen lint --for', ['--format']],
    ['apigen lint --format ', ['pretty', 'json', 'github', 'sarif']],
    ['apigen generate -t client-t', ['client-typescript']],
    ['apigen export --openapi 3', ['3.0']],
    ['apigen dev --co', ['--config', '--cognito-keys']],
  ])('completes %s', (line, want) => {
    const words = line.split(' ')
    const found = (offers[shell]?.(words) ?? []).filter((word) => word.startsWith(words.at(-1) ?? '') && word !== 'openapi.yaml')
    expect([...found].sort()).toEqual([...want].sort())
  })

  // fish offers files by itself, among the rest.
  if (shell !== 'fish') {
    it.skipIf(missing)('leaves files to the shell', () => {
      for (const words of [
        ['apigen', 'lint', 'op'],
        ['apigen', 'generate', '--output', ''],
      ])
        expect(offers[shell]?.(words)).toEqual([])
    })
  }
})

it.each(shells)('%s knows every command and every flag', (shell) => {
  const text = made.read(`completion.${shell}`)
  const spelled = (flag: string): string => (shell === 'fish' ? `-l ${flag.slice(2)} ` : flag)
  for (const { name, flags } of commands) {
    expect(text).toContain(name)
    for (const flag of flags.flatMap((one) => one.flags.match(/--[a-z-]+/g) ?? [])) expect(text).toContain(spelled(flag))
  }
})
