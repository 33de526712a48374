import type { TracedPart } from '../../../runtime/gateway/velocity/index.ts'
import { visible } from './escape.ts'
import type { Paint } from './style.ts'

/**
 * An output with the line of the template before each part: `│` where a line of the output begins, `┆` where it goes on.
 */
export function printTrace(parts: readonly TracedPart[], paint: Paint): string {
  const width = Math.max(1, ...parts.map(({ line }) => String(line).length))
  const gutter = (line: number, begins: boolean): string =>
    `${paint('cyan', String(line).padStart(width))} ${paint('dim', begins ? '│' : '┆')}`
  let begins = true
  let printed = ''
  for (const { line, text } of parts) {
    for (const piece of text.split(/(?<=\n)/)) {
      const shown = piece.endsWith('\n') ? piece.slice(0, piece.endsWith('\r\n') ? -2 : -1) : piece
      // A line end alone that comes from another line of the template shows nothing.
      if (begins || shown !== '') printed += `${`${gutter(line, begins)} ${visible(shown)}`.trimEnd()}\n`
      begins = piece.endsWith('\n')
    }
  }
  return printed
}
