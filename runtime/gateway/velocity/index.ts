import { createBudget, placed, TemplateFailure } from './failure.ts'
import { createOutput, type Frame, type Origin, type Renderer } from './frame.ts'
import { createInput, type TemplateParameters, textMap } from './input.ts'
import { fromJson } from './java/parse-json.ts'
import { printValue } from './java/print.ts'
import { isList, isMap, JavaMap, type Value } from './java/value.ts'
import { compileBody } from './statements.ts'
import { parseTemplate } from './syntax/parse.ts'
import { type TracedPart, traceParts } from './trace.ts'
import { createUtil } from './util.ts'

export { TemplateFailure } from './failure.ts'
export type { TracedPart } from './trace.ts'

/** A template that can be rendered any number of times. */
export interface CompiledTemplate {
  readonly text: string
  readonly render: Renderer
}

/** What a template sees. */
export interface TemplateScope {
  /** `$input.body`; empty is `{}`. */
  readonly body: string
  readonly params: TemplateParameters
  /** `$context`, plain JSON. Overrides are added where they are missing. */
  readonly context: Readonly<Record<string, unknown>>
  readonly stageVariables: Readonly<Record<string, string>>
  /** Further variables, for tests. */
  readonly variables?: ReadonlyMap<string, Value>
}

/** What a template left in `$context.requestOverride` and `$context.responseOverride`, as plain JSON. */
export interface TemplateOverrides {
  readonly requestOverride: unknown
  readonly responseOverride: unknown
}

/** What a template made. */
export interface RenderedTemplate {
  readonly output: string
  readonly overrides: TemplateOverrides
  /** Who printed what, where that was asked for: the parts make up the output. */
  readonly trace?: readonly TracedPart[]
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
  return withPlaces(text, undefined, () => ({ text, render: compileBody(ast) }))
}

function withPlaces<T>(template: string, frame: Frame | undefined, action: () => T): T {
  try {
    return action()
  } catch (error) {
    throw error instanceof TemplateFailure ? placed(error, template, frame?.at) : error
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
  const budget = createBudget(mostSteps)
  const context = contextMap(scope.context)
  const frame: Frame = {
    budget,
    out: createOutput(options.trace === true),
    at: nothingYet,
    variables: new Map<string, Value>([
      ...(scope.variables ?? []),
      ['input', createInput(scope.body, scope.params, budget)],
      ['util', createUtil(budget)],
      ['context', context],
      ['stageVariables', textMap(scope.stageVariables)],
    ]),
  }
  withPlaces(compiled.text, frame, () => compiled.render(frame))
  const final = frame.variables.get('context') ?? null
  const override = (name: string): unknown => (isMap(final) ? toPlain(final.get(name)) : null)
  const plain = createBudget(mostSteps)
  function toPlain(value: Value, depth = 0): unknown {
    plain.step()
    if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value
    if (depth > 50) return null
    if (isMap(value))
      return Object.fromEntries(value.entries().map(([key, item]) => [printValue(key, plain) ?? '', toPlain(item, depth + 1)]))
    if (isList(value)) return value.items.map((item) => toPlain(item, depth + 1))
    return typeof value === 'object' && value.kind === 'double' ? value.value : (printValue(value, plain) ?? '')
  }
  return {
    output: frame.out.parts.join(''),
    ...(options.trace === true && { trace: traceParts(compiled.text, frame.out) }),
    overrides: { requestOverride: override('requestOverride'), responseOverride: override('responseOverride') },
  }
}

/**
 * `$context` and the maps in it iterate in the order of java.util.HashMap and print as nothing. What is missing of the overrides
 * stands first: where two keys share a bucket, API Gateway's own come before those of the request (recorded).
 */
function contextMap(context: Readonly<Record<string, unknown>>): JavaMap {
  const request = asRecord(context, 'requestOverride')
  const response = asRecord(context, 'responseOverride')
  return hashMap({
    responseOverride: {},
    requestOverride: {},
    ...context,
    ...(request === undefined ? {} : { requestOverride: { querystring: {}, path: {}, header: {}, ...request } }),
    ...(response === undefined ? {} : { responseOverride: { header: {}, ...response } }),
  })
}

/** An override that is there or missing; undefined where the context holds something else under its name. */
function asRecord(context: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> | undefined {
  const value = Object.hasOwn(context, name) ? context[name] : {}
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined
}

function hashMap(object: Readonly<Record<string, unknown>>): JavaMap {
  const map = new JavaMap('hash')
  for (const [key, value] of Object.entries(object)) {
    map.set(
      key,
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? hashMap(value as Readonly<Record<string, unknown>>)
        : fromJson(value),
    )
  }
  return map
}
