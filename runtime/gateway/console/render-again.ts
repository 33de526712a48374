import type { Trace } from '../execute/trace.ts'
import { isObject, type Json } from '../json.ts'
import { compileTemplate, renderTemplate, TemplateFailure, type TemplateOverrides } from '../velocity/index.ts'
import { isCut } from './recent.ts'

/** What became of an edited template. */
export type RenderedAgain =
  | { readonly kind: 'rendered'; readonly output: string; readonly overrides: TemplateOverrides }
  /** `offset` and `length` are in characters of the template; absent where the failure has no place. */
  | { readonly kind: 'failed'; readonly message: string; readonly offset?: number; readonly length?: number }
  /** It cannot be rendered at all, and why. */
  | { readonly kind: 'refused'; readonly message: string }

/** Which template of a trace, and its new text. */
export interface EditedTemplate {
  readonly requestId: string
  /** The index of the step. */
  readonly step: number
  readonly template: string
}

/** Reads `{ requestId, step, template }` of the page; a sentence where that is none. */
export function readEditedTemplate(value: Json): EditedTemplate | string {
  if (!isObject(value)) return 'An edited template is a JSON object.'
  const { requestId, step, template } = value
  if (typeof requestId !== 'string' || typeof step !== 'number' || typeof template !== 'string')
    return 'An edited template has a requestId, a step and a template.'
  return { requestId, step, template }
}

/** Renders an edited template with everything that the one of the trace saw. */
export function renderAgain(trace: Trace | undefined, { step: index, template }: EditedTemplate): RenderedAgain {
  const step = trace?.steps[index]
  if (step?.kind !== 'template') return { kind: 'refused', message: 'The request is no longer kept. Run it again.' }
  if (isCut(step.scope.body))
    return { kind: 'refused', message: 'The body of this request is too large to be kept whole, and so nothing can be rendered with it.' }
  try {
    const { output, overrides } = renderTemplate(compileTemplate(template), step.scope)
    return { kind: 'rendered', output, overrides }
  } catch (error) {
    if (!(error instanceof TemplateFailure)) throw error
    return {
      kind: 'failed',
      message: error.message,
      ...(error.place !== undefined && { offset: error.place.offset, length: error.place.length }),
    }
  }
}
