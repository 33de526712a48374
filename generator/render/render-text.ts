import {
  compileTemplate,
  type RenderedTemplate,
  renderTemplate,
  TemplateFailure,
  type TemplateScope,
  type TracedPart,
} from '../../runtime/gateway/velocity/index.ts'
import { type Diagnostic, diagnose, type SourceRef } from '../base/diagnostic.ts'
import { isObject, type Json, type JsonObject, put } from '../base/json.ts'
import type { Texts } from '../load/locate.ts'

/** A template's text and where it stands. */
export interface TemplateSource {
  readonly text: string
  /** The template as a file of its own. */
  readonly file: string
  /** `the request template of updatePet for application/json`. */
  readonly name: string
  /** Where it stands in the spec, as it is. */
  readonly inSpec?: SourceRef
}

/** What became of a template. */
export type Rendering =
  | {
      readonly kind: 'rendered'
      readonly output: string
      /** What it set in `$context.requestOverride` and `$context.responseOverride`. */
      readonly overrides: JsonObject
      /** Undefined where no template applies and the body goes on as it is. */
      readonly template: TemplateSource | undefined
      readonly trace?: readonly TracedPart[]
      /** As the data plane hands it on. */
      readonly whole?: RenderedTemplate
    }
  | { readonly kind: 'failed'; readonly diagnostic: Diagnostic; readonly texts: Texts }
  /** The request does not get as far as a template. */
  | { readonly kind: 'refused'; readonly message: string }

/** Renders a template; a failure comes with its place in the template, and in the spec where it stands there. */
export function renderText(source: TemplateSource, scope: TemplateScope, trace: boolean): Rendering {
  try {
    const whole = renderTemplate(compileTemplate(source.text), scope, { trace })
    return {
      kind: 'rendered',
      output: whole.output,
      overrides: changedOverrides(whole, scope),
      template: source,
      ...(whole.trace && { trace: whole.trace }),
      whole,
    }
  } catch (error) {
    if (!(error instanceof TemplateFailure)) throw error
    return {
      kind: 'failed',
      diagnostic: diagnosticOf(error, source),
      texts: { files: { [source.file]: { text: source.text, syntax: 'yaml' } } },
    }
  }
}

function diagnosticOf(failure: TemplateFailure, source: TemplateSource): Diagnostic {
  const inside = failure.place ?? { offset: 0, length: 1 }
  const inTemplate: SourceRef = { file: source.file, pointer: '', inside: { offset: inside.offset, length: Math.max(1, inside.length) } }
  const message = `${failure.reason.replace(/\.$/, '')}, in ${source.name}.`
  if (source.inSpec === undefined) return diagnose(`render/${failure.kind}`, message, inTemplate)
  return diagnose(
    `render/${failure.kind}`,
    message,
    { ...source.inSpec, inside },
    { related: [{ at: inTemplate, message: 'In the template itself.' }] },
  )
}

/** The overrides that the template changed: what was there before, and empty objects, are left out. */
function changedOverrides({ overrides }: RenderedTemplate, scope: TemplateScope): JsonObject {
  const changed: Record<string, Json> = {}
  for (const name of ['requestOverride', 'responseOverride'] as const) {
    const after = changes(overrides[name] as Json, Object.hasOwn(scope.context, name) ? (scope.context[name] as Json) : undefined)
    if (after !== undefined) changed[name] = after
  }
  return changed
}

function changes(after: Json, before: Json | undefined): Json | undefined {
  if (!isObject(after)) return after === before || (after === null && before === undefined) ? undefined : after
  const changed: Record<string, Json> = {}
  for (const [name, value] of Object.entries(after)) {
    const change = changes(value, isObject(before) && Object.hasOwn(before, name) ? before[name] : undefined)
    if (change !== undefined) put(changed, name, change)
  }
  return Object.keys(changed).length === 0 ? undefined : changed
}
