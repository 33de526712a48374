import { describe, expect, it } from 'vitest'
import { ApigenFailure } from '../../../generator/base/diagnostic.ts'
import { commands, globalFlags } from '../../../generator/cli/commands/index.ts'
import { commandHelp, rootHelp } from '../../../generator/cli/help.ts'
import { parseArguments } from '../../../generator/cli/program.ts'

const parse = async (line: string) => {
  const parsed = await parseArguments(line === '' ? [] : line.split(' '), commands, globalFlags)
  return parsed.kind === 'run'
    ? { command: parsed.command.name, ...parsed.given }
    : parsed.kind === 'help'
      ? { help: parsed.command?.name ?? 'root', asked: parsed.asked }
      : parsed.kind
}
const refusal = async (line: string): Promise<string> => {
  try {
    return JSON.stringify(await parse(line))
  } catch (error) {
    if (error instanceof ApigenFailure) return `${error.kind}: ${error.message} ${error.help}`
    throw error
  }
}

describe('parseArguments', () => {
  const table: readonly [line: string, want: unknown][] = [
    ['', { help: 'root', asked: false }],
    ['--help', { help: 'root', asked: true }],
    ['help', { help: 'root', asked: true }],
    ['help lint', { help: 'lint', asked: true }],
    ['lint --help', { help: 'lint', asked: true }],
    ['lint x -h', { help: 'lint', asked: true }],
    ['-V', 'version'],
    ['--version', 'version'],
    ['lint', { command: 'lint', args: [], flags: { color: true } }],
    ['lint a.yaml --format json', { command: 'lint', args: ['a.yaml'], flags: { color: true, format: 'json' } }],
    ['lint --format=json --no-color', { command: 'lint', args: [], flags: { color: false, format: 'json' } }],
    ['dev --bind A=1 --bind B=2', { command: 'dev', args: [], flags: { color: true, bind: ['A=1', 'B=2'] } }],
    ['lint -', { command: 'lint', args: ['-'], flags: { color: true } }],
    ['lint -- --help', { command: 'lint', args: ['--help'], flags: { color: true } }],
    [
      'generate -t a,b -o out --dry-run',
      { command: 'generate', args: [], flags: { color: true, target: 'a,b', output: 'out', dryRun: true } },
    ],
  ]
  it.each(table)('%s', async (line, want) => {
    expect(await parse(line)).toEqual(want)
  })

  const refused: readonly [line: string, want: string][] = [
    ['lnt', 'usage: There is no command `lnt`. Did you mean `apigen lint`?'],
    ['--nope', 'usage: There is no option `--nope`. apigen --help lists all commands.'],
    ['lint --formt json', 'usage: `apigen lint` has no option `--formt`. Did you mean `--format`?'],
    [
      'doctor --language java',
      'usage: `apigen doctor` has no option `--language`. It takes --format, --config, --no-color, --help; apigen doctor --help shows what it takes.',
    ],
    ['lint --format jsno', 'usage: `--format <format>` does not take `jsno`. Did you mean `json`? It takes pretty, json, github, sarif.'],
    ['lint --format', 'usage: `--format <format>` needs a value. apigen lint --help shows what it takes.'],
    ['lint a b', 'usage: `apigen lint` takes only [spec]. apigen lint --help shows what it takes.'],
    ['doctor x', 'usage: `apigen doctor` takes no arguments. apigen doctor --help shows what it takes.'],
    ['inspect', 'usage: `apigen inspect` needs <what>. apigen inspect --help shows what it takes.'],
    ['help nope', 'usage: There is no command `nope`. apigen --help lists all commands.'],
    ['__proto__', 'usage: There is no command `__proto__`. apigen --help lists all commands.'],
  ]
  it.each(refused)('refuses %s', async (line, want) => {
    expect(await refusal(line)).toBe(want)
  })
})

describe('help', () => {
  it('fits a terminal, names the exit codes, and every command has examples that parse', async () => {
    const texts = [rootHelp(commands, globalFlags), ...commands.map((command) => commandHelp(command, globalFlags))]
    for (const line of texts.join('\n').split('\n')) expect([line, line.length <= 130]).toEqual([line, true])
    expect(texts[0]).toMatch(/0 .*1 .*2 [\s\S]*3 .*70 .*130 /)
    for (const { name, examples } of commands) {
      expect([name, examples.length > 0]).toEqual([name, true])
      for (const [line] of examples) {
        const words = line
          .replace(/^source <\((.*)\)$/, '$1')
          .replace(/ [>|].*$/, '')
          .replaceAll("'", '')
          .split(' ')
        expect(words[0]).toBe('apigen')
        expect(((await parse(words.slice(1).join(' '))) as { command: string }).command).toBe(name)
      }
    }
  })
})
