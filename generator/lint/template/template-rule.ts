import { LIMITS } from '../../../runtime/gateway/facts.ts'
import type { Place, Template } from '../../../runtime/gateway/velocity/syntax/ast.ts'
import type { DiagnosticCode } from '../../base/catalog.ts'
import type { Severity } from '../../base/diagnostic.ts'
import type { Rule, TemplateNode, View } from '../rule.ts'

/** A template that API Gateway runs, read. */
export interface RunTemplate {
  readonly node: TemplateNode
  readonly ast: Template
  readonly view: View
}

/** Reports a finding at a place of the template. */
export type Tell = (message: string, place: Place, more?: { readonly help?: string; readonly severity?: Severity }) => void

/** Of one template a rule says no more than so much. */
export const MOST_FINDINGS = 20

/** A rule that looks at every template that API Gateway runs and Velocity can read; other rules speak of the rest. */
export function templateRule(code: DiagnosticCode, check: (template: RunTemplate, tell: Tell) => void): Rule {
  return {
    code,
    only: 'rest',
    visit: {
      template(node, say, view) {
        if (!isRun(node)) return
        const { ast } = node.parsed()
        if (!ast) return
        let found = 0
        check({ node, ast, view }, (message, { offset, length }, more) => {
          if (++found <= MOST_FINDINGS) say(message, node.pointer, { inside: { offset, length }, ...more })
        })
      },
    },
  }
}

/** Proxies pass everything through, and what is too long is not imported at all. */
export function isRun({ integration, value }: TemplateNode): boolean {
  return !integration.type.endsWith('_proxy') && value.length <= LIMITS.templateBytes
}
