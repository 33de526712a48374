import type { ContentSpec, OperationSpec } from './operation.js'

const NONE: readonly ContentSpec[] = []

/** The media types that are declared for a status. */
export function contentsOf(spec: OperationSpec, status: number): readonly ContentSpec[] {
  const declared = declaredStatus(spec, status)
  return declared === undefined ? NONE : (spec.responses[declared] ?? NONE)
}

/** Where a status is declared: by itself, in its range, or as the default; undefined where it is not. */
export function declaredStatus({ responses }: OperationSpec, status: number): string | undefined {
  const exact = String(status)
  if (Object.hasOwn(responses, exact)) return exact
  return [`${Math.trunc(status / 100)}XX`, 'default'].find((key) => Object.hasOwn(responses, key))
}

/** The declared media type that a type of a request or response means: the very same, one without parameters, then a range. */
export function chooseContent(contents: readonly ContentSpec[], contentType: string): ContentSpec | undefined {
  const [first] = contents
  // Nearly every request names its type as it is declared, and hardly a response does.
  if (contentType === '' || first?.mediaType === contentType) return first
  const wanted = bare(contentType)
  if (wanted === '') return first
  return (
    contents.find(({ mediaType }) => mediaType.toLowerCase() === contentType.trim().toLowerCase()) ??
    contents.find(({ mediaType }) => bare(mediaType) === wanted) ??
    contents.find(({ mediaType }) => matches(bare(mediaType), wanted))
  )
}

function bare(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase()
}

function matches(range: string, type: string): boolean {
  return range === '*/*' || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)))
}
