import type { DiagnosticCode } from '../base/catalog.ts'
import { diagnose, type Report, type SourceRef } from '../base/diagnostic.ts'
import { originOf } from '../base/origin.ts'
import type { SpecDocument } from '../model/document.ts'
import { createAllowances } from './allowances.ts'
import type { Rule, Say, Visitor } from './rule.ts'
import { rules } from './rules.ts'
import { STEPS_OF_DOCUMENT } from './template/trials.ts'
import { viewOf } from './view.ts'
import { walk } from './walk.ts'

const KINDS: readonly (keyof Visitor)[] = [
  'document',
  'path',
  'operation',
  'parameter',
  'integration',
  'response',
  'schema',
  'scheme',
  'template',
  'extension',
  'object',
  'end',
]

/**
 * Runs every rule over a document in one walk. `x-apigen-allow` silences warnings and notes below the object it stands in; one that
 * silences nothing is reported itself. Mapping templates are tried with `steps` of the engine in all; a note names those beyond them.
 */
export function lint(document: SpecDocument, report: Report, steps: number = STEPS_OF_DOCUMENT): void {
  const view = viewOf(document, steps)
  const allowances = createAllowances(document)
  const active = rules.filter((rule) => rule.only === undefined || rule.only === document.kind)
  const says = new Map<Rule, Say>(active.map((rule) => [rule, sayFor(rule.code, document, allowances)]))
  const listeners = new Map<keyof Visitor, readonly { readonly visitor: Visitor; readonly say: Say }[]>()
  for (const kind of KINDS) {
    const heard = active.flatMap((rule) => {
      const say = says.get(rule)
      return rule.visit[kind] && say ? [{ visitor: rule.visit, say }] : []
    })
    listeners.set(kind, heard)
  }
  const told = (kind: keyof Visitor, tell: (visitor: Visitor, say: Say) => void): void => {
    for (const { visitor, say } of listeners.get(kind) ?? []) tell(visitor, say)
  }
  told('document', (visitor, say) => visitor.document?.(view, say))
  walk(view, {
    object: (holder, value, pointer) => told('object', (visitor, say) => visitor.object?.({ holder, value, pointer }, say, view)),
    extension: (holder, key, value, pointer) => {
      if (key === 'x-apigen-allow') allowances.add(value, pointer)
      told('extension', (visitor, say) => visitor.extension?.({ holder, key, value, pointer }, say, view))
    },
    path: (path, value, pointer) => told('path', (visitor, say) => visitor.path?.({ path, value, pointer }, say, view)),
    operation: (node) => {
      told('operation', (visitor, say) => visitor.operation?.(node, say, view))
      for (const parameter of node.parameters) told('parameter', (visitor, say) => visitor.parameter?.(parameter, say, view))
      const { integration } = node
      if (integration) told('integration', (visitor, say) => visitor.integration?.(integration, say, view, node))
    },
    response: (status, item, pointer, operation) =>
      told('response', (visitor, say) => visitor.response?.({ status, value: view.resolve(item), pointer, operation }, say, view)),
    schema: (node) => told('schema', (visitor, say) => visitor.schema?.(node, say, view)),
    template: (node) => told('template', (visitor, say) => visitor.template?.(node, say, view)),
  })
  for (const scheme of view.schemes) told('scheme', (visitor, say) => visitor.scheme?.(scheme, say, view))
  told('end', (visitor, say) => visitor.end?.(view, say))
  allowances.finish(report)
}

function sayFor(code: DiagnosticCode, document: SpecDocument, allowances: ReturnType<typeof createAllowances>): Say {
  const at = (pointer: string, on?: 'key' | 'value'): SourceRef => originOf(document.origins, pointer, on)
  return (message, pointer, more = {}) => {
    const place: SourceRef = { ...at(pointer, more.on), ...(more.inside && { inside: more.inside }) }
    const made = diagnose(code, message, place, {
      ...(more.help !== undefined && { help: more.help }),
      ...(more.related && { related: more.related.map((item) => ({ at: at(item.pointer), message: item.message })) }),
    })
    allowances.judge(more.severity ? { ...made, severity: more.severity } : made, pointer)
  }
}
