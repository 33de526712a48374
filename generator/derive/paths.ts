import type { PathSegment } from '../model/api-model.ts'

/** The parts of a path between slashes. A final slash means nothing to API Gateway and gives no part. */
export function readPath(path: string): PathSegment[] {
  return path
    .split('/')
    .filter((text) => text !== '')
    .map(readSegment)
}

type Part = Extract<PathSegment, { kind: 'literal' | 'variable' }>

function readSegment(text: string): PathSegment {
  const parts: Part[] = []
  let rest = 0
  // `${NAME}` is late-bound, and no variable of the path.
  for (const match of text.matchAll(/(?<!\$)\{([^{}]+)\}/g)) {
    if (match.index > rest) parts.push({ kind: 'literal', text: text.slice(rest, match.index) })
    const name = match[1] ?? ''
    const greedy = name.endsWith('+') && name.length > 1
    parts.push({ kind: 'variable', name: greedy ? name.slice(0, -1) : name, greedy })
    rest = match.index + match[0].length
  }
  if (rest < text.length) parts.push({ kind: 'literal', text: text.slice(rest) })
  const [only] = parts
  return parts.length === 1 && only ? only : { kind: 'mixed', parts }
}

/** The words of a path for a name: `pets by petId` of `/pets/{petId}`. */
export function describePath(segments: readonly PathSegment[]): string {
  const words = (segment: PathSegment): string => {
    if (segment.kind === 'literal') return segment.text
    if (segment.kind === 'variable') return `by ${segment.name}`
    return segment.parts.map(words).join(' ')
  }
  return segments.map(words).join(' ')
}
