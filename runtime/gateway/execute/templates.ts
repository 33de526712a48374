import {
  type CompiledTemplate,
  compileTemplate,
  type RenderedTemplate,
  renderTemplate,
  TemplateFailure,
  type TemplateScope,
} from '../velocity/index.ts'
import { misconfigured, Rejection } from './rejection.ts'

/** Renders mapping templates, each compiled once. */
export interface Templates {
  render(text: string, scope: TemplateScope): RenderedTemplate
}

/** Compiled templates kept; the least recently compiled goes first. */
const mostKept = 1000

/** A store of compiled templates. What goes wrong in one becomes the answer that API Gateway gives. */
export function createTemplates(): Templates {
  const compiled = new Map<string, CompiledTemplate>()
  return {
    render(text, scope) {
      try {
        let template = compiled.get(text)
        if (template === undefined) {
          template = compileTemplate(text)
          const oldest = compiled.keys().next()
          if (compiled.size >= mostKept && oldest.done !== true) compiled.delete(oldest.value)
          compiled.set(text, template)
        }
        return renderTemplate(template, scope)
      } catch (error) {
        throw failureOf(error)
      }
    },
  }
}

/** The answer to a template or a path that failed; anything else is thrown as it is. */
export function failureOf(error: unknown): unknown {
  if (!(error instanceof TemplateFailure)) return error
  if (error.kind === 'payload')
    return new Rejection('DEFAULT_4XX', {
      status: 400,
      text: 'Invalid JSON in request body',
      errorType: 'BadRequestException',
      log: error.message,
    })
  return misconfigured(`Unable to transform: ${error.message}`)
}
