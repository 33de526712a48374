import type { Diagnostic } from '../base/diagnostic.ts'
import { ApigenFailure } from '../base/diagnostic.ts'
import { type Json, printJson } from '../base/json.ts'
import { suggest } from '../base/suggest.ts'
import { type FoundConfig, loadConfig } from '../config/load-config.ts'
import { resolveSettings } from '../config/resolve-settings.ts'
import type { Texts } from '../load/locate.ts'
import type { Settings } from '../model/settings.ts'
import { targetNames } from '../targets.ts'
import type { Given } from './command.ts'
import type { Host } from './host.ts'
import { printGithub } from './report/github.ts'
import { diagnosticsJson, SCHEMA_VERSION } from './report/json.ts'
import { printPretty } from './report/pretty.ts'
import { type Paint, paintFor } from './report/style.ts'

/** What a command works with: the host, the settings, and the ways to say something. */
export interface Context {
  readonly host: Host
  readonly settings: Settings
  readonly config: FoundConfig
  readonly paintOut: Paint
  readonly paint: Paint
  /** Prints data: to stdout. */
  print(text: string): void
  /** Prints one JSON document with `schemaVersion`. */
  printJson(value: Readonly<Record<string, Json>>): void
  /** The same on one line, for output that goes on. */
  printLine(value: Readonly<Record<string, Json>>): void
  /** Says what is going on: to stderr. */
  say(text: string): void
}

/** How a comparison names a stage: its settings count, as those of `--stage` do. */
const STAGE_SIDE = 'stage:'

/** Makes the context of a command from its flags and the config file. */
export async function createContext(host: Host, given: Given): Promise<Context> {
  const { flags } = given
  const stage = text(flags.stage) ?? given.args.find((one) => one.startsWith(STAGE_SIDE))?.slice(STAGE_SIDE.length)
  const config = await loadConfig(host.cwd, text(flags.config))
  const settings = resolveSettings(config, host.cwd, host.env, {
    ...(text(flags.output) !== undefined && { output: text(flags.output) as string }),
    ...(text(flags.target) !== undefined && { targets: (text(flags.target) as string).split(',') }),
    ...(stage !== undefined && { stage }),
    bind: bindings(flags.bind),
  })
  checkTargets(settings.targets, text(flags.target))
  const colors = flags.color !== false
  return {
    host,
    settings,
    config,
    paintOut: paintFor(host.stdout, host.env, colors),
    paint: paintFor(host.stderr, host.env, colors),
    print: (line) => host.stdout.write(line),
    printJson: (value) => host.stdout.write(printJson({ schemaVersion: SCHEMA_VERSION, ...value })),
    printLine: (value) => host.stdout.write(`${JSON.stringify({ schemaVersion: SCHEMA_VERSION, ...value })}\n`),
    say: (line) => host.stderr.write(`${line}\n`),
  }
}

/** Unknown targets stop everything before any work. */
function checkTargets(targets: readonly string[], flag: string | undefined): void {
  if (targets.length === 0 && flag === undefined) return
  if (targets.length === 0)
    throw new ApigenFailure('usage', '`--target` names no target.', { help: `The targets are ${targetNames.join(', ')}.` })
  for (const name of targets) {
    if (targetNames.some((target) => target === name)) continue
    const near = suggest(name, targetNames)
    throw new ApigenFailure('usage', `There is no target \`${name}\`.`, {
      help: near ? `Did you mean \`${near}\`?` : `The targets are ${targetNames.join(', ')}.`,
    })
  }
}

/** The value of a flag that takes one text. */
export function text(value: Given['flags'][string]): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function bindings(value: Given['flags'][string]): Readonly<Record<string, Json>> {
  const given = Array.isArray(value) ? (value as readonly string[]) : typeof value === 'string' ? [value] : []
  const bound: Record<string, Json> = {}
  for (const pair of given) {
    const equals = pair.indexOf('=')
    if (equals < 1)
      throw new ApigenFailure('usage', `--bind takes NAME=value, not \`${pair}\`.`, { help: 'For example: --bind TableName=pets' })
    const name = pair.slice(0, equals)
    const raw = pair.slice(equals + 1)
    // Conditions are true or false; everything else is a text, as on a stack's command line.
    bound[name] = raw === 'true' ? true : raw === 'false' ? false : raw
  }
  return bound
}

/** Prints diagnostics where they are what was asked for, as `format` says: `pretty` and `github` as text, `json` as one document with `more` beside them. */
export function printDiagnostics(
  context: Context,
  format: string,
  diagnostics: readonly Diagnostic[],
  texts: Texts,
  more: Readonly<Record<string, Json>> = {},
): void {
  if (format === 'json') context.printJson({ ...more, diagnostics: diagnosticsJson(diagnostics, texts) })
  else if (format === 'github') context.print(printGithub(diagnostics, texts))
  else if (diagnostics.length > 0) context.print(`${printPretty(diagnostics, texts, context.paintOut)}\n`)
}

/**
 * Says diagnostics of a command that was asked for something else: on stderr, so that what is read from stdout is that or nothing. With
 * `json` there is one document whatever happens, and they stand in it.
 */
export function sayDiagnostics(
  context: Context,
  format: 'pretty' | 'json',
  diagnostics: readonly Diagnostic[],
  texts: Texts,
  more: Readonly<Record<string, Json>> = {},
): void {
  if (format === 'json') context.printJson({ ...more, diagnostics: diagnosticsJson(diagnostics, texts) })
  else if (diagnostics.length > 0) context.say(printPretty(diagnostics, texts, context.paint))
}
