/** A place as people count: from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Finds line and column of offsets in a text; lines end at `\n`. */
export function createPositionFinder(text: string): (offset: number) => Position {
  const starts = [0]
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1)
  return (offset) => {
    let line = 0
    for (let beyond = starts.length; beyond - line > 1; ) {
      const middle = (line + beyond) >> 1
      if ((starts[middle] ?? 0) <= offset) line = middle
      else beyond = middle
    }
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 }
  }
}

/** `line 3, column 7`. */
export function printPosition({ line, column }: Position): string {
  return `line ${line}, column ${column}`
}
