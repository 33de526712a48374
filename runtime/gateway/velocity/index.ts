import { Budget } from './budget.ts'
import { compileBody } from './compile.ts'
import { asFailure, placed, TemplateFailure } from './failure.ts'
import { createOutput, type Frame, type Origin, type Output, type Renderer } from './frame.ts'
import { Input, type TemplateParameters } from './input.ts'
import { JavaMap } from './java/map.ts'
import { isMap, type Value } from './java/value.ts'
import { NO_OVERRIDES, overridesOf, type TemplateOverrides } from './overrides.ts'
import { createSlots } from './slots.ts'
import type { Place } from './syntax/ast.ts'
import { parseTemplate } from './syntax/parse.ts'
import { type TracedPart, traceParts } from './trace.ts'
import { util } from './util.ts'

export { Budget } from './budget.ts'
export { TemplateFailure } from './failure.ts'
export { NO_OVERRIDES, type TemplateOverrides } from './overrides.ts'
export type { TracedPart } from './trace.ts'

/** A template that can be rendered any number of times. */
export interface CompiledTemplate {
  readonly text: string
  /** The names of its variables, by slot. */
  readonly names: readonly string[]
  readonly render: Renderer
}

/** What a template sees. */
export interface TemplateScope {
  /** `$input.body`; empty is `{}`. */
  readonly body: string
  readonly params: TemplateParameters
  /** `$context`, plain JSON. Overrides are added where they are missing. */
  readonly context: Readonly<Record<string, unknown>>
  /** A text in `context`, where it is known without a look at all of it. */
  readonly contextText?: (name: string) => string | undefined
  readonly stageVariables: Readonly<Record<string, string>>
  /** The overrides in `context`, where they are known without a look at it: a template that does not name `$context` needs none then. */
  readonly overrides?: TemplateOverrides
  /** Further variables, for tests. */
  readonly variables?: ReadonlyMap<string, Value>
}

/** What a template made. */
export interface RenderedTemplate {
  readonly output: string
  readonly overrides: TemplateOverrides
  /** Who printed what, where that was asked for: the parts make up the output. */
  readonly trace?: readonly TracedPart[]
}

/** What was printed, and by which piece of the template. */
export interface PrintedPart {
  readonly text: string
  readonly place: Place
}

/** Where a rendering is before it begins. */
const nothingYet: Origin = { kind: 'text', text: '', offset: 0, length: 0 }

/** Steps of one rendering: some tens of milliseconds of work per million. */
const mostSteps = 5_000_000

/** Reads a mapping template. Throws a {@link TemplateFailure} of kind `syntax` that names line and column. */
export function compileTemplate(text: string): CompiledTemplate {
  const { ast, errors } = parseTemplate(text)
  if (ast === undefined) {
    const [problem] = errors
    throw new TemplateFailure('syntax', problem?.message ?? 'Unreadable template', problem ?? { offset: 0, length: 1 }, text)
  }
  return withPlaces(text, undefined, () => {
    const slots = createSlots()
    const render = compileBody(ast, slots)
    return { text, names: slots.names, render }
  })
}

function withPlaces<T>(template: string, frame: Frame | undefined, action: () => T): T {
  try {
    return action()
  } catch (error) {
    const failure = asFailure(error)
    throw failure instanceof TemplateFailure ? placed(failure, template, frame?.at) : failure
  }
}

/**
 * Renders a template as API Gateway does (Velocity 1.7, every unresolved reference is the empty text). Deterministic, bounded in
 * steps, output and loops; throws a {@link TemplateFailure} that names line and column.
 */
export function renderTemplate(
  compiled: CompiledTemplate,
  scope: TemplateScope,
  options: { readonly trace?: boolean } = {},
): RenderedTemplate {
  const { out, overrides } = run(compiled, scope, new Budget(mostSteps), options.trace === true)
  return { output: out.text, ...(options.trace === true && { trace: traceParts(compiled.text, out) }), overrides }
}

/** Renders a template to the pieces that its own pieces print, within a budget that other renderings may share. */
export function renderParts(
  compiled: CompiledTemplate,
  scope: TemplateScope,
  budget: Budget,
): { readonly parts: readonly PrintedPart[]; readonly overrides: TemplateOverrides } {
  const { out, overrides } = run(compiled, scope, budget, true)
  return { parts: (out.parts ?? []).map(({ origin, text }) => ({ text, place: origin })), overrides }
}

function run(
  compiled: CompiledTemplate,
  scope: TemplateScope,
  budget: Budget,
  traced: boolean,
): { readonly out: Output; readonly overrides: TemplateOverrides } {
  const variables = compiled.names.map((name) => variable(name, scope))
  const frame: Frame = { budget, out: createOutput(traced), at: nothingYet, variables, hidden: undefined }
  const context = compiled.names.indexOf('context')
  const before = variables[context]
  return withPlaces(compiled.text, frame, () => {
    compiled.render(frame)
    const after = variables[context]
    return { out: frame.out, overrides: before === after && areAsMade(after) ? overridesBefore(scope) : overridesOf(after ?? null) }
  })
}

/** Whether a template cannot have changed the overrides: it does not name `$context`, or reads other things of it only. */
function areAsMade(context: Value | undefined): boolean {
  return context === undefined || (isMap(context) && context.isAsMade('requestOverride') && context.isAsMade('responseOverride'))
}

/** The overrides of a context that no template has changed. */
function overridesBefore(scope: TemplateScope): TemplateOverrides {
  return scope.overrides ?? (hasOverrides(scope.context) ? overridesOf(contextMap(scope)) : NO_OVERRIDES)
}

function hasOverrides(context: TemplateScope['context']): boolean {
  return Object.hasOwn(context, 'requestOverride') || Object.hasOwn(context, 'responseOverride')
}

/** What a name means before the template gives it another meaning. */
function variable(name: string, scope: TemplateScope): Value | undefined {
  switch (name) {
    case 'input':
      return new Input(scope.body, scope.params)
    case 'util':
      return util
    case 'context':
      return contextMap(scope)
    case 'stageVariables':
      return new JavaMap('linked', scope.stageVariables)
    default:
      return scope.variables?.get(name)
  }
}

/**
 * `$context` and the maps in it iterate in the order of java.util.HashMap and print as nothing. What is missing of the overrides
 * stands first: where two keys share a bucket, API Gateway's own come before those of the request (recorded).
 */
function contextMap(scope: TemplateScope): JavaMap {
  const text = (name: string): string | undefined => scope.contextText?.(name)
  return JavaMap.lazy('hash', { text, whole: () => wholeContext(scope.context) })
}

function wholeContext(context: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const requestOverride = { querystring: {}, path: {}, header: {} }
  const responseOverride = { header: {} }
  if (!hasOverrides(context)) return { responseOverride, requestOverride, ...context }
  const request = asRecord(context, 'requestOverride')
  const response = asRecord(context, 'responseOverride')
  return {
    responseOverride: {},
    requestOverride: {},
    ...context,
    ...(request === undefined ? {} : { requestOverride: { ...requestOverride, ...request } }),
    ...(response === undefined ? {} : { responseOverride: { ...responseOverride, ...response } }),
  }
}

/** An override that is there or missing; undefined where the context holds something else under its name. */
function asRecord(context: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> | undefined {
  const value = Object.hasOwn(context, name) ? context[name] : {}
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined
}
