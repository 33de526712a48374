import type { Diagnostic, Severity, SourceRef } from '../../base/diagnostic.ts'
import { createLocator, type Texts } from '../../load/locate.ts'
import { visible } from './escape.ts'
import { inReadingOrder, type Locate } from './reading-order.ts'

/** GitHub shows this many annotations of a kind a step; what is beyond is counted instead of lost. */
const CAP = 10

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' }

/** Something that can stand beside a line of a pull request. */
interface Annotated {
  readonly code: string
  readonly severity: Severity
  readonly message: string
  readonly at?: SourceRef | undefined
}

/** Diagnostics as workflow commands: an annotation at the line each is about. */
export function printGithub(diagnostics: readonly Diagnostic[], texts: Texts): string {
  const withHelp = diagnostics.map((one) => (one.help === undefined ? one : { ...one, message: `${one.message} ${one.help}` }))
  return annotations(withHelp, createLocator(texts), 'run `apigen lint` to see them')
}

/** Workflow commands, the worst first, then as one reads; `rest` says where those are that GitHub would not show. */
export function annotations(findings: readonly Annotated[], locate: Locate, rest: string): string {
  const ordered = inReadingOrder(findings, locate)
  const lines = (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const found = ordered.filter((finding) => finding.severity === severity)
    const more = found.length > CAP ? [`${found.length - CAP} more of severity ${severity}: ${rest}.`] : []
    return [...found.slice(0, CAP).map((finding) => command(finding, locate)), ...more]
  })
  return lines.map((line) => `${line}\n`).join('')
}

function command({ code, severity, message, at }: Annotated, locate: Locate): string {
  const position = at && locate(at)
  const properties = [
    ...(at ? [`file=${property(at.file)}`] : []),
    ...(position ? [`line=${position.line}`, `col=${position.column}`] : []),
    `title=${property(code)}`,
  ]
  return `::${COMMANDS[severity]} ${properties.join(',')}::${data(message)}`
}

function data(text: string): string {
  return visible(text).replaceAll('%', '%25')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
