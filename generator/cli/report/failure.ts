import { ApigenFailure } from '../../base/diagnostic.ts'
import { configTexts } from '../config-texts.ts'
import { visible } from './escape.ts'
import { printPretty } from './pretty.ts'
import type { Paint } from './style.ts'

/** Why something failed, for people: a sentence, where, what to do. Only a bug in apigen comes with a stack. */
export function printFailure(error: unknown, command: string | undefined, paint: Paint): string {
  const label = paint(['red', 'bold'], 'error')
  const help = paint('green', 'help:')
  if (error instanceof ApigenFailure) {
    const diagnostics = error.diagnostics.length > 0 ? `\n${printPretty(error.diagnostics, configTexts(error), paint)}\n` : ''
    return `${label} ${linesOf(error.message)}\n${diagnostics}${error.help === undefined ? '' : `  ${help} ${visible(error.help)}\n`}`
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return (
    `${label} This is a bug in apigen${command === undefined ? '' : ` (in \`apigen ${command}\`)`}, not in your spec.\n` +
    `  ${help} Report it with the command, the version (apigen --version) and what follows.\n\n${detail.split('\n').map(visible).join('\n')}\n`
  )
}

/** What a service says may have many lines. A bar keeps each of them from speaking to a CI system. */
function linesOf(message: string): string {
  return message
    .trimEnd()
    .split(/\s*\n/)
    .map((line) => visible(line.replaceAll('\t', '  ')))
    .join('\n  │ ')
}
