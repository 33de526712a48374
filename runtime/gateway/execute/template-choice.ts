import { mediaTypeOf } from '../http.ts'
import { own } from '../json.ts'

/** A template under its media type, as its author spelled it. */
export interface ChosenTemplate {
  readonly contentType: string
  readonly text: string
}

/** The templates of a mapping, read once: each request only looks one up. */
export interface TemplateChoice {
  /** In the order of the document. */
  readonly all: readonly ChosenTemplate[]
  /** The one that is named `$default`. */
  readonly fallback: ChosenTemplate | undefined
  /** The first of a media type, which has no parameters and is in lower case. */
  of(mediaType: string | undefined): ChosenTemplate | undefined
}

/** Sorts templates by their media types. */
export function createTemplateChoice(templates: Readonly<Record<string, string>> = {}): TemplateChoice {
  const all = Object.entries(templates).map(([contentType, text]) => ({ contentType, text }))
  const byType = new Map<string | undefined, ChosenTemplate>()
  for (const template of all) {
    const type = mediaTypeOf(template.contentType)
    if (type !== undefined && !byType.has(type)) byType.set(type, template)
  }
  const fallback = own(templates, '$default')
  return {
    all,
    fallback: fallback === undefined ? undefined : { contentType: '$default', text: fallback },
    of: (mediaType) => byType.get(mediaType),
  }
}
