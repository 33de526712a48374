import type { Output } from './frame.ts'
import { createPositionFinder } from './syntax/position.ts'

/** A part of the output, and the place in the template that printed it, counted from 1. */
export interface TracedPart {
  readonly line: number
  readonly column: number
  readonly text: string
}

/** The parts of a traced output in order; text that spans lines of the template is split at them, neighbors of one line are joined. */
export function traceParts(template: string, output: Output): TracedPart[] {
  const parts: { line: number; column: number; text: string }[] = []
  const positionAt = createPositionFinder(template)
  for (const { origin, text } of output.parts ?? []) {
    const start = positionAt(origin.offset)
    // What a reference printed comes from its one line, however many lines it has.
    const lines = origin.kind === 'text' ? text.split(/(?<=\n)/) : [text]
    lines.forEach((piece, below) => {
      const line = start.line + below
      const last = parts.at(-1)
      if (last?.line === line && !last.text.endsWith('\n')) last.text += piece
      else parts.push({ line, column: below === 0 ? start.column : 1, text: piece })
    })
  }
  return parts
}
