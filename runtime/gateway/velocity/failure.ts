/**
 * Why a template could not be rendered. `syntax`: it cannot be read; `payload`: the body is not JSON (API Gateway answers 400);
 * `budget`: it does more than a mapping template may; `evaluation`: anything else.
 */
export class TemplateFailure extends Error {
  readonly kind: 'syntax' | 'payload' | 'budget' | 'evaluation'
  constructor(kind: 'syntax' | 'payload' | 'budget' | 'evaluation', message: string) {
    super(message)
    this.name = 'TemplateFailure'
    this.kind = kind
  }
}

/** What one rendering may use up. */
export interface Budget {
  /** Counts one step of work, or several; throws a {@link TemplateFailure} when none are left. */
  step(count?: number): void
}

/** A budget of that many steps. */
export function createBudget(steps: number): Budget {
  let left = steps
  return {
    step(count = 1) {
      left -= count
      if (left < 0) throw new TemplateFailure('budget', `The template does more than ${steps} steps`)
    },
  }
}
