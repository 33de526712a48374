import type { Severity, SourceRef } from '../../base/diagnostic.ts'
import type { Json } from '../../base/json.ts'
import { createLocator, type Position, type Texts } from '../../load/locate.ts'
import type { Difference } from '../../model/difference.ts'
import { visible } from './escape.ts'
import { placeOf } from './pretty.ts'
import type { Paint } from './style.ts'

type Locate = (at: SourceRef) => Position | undefined

const WORDS: Readonly<Record<Severity, string>> = { error: 'breaking', warning: 'warning', note: 'note' }
const COLORS = { error: 'red', warning: 'yellow', note: 'cyan' } as const
const ORDER: readonly Severity[] = ['error', 'warning', 'note']

/** A line a difference, the worst first, and a count. */
export function printDifferencesText(differences: readonly Difference[], texts: Texts, paint: Paint): string {
  const locate = createLocator(texts)
  const lines = sorted(differences).map((difference) => {
    const { severity, code, message } = difference
    return `${paint([COLORS[severity], 'bold'], WORDS[severity].padEnd(8))} ${visible(message)}\n         ${paint('dim', `${code}  ${place(difference, locate)}`)}\n`
  })
  return `${lines.join('')}${count(differences)}\n`
}

/** For a pull request: the security surface first, then a section for each severity. */
export function printDifferencesMarkdown(differences: readonly Difference[], texts: Texts): string {
  const locate = createLocator(texts)
  const row = (difference: Difference): string => {
    const cells = [difference.operation ?? '', difference.message, `\`${difference.code}\``, place(difference, locate)]
    return `| ${cells.map(cell).join(' | ')} |`
  }
  const section = (title: string, list: readonly Difference[]): string[] =>
    list.length === 0 ? [] : [`### ${title}`, '', '| operation | what changes | rule | where |', '|---|---|---|---|', ...list.map(row), '']
  const security = differences.filter(({ area }) => area === 'security')
  const others = (severity: Severity): Difference[] => differences.filter((one) => one.severity === severity && one.area !== 'security')
  const parts = [
    '<!-- apigen-diff -->',
    `**${count(differences)}**`,
    '',
    ...section('Security', sorted(security)),
    ...section('Breaking', others('error')),
    ...section('Warnings', others('warning')),
    ...section('Harmless', others('note')),
  ]
  return `${parts.join('\n').trimEnd()}\n`
}

/** Annotations at the lines of the new side; GitHub shows ten of a kind. */
export function printDifferencesGithub(differences: readonly Difference[], texts: Texts): string {
  const locate = createLocator(texts)
  const commands = { error: 'error', warning: 'warning', note: 'notice' } as const
  const escaped = (text: string): string => visible(text).replaceAll('%', '%25')
  const lines = ORDER.flatMap((severity) =>
    differences
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
  return `${[...lines, count(differences)].join('\n')}\n`
}

/** Differences as data. */
export function differencesJson(differences: readonly Difference[], texts: Texts): Json {
  const locate = createLocator(texts)
  const at = (ref: SourceRef | undefined): Json => (ref ? { file: ref.file, pointer: ref.pointer, ...locate(ref) } : null)
  return sorted(differences).map(({ code, severity, area, operation, message, base, head, fingerprint }) => ({
    code,
    severity,
    breaking: severity === 'error',
    area,
    operation: operation ?? null,
    message,
    base: at(base),
    head: at(head),
    fingerprint,
  }))
}

function sorted(differences: readonly Difference[]): readonly Difference[] {
  return ORDER.flatMap((severity) => differences.filter((one) => one.severity === severity))
}

function place({ base, head }: Difference, locate: Locate): string {
  const at = head ?? base
  return at ? placeOf(at, locate(at)) : ''
}

function count(differences: readonly Difference[]): string {
  if (differences.length === 0) return 'No difference that matters.'
  const parts = ORDER.map((severity): [number, string] => [differences.filter((one) => one.severity === severity).length, WORDS[severity]])
  return `${differences.length} ${differences.length === 1 ? 'difference' : 'differences'}: ${parts.map(([number, word]) => `${number} ${number === 1 || word === 'breaking' ? word : `${word}s`}`).join(', ')}.`
}

/** A cell of a markdown table: spec text is text there, never markup or another column. */
function cell(text: string): string {
  return visible(text)
    .replace(/[\\|<>&[\]*_`#!]/g, (char) => (char === '`' ? '`' : `\\${char}`))
    .replace(/@/g, '@\u200b')
}
