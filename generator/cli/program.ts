import { createRequire } from 'node:module'
import { ApigenFailure } from '../base/diagnostic.ts'
import { suggest } from '../base/suggest.ts'
import type { Command, Flag, Given } from './command.ts'

/** Required, since importing it takes Node a third longer (decision 0089). */
const commander: typeof import('commander') = createRequire(import.meta.url)('commander')

/** What a command line asks for. */
export type Parsed =
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly command?: Command; readonly asked: boolean }
  | { readonly kind: 'run'; readonly command: Command; readonly given: Given }

/** The door of commander: reads a command line. Throws an `ApigenFailure` for one that cannot be understood. */
export async function parseArguments(argv: readonly string[], commands: readonly Command[], globalFlags: readonly Flag[]): Promise<Parsed> {
  const [first] = argv
  if (first === undefined) return { kind: 'help', asked: false }
  if (first === '-V' || first === '--version' || first === 'version') return { kind: 'version' }
  if (first === '-h' || first === '--help') return { kind: 'help', asked: true }
  if (first === 'help') return { kind: 'help', asked: true, ...find(argv[1], commands) }
  const command = commands.find(({ name }) => name === first)
  if (!command) throw unknownCommand(first, commands)
  if (argv.slice(1).some((argument, index, all) => (argument === '-h' || argument === '--help') && !all.slice(0, index).includes('--')))
    return { kind: 'help', asked: true, command }

  const program = new commander.Command(command.name)
  for (const argument of command.args) program.argument(argument)
  for (const flag of [...command.flags, ...globalFlags]) program.addOption(optionOf(flag))
  program
    .helpOption(false)
    .exitOverride()
    .configureOutput({ writeErr: () => {}, writeOut: () => {} })
    .showSuggestionAfterError(false)
  try {
    program.parse(argv.slice(1), { from: 'user' })
  } catch (error) {
    if (error instanceof commander.CommanderError) throw misused(error, command, globalFlags)
    throw error
  }
  return { kind: 'run', command, given: { args: program.args, flags: program.opts() } }
}

function find(name: string | undefined, commands: readonly Command[]): { command?: Command } {
  const command = commands.find((one) => one.name === name)
  if (name !== undefined && !command) throw unknownCommand(name, commands)
  return command ? { command } : {}
}

function optionOf(flag: Flag): InstanceType<typeof commander.Option> {
  const option = new commander.Option(flag.flags, flag.summary)
  if (flag.choices) option.choices(flag.choices)
  if (flag.many) option.argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value])
  return option
}

function unknownCommand(name: string, commands: readonly Command[]): ApigenFailure {
  const near = suggest(
    name,
    commands.map((command) => command.name),
  )
  const what = name.startsWith('-') ? 'option' : 'command'
  return new ApigenFailure('usage', `There is no ${what} \`${name}\`.`, {
    help: near ? `Did you mean \`apigen ${near}\`?` : 'apigen --help lists all commands.',
  })
}

/** Commander's messages, in our words. */
function misused(error: InstanceType<typeof commander.CommanderError>, command: Command, globalFlags: readonly Flag[]): ApigenFailure {
  const help = `apigen ${command.name} --help shows what it takes.`
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  switch (error.code) {
    case 'commander.unknownOption': {
      const known = [...command.flags, ...globalFlags].flatMap(({ flags }) => flags.match(/--[a-z-]+/g) ?? [])
      const near = suggest(quoted, known)
      return new ApigenFailure('usage', `\`apigen ${command.name}\` has no option \`${quoted}\`.`, {
        help: near ? `Did you mean \`${near}\`?` : `It takes ${known.join(', ')}; ${help}`,
      })
    }
    case 'commander.missingArgument':
      return new ApigenFailure('usage', `\`apigen ${command.name}\` needs <${quoted}>.`, { help })
    case 'commander.optionMissingArgument':
      return new ApigenFailure('usage', `\`${quoted}\` needs a value.`, { help })
    case 'commander.excessArguments':
      return new ApigenFailure(
        'usage',
        `\`apigen ${command.name}\` takes ${command.args.length === 0 ? 'no arguments' : `only ${command.args.join(' ')}`}.`,
        { help },
      )
    case 'commander.invalidArgument': {
      const allowed = /Allowed choices are (.*)\.$/.exec(error.message)?.[1]
      const value = /argument '([^']*)'/.exec(error.message)?.[1] ?? quoted
      const near = allowed === undefined ? undefined : suggest(value, allowed.split(', '))
      return new ApigenFailure('usage', `\`${quoted}\` does not take \`${value}\`.`, {
        help: near ? `Did you mean \`${near}\`? It takes ${allowed}.` : `It takes ${allowed}.`,
      })
    }
    default:
      return new ApigenFailure('usage', error.message.replace(/^error: /, ''), { help })
  }
}
