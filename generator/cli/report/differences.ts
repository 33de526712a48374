import type { Severity, SourceRef } from '../../base/diagnostic.ts'
import type { Json } from '../../base/json.ts'
import { createLocator, type Position, type Texts } from '../../load/locate.ts'
import type { Difference } from '../../model/difference.ts'
import { visible } from './escape.ts'
import { placeOf } from './pretty.ts'
import type { Paint } from './style.ts'

/** What a comparison found, in the order in which it is printed, and the texts it is about. */
export interface DifferenceReport {
  readonly differences: readonly Difference[]
  /** How many the config leaves out. */
  readonly ignored: number
  readonly texts: Texts
}

type Locate = (at: SourceRef) => Position | undefined

const WORDS: Readonly<Record<Severity, string>> = { error: 'breaking', warning: 'warning', note: 'note' }
const COLORS = { error: 'red', warning: 'yellow', note: 'cyan' } as const
const ORDER: readonly Severity[] = ['error', 'warning', 'note']

/** More operations than these are counted, not named. */
const MOST_OPERATIONS = 3

/** Each difference with its rule, its places on both sides and whom it reaches, the worst first; and a count. */
export function printDifferencesText(report: DifferenceReport, paint: Paint): string {
  const locate = createLocator(report.texts)
  const blocks = sorted(report.differences).map((difference) => {
    const { severity, code, message, fingerprint } = difference
    const details = [`${code}  ${placesOf(difference, locate)}  [${fingerprint}]`, ...reach(difference)]
    const first = `${paint([COLORS[severity], 'bold'], WORDS[severity].padEnd(8))} ${visible(message)}`
    return [first, ...details.map((detail) => `         ${paint('dim', detail)}`)].map((line) => `${line}\n`).join('')
  })
  return `${blocks.join('')}${blocks.length > 0 ? '\n' : ''}${count(report)}\n`
}

/** Whom a difference reaches, where its sentence does not say so. */
function reach({ operation, operations = operation === undefined ? [] : [operation], message }: Difference): readonly string[] {
  return operations.length === 0 || (operations.length === 1 && message.includes(operations[0] as string))
    ? []
    : [`reaches ${list(operations)}`]
}

function list(operations: readonly string[]): string {
  const named = operations.slice(0, MOST_OPERATIONS).map(visible)
  const more = operations.length - named.length
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ')
}

/** For a pull request: the security surface first, then a section for each severity. */
export function printDifferencesMarkdown(report: DifferenceReport): string {
  const { differences } = report
  const locate = createLocator(report.texts)
  const row = (difference: Difference): string => {
    const { operation, operations = operation === undefined ? [] : [operation], message, code } = difference
    return `| ${[list(operations), message, `\`${code}\``, placesOf(difference, locate)].map(cell).join(' | ')} |`
  }
  const section = (title: string, rows: readonly Difference[]): string[] =>
    rows.length === 0 ? [] : [`### ${title}`, '', '| operation | what changes | rule | where |', '|---|---|---|---|', ...rows.map(row), '']
  const security = differences.filter(({ area }) => area === 'security')
  const others = (severity: Severity): Difference[] => differences.filter((one) => one.severity === severity && one.area !== 'security')
  const parts = [
    '<!-- apigen-diff -->',
    `**${count(report)}**`,
    '',
    ...section('Security', sorted(security)),
    ...section('Breaking', others('error')),
    ...section('Warnings', others('warning')),
    ...section('Harmless', others('note')),
  ]
  return `${parts.join('\n').trimEnd()}\n`
}

/** Annotations at the lines of the new side; GitHub shows ten of a kind. */
export function printDifferencesGithub(report: DifferenceReport): string {
  const locate = createLocator(report.texts)
  const commands = { error: 'error', warning: 'warning', note: 'notice' } as const
  const escaped = (text: string): string => visible(text).replaceAll('%', '%25')
  const lines = ORDER.flatMap((severity) =>
    report.differences
      .filter((one) => one.severity === severity)
      .slice(0, 10)
      .map(({ head, code, message }) => {
        const position = head && locate(head)
        const properties = [
          ...(head ? [`file=${escaped(head.file).replaceAll(':', '%3A').replaceAll(',', '%2C')}`] : []),
          ...(position ? [`line=${position.line}`, `col=${position.column}`] : []),
          `title=${code}`,
        ]
        return `::${commands[severity]} ${properties.join(',')}::${escaped(message)}`
      }),
  )
  return `${[...lines, count(report)].join('\n')}\n`
}

/** Differences as data, with their number by severity. */
export function differencesJson({ differences, ignored, texts }: DifferenceReport): Readonly<Record<string, Json>> {
  const locate = createLocator(texts)
  const at = (ref: SourceRef | undefined): Json => (ref ? { file: ref.file, pointer: ref.pointer, ...locate(ref) } : null)
  const number = (severity: Severity): number => differences.filter((one) => one.severity === severity).length
  return {
    summary: { breaking: number('error'), warnings: number('warning'), notes: number('note'), ignored },
    differences: sorted(differences).map(
      ({ code, severity, area, operation, operations = operation === undefined ? [] : [operation], message, base, head, fingerprint }) => ({
        code,
        severity,
        breaking: severity === 'error',
        area,
        operation: operation ?? null,
        operations,
        message,
        base: at(base),
        head: at(head),
        fingerprint,
      }),
    ),
  }
}

function sorted(differences: readonly Difference[]): readonly Difference[] {
  return ORDER.flatMap((severity) => differences.filter((one) => one.severity === severity))
}

/** `old.yaml:3:5 → new.yaml:4:5`, or the one place there is. */
function placesOf({ base, head }: Difference, locate: Locate): string {
  return [base, head].flatMap((at) => (at ? [placeOf(at, locate(at))] : [])).join(' → ')
}

function count({ differences, ignored }: DifferenceReport): string {
  const leftOut = ignored === 0 ? '' : ` The config leaves out ${ignored === 1 ? 'one' : ignored} more.`
  if (differences.length === 0) return `No differences: nothing changes for clients, security and integrations.${leftOut}`
  const parts = ORDER.map((severity): [number, string] => [differences.filter((one) => one.severity === severity).length, WORDS[severity]])
  return `${differences.length} ${differences.length === 1 ? 'difference' : 'differences'}: ${parts.map(([number, word]) => `${number} ${number === 1 || word === 'breaking' ? word : `${word}s`}`).join(', ')}.${leftOut}`
}

/**
 * A cell of a markdown table: spec text is text there, never markup or another column. A space without width keeps `@` from
 * mentioning anybody; it is written out, for what cannot be seen is never printed.
 */
function cell(text: string): string {
  return visible(text)
    .replace(/[\\|<>&[\]*_`#!]/g, (char) => (char === '`' ? '`' : `\\${char}`))
    .replace(/@/g, '@&#8203;')
}
