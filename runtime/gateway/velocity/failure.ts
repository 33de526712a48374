import type { Place } from './syntax/ast.ts'
import { createPositionFinder, printPosition } from './syntax/position.ts'

type Kind = 'syntax' | 'payload' | 'budget' | 'evaluation'

/**
 * Why a template could not be rendered. `syntax`: it cannot be read; `payload`: the body is not JSON (API Gateway answers 400);
 * `budget`: it does more than a mapping template may; `evaluation`: anything else. The message of one that was placed ends with line and
 * column; `reason` is without them.
 */
export class TemplateFailure extends Error {
  readonly kind: Kind
  readonly reason: string
  /** Where in the template; undefined for a failure outside of one, such as that of a JSONPath alone. */
  readonly place: Place | undefined

  constructor(kind: Kind, reason: string, place?: Place, template?: string) {
    super(
      place === undefined || template === undefined
        ? reason
        : `${reason} at ${printPosition(createPositionFinder(template)(place.offset))}`,
    )
    this.name = 'TemplateFailure'
    this.kind = kind
    this.reason = reason
    this.place = place
  }
}

/** A text in quotes for a message, cut where it is long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text)
}

/**
 * The failure that an error is. JavaScript refuses with a RangeError what is too long or too deep for it; any other error is a defect, and
 * comes back as it is.
 */
export function asFailure(error: unknown): unknown {
  if (!(error instanceof RangeError)) return error
  return new TemplateFailure('budget', `The template is nested too deeply, or makes something too large (${error.message})`)
}

/** The failure of a template with its place: its own, else that of what was being rendered. */
export function placed(failure: TemplateFailure, template: string, place?: Place): TemplateFailure {
  return new TemplateFailure(failure.kind, failure.reason, failure.place ?? place, template)
}
