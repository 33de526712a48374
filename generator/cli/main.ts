import { ApigenFailure } from '../base/diagnostic.ts'
import { printJson } from '../base/json.ts'
import type { Command, Given } from './command.ts'
import { commands, globalFlags } from './commands/index.ts'
import { configTexts } from './config-texts.ts'
import { createContext } from './context.ts'
import { commandHelp, rootHelp } from './help.ts'
import type { Host } from './host.ts'
import { parseArguments } from './program.ts'
import { visible } from './report/escape.ts'
import { diagnosticsJson, SCHEMA_VERSION } from './report/json.ts'
import { printPretty } from './report/pretty.ts'
import { paintFor } from './report/style.ts'

const EXIT = { usage: 2, unreadable: 2, remote: 3 } as const

/** Runs one command line to its exit code. Never throws, never exits. */
export async function run(host: Host): Promise<number> {
  let command: Command | undefined
  let given: Given | undefined
  try {
    const parsed = await parseArguments(host.argv, commands, globalFlags)
    if (parsed.kind === 'version') {
      const { version } = await import('./version.ts')
      host.stdout.write(`${version}\n`)
      return 0
    }
    if (parsed.kind === 'help') {
      const text = parsed.command ? commandHelp(parsed.command, globalFlags) : rootHelp(commands, globalFlags)
      if (parsed.asked) host.stdout.write(text)
      else host.stderr.write(text)
      return parsed.asked ? 0 : 2
    }
    command = parsed.command
    given = parsed.given
    const work = await command.load()
    return await work(await createContext(host, given), given)
  } catch (error) {
    return fail(host, error, command, given)
  }
}

function fail(host: Host, error: unknown, command: Command | undefined, given: Given | undefined): number {
  const paint = paintFor(host.stderr, host.env, given?.flags.color !== false)
  if (error instanceof ApigenFailure) {
    const exitCode = EXIT[error.kind]
    const texts = configTexts(error)
    if (given ? given.flags.format === 'json' : asksForJson(host.argv)) {
      const document = {
        schemaVersion: SCHEMA_VERSION,
        error: { kind: error.kind, message: error.message, help: error.help ?? null, exitCode },
        diagnostics: diagnosticsJson(error.diagnostics, texts),
      }
      host.stdout.write(printJson(document))
    }
    host.stderr.write(`${paint(['red', 'bold'], 'error')} ${visible(error.message)}\n`)
    if (error.diagnostics.length > 0) host.stderr.write(`\n${printPretty(error.diagnostics, texts, paint)}\n`)
    if (error.help !== undefined) host.stderr.write(`  ${paint('green', 'help:')} ${visible(error.help)}\n`)
    return exitCode
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  host.stderr.write(
    `${paint(['red', 'bold'], 'error')} This is a bug in apigen${command ? ` (in \`apigen ${command.name}\`)` : ''}, not in your spec.\n` +
      `  ${paint('green', 'help:')} Report it with the command, the version (apigen --version) and what follows.\n\n${detail.split('\n').map(visible).join('\n')}\n`,
  )
  return 70
}

/** A command line that was not understood may still say how it wants to be answered. */
function asksForJson(argv: readonly string[]): boolean {
  return argv.some((argument, index) => argument === '--format=json' || (argument === '--format' && argv[index + 1] === 'json'))
}
