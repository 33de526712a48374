import { entryOf } from '../../base/catalog.ts'
import type { Diagnostic, Severity, SourceRef } from '../../base/diagnostic.ts'
import type { Texts } from '../../load/locate.ts'
import { createLocator, type Position } from '../../load/locate.ts'
import { visible } from './escape.ts'
import { inReadingOrder, type Locate } from './reading-order.ts'
import type { Paint } from './style.ts'
import { wrap } from './wrap.ts'

const COLORS: Readonly<Record<Severity, 'red' | 'yellow' | 'cyan'>> = { error: 'red', warning: 'yellow', note: 'cyan' }

/** Longer lines are cut around the place that is meant. */
const WIDTH = 120

/**
 * Diagnostics for people, in the order of reading: severity, code and place, the message, three lines of source with a caret, related
 * places, why it matters and what to do. What the catalog says of a code stands at its first finding only.
 */
export function printPretty(diagnostics: readonly Diagnostic[], texts: Texts, paint: Paint): string {
  const locate = createLocator(texts)
  const linesOf = createLines(texts)
  const explained = new Set<string>()
  return inReadingOrder(diagnostics, locate)
    .map((diagnostic) => {
      const first = !explained.has(diagnostic.code)
      explained.add(diagnostic.code)
      return printOne(diagnostic, first, linesOf, locate, paint)
    })
    .join('\n')
}

function printOne(diagnostic: Diagnostic, first: boolean, linesOf: Lines, locate: Locate, paint: Paint): string {
  const { severity, code, message, at, help, related = [] } = diagnostic
  const color = COLORS[severity]
  const position = at && locate(at)
  const place = at ? `  ${paint('underline', placeOf(at, position))}` : ''
  const lines = [`${paint([color, 'bold'], severity)} ${paint('bold', code)}${place}`, `  ${visible(message)}`]
  if (at && position) lines.push(...frame(linesOf(at.file), position, color, paint))
  for (const one of related) {
    lines.push(`  ${paint('cyan', 'note:')} ${visible(one.message).replace(/\.$/, '')}, ${placeOf(one.at, locate(one.at))}`)
  }
  const { cause, fix } = entryOf(code)
  if (first) lines.push(...paragraph(cause, 'why:', paint('cyan', 'why:')))
  if (first || help !== undefined) lines.push(...paragraph(visible(help ?? fix), 'help:', paint('green', 'help:')))
  return `${lines.join('\n')}\n`
}

/** A text broken at blanks, its lines below each other behind a label. */
function paragraph(text: string, label: string, painted: string): string[] {
  const lines = wrap(text, 100)
  return lines.map((line, index) => `  ${index === 0 ? painted : ' '.repeat(label.length)} ${line}`)
}

/** `file:line:column`, as editors and terminals understand it. */
export function placeOf(at: SourceRef, position: Position | undefined): string {
  return position ? `${visible(at.file)}:${position.line}:${position.column}` : visible(at.file)
}

type Lines = (file: string) => readonly string[]

/** The lines of each file, split when they are first asked for: specs have many lines, and reports many findings. */
function createLines(texts: Texts): Lines {
  const known = new Map<string, readonly string[]>()
  return (file) => {
    const found = known.get(file)
    if (found) return found
    const text = texts.files[file]?.text ?? ''
    const lines = text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n')
    known.set(file, lines)
    return lines
  }
}

function frame(lines: readonly string[], position: Position, color: 'red' | 'yellow' | 'cyan', paint: Paint): string[] {
  const width = String(position.line + 1).length
  const from = Math.max(0, position.column - 1 - WIDTH / 2)
  const show = (number: number): string | undefined => {
    const line = lines[number - 1]
    if (line === undefined || (line === '' && number === lines.length && number !== position.line)) return undefined
    const mark = number === position.line ? paint([color, 'bold'], '→') : ' '
    return `  ${mark} ${paint('dim', String(number).padStart(width))} ${paint('dim', '│')} ${cutLine(line, from)}`.trimEnd()
  }
  const line = lines[position.line - 1] ?? ''
  // The caret stands under what is shown, so it counts the letters that escaping adds.
  const before = cutLine(line.slice(0, position.column - 1), from).length
  const length = Math.max(
    1,
    Math.min(cutLine(line.slice(position.column - 1, position.column - 1 + position.length), 0).length, WIDTH - before),
  )
  const caret = `    ${' '.repeat(width)} ${paint('dim', '│')} ${' '.repeat(before)}${paint([color, 'bold'], '^'.repeat(length))}`
  return [show(position.line - 1), show(position.line), caret, show(position.line + 1)].filter((shown) => shown !== undefined)
}

function cutLine(line: string, from: number): string {
  const shown = visible(line.slice(from, from + WIDTH))
  return from > 0 ? `…${shown.slice(1)}` : shown
}
