import type { Diagnostic, Severity } from '../../base/diagnostic.ts'
import { createLocator, type Texts } from '../../load/locate.ts'
import { visible } from './escape.ts'
import { inReadingOrder } from './reading-order.ts'

/** GitHub shows this many annotations of a kind a step; what is beyond is counted instead of lost. */
const CAP = 10

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' }

/** Diagnostics as workflow commands: an annotation at the line each is about. */
export function printGithub(diagnostics: readonly Diagnostic[], texts: Texts): string {
  const locate = createLocator(texts)
  const ordered = inReadingOrder(diagnostics, locate)
  const lines: string[] = []
  for (const severity of ['error', 'warning', 'note'] as const) {
    const found = ordered.filter((diagnostic) => diagnostic.severity === severity)
    for (const { code, message, at, help } of found.slice(0, CAP)) {
      const position = at && locate(at)
      const properties = [
        ...(at ? [`file=${property(at.file)}`] : []),
        ...(position ? [`line=${position.line}`, `col=${position.column}`] : []),
        `title=${property(code)}`,
      ]
      lines.push(`::${COMMANDS[severity]} ${properties.join(',')}::${data(help === undefined ? message : `${message} ${help}`)}`)
    }
    if (found.length > CAP) lines.push(`${found.length - CAP} more of severity ${severity}: run \`apigen lint\` to see them.`)
  }
  return lines.map((line) => `${line}\n`).join('')
}

function data(text: string): string {
  return visible(text).replaceAll('%', '%25')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
