import type { ContentSpec, OperationSpec } from './operation.js'

/** Of most bodies. */
export const json: readonly ContentSpec[] = [{ mediaType: 'application/json', form: 'json' }]

const OTHER = 'default'

/** The media types that are declared for a status: by itself, in its range, or as the default. */
export function contentsOf({ responses }: OperationSpec, status: number): readonly ContentSpec[] {
  return responses[status] ?? responses[`${Math.trunc(status / 100)}XX`] ?? responses[OTHER] ?? []
}

/** The declared media type that a type of a request or response means: the very same, one without parameters, then a range. */
export function chooseContent(contents: readonly ContentSpec[], contentType: string): ContentSpec | undefined {
  const [first] = contents
  // Nearly every request names its type as it is declared, and hardly a response does.
  if (contentType === '' || first?.mediaType === contentType) return first
  const given = contentType.trim().toLowerCase()
  const wanted = bare(given)
  if (wanted === '') return first
  const find = (fits: (declared: string) => boolean): ContentSpec | undefined =>
    contents.find(({ mediaType }) => fits(mediaType.trim().toLowerCase()))
  return (
    find((declared) => declared === given) ??
    find((declared) => bare(declared) === wanted) ??
    find((declared) => [wanted.replace(/[/].*/, '/*'), '*/*'].includes(bare(declared)))
  )
}

function bare(mediaType: string): string {
  return mediaType.split(';', 1).join().trim()
}
