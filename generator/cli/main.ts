import { ApigenFailure } from '../base/diagnostic.ts'
import { printJson } from '../base/json.ts'
import type { Command, Given } from './command.ts'
import { commands, globalFlags } from './commands/index.ts'
import { createContext } from './context.ts'
import { commandHelp, rootHelp } from './help.ts'
import type { Host } from './host.ts'
import { parseArguments } from './program.ts'
import { printFailure } from './report/failure.ts'
import { exitCodeOf, failureJson } from './report/failure-json.ts'
import { SCHEMA_VERSION } from './report/json.ts'
import { paintFor } from './report/style.ts'

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
  if (error instanceof ApigenFailure && (given ? given.flags.format === 'json' : asksForJson(host.argv))) {
    host.stdout.write(printJson({ schemaVersion: SCHEMA_VERSION, ...failureJson(error) }))
  }
  host.stderr.write(printFailure(error, command?.name, paintFor(host.stderr, host.env, given?.flags.color !== false)))
  return error instanceof ApigenFailure ? exitCodeOf(error) : 70
}

/** A command line that was not understood may still say how it wants to be answered. */
function asksForJson(argv: readonly string[]): boolean {
  return argv.some((argument, index) => argument === '--format=json' || (argument === '--format' && argv[index + 1] === 'json'))
}
