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

/** The failure of a template with its place: its own, else that of what was being rendered. */
export function placed(failure: TemplateFailure, template: string, place?: Place): TemplateFailure {
  return new TemplateFailure(failure.kind, failure.reason, failure.place ?? place, template)
}

/** What one rendering may use up. */
export class Budget {
  readonly #steps: number
  #left: number

  constructor(steps: number) {
    this.#steps = steps
    this.#left = steps
  }

  /** What has been used up. */
  get used(): number {
    return this.#steps - Math.max(0, this.#left)
  }

  /** Counts one step of work, or several; throws a {@link TemplateFailure} when none are left. */
  step(count = 1): void {
    this.#left -= count
    if (this.#left < 0) throw new TemplateFailure('budget', `The template does more than ${this.#steps} steps`)
  }
}
