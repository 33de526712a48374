import { compileTemplate, renderTemplate, TemplateFailure, type TemplateOverrides } from '../../runtime/gateway/velocity/index.ts'
import { parseBody } from '../../runtime/gateway/velocity/java/parse-json.ts'
import { isMap, type Value } from '../../runtime/gateway/velocity/java/value.ts'
import { asObject, asString, equal, isObject, type Json, type JsonObject, own, put } from '../base/json.ts'

/** What became of one line of a table of cases. */
export type CaseOutcome =
  /** `differs` says in what it is not as the case expects; undefined where it is, or expects nothing. */
  | { readonly kind: 'ran'; readonly name: Json; readonly result: JsonObject; readonly differs: string | undefined }
  | { readonly kind: 'broken'; readonly reason: string }

/**
 * Runs one case: a line of JSON `{name, template, context: {vars, input: {body, params}, context, stageVariables}, expected | error,
 * overrides?}`. A case without a template of its own gets the given one.
 */
export function runCase(line: string, template: string | undefined): CaseOutcome {
  let value: Json
  try {
    value = JSON.parse(line) as Json
  } catch (error) {
    return { kind: 'broken', reason: `it is no JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
  if (!isObject(value)) return { kind: 'broken', reason: 'it is JSON, but no object with a case' }
  const text = asString(own(value, 'template')) ?? template
  if (text === undefined) return { kind: 'broken', reason: 'it has no `template`, and none was given for all cases' }
  const name = own(value, 'name') ?? null
  const rendered = render(text, value, line)
  if (typeof rendered === 'string')
    return { kind: 'ran', name, result: { name, error: { message: rendered } }, differs: differsFailed(value, rendered) }
  const overrides = rendered.overrides as unknown as JsonObject
  return {
    kind: 'ran',
    name,
    result: { name, output: rendered.output, ...(wereSet(rendered.overrides) && { overrides }) },
    differs: differsRendered(value, rendered.output, overrides),
  }
}

/** What a case rendered to, or the message of its failure. */
function render(template: string, value: JsonObject, line: string): { output: string; overrides: TemplateOverrides } | string {
  const scope = asObject(own(value, 'context'))
  const input = asObject(own(scope, 'input'))
  const body = own(input, 'body')
  const params = asObject(own(input, 'params'))
  try {
    return renderTemplate(compileTemplate(template), {
      body: body === undefined || body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body),
      params: { path: texts(own(params, 'path')), querystring: texts(own(params, 'querystring')), header: texts(own(params, 'header')) },
      context: asObject(own(scope, 'context')),
      stageVariables: texts(own(scope, 'stageVariables')),
      variables: variablesOf(line),
    })
  } catch (error) {
    if (error instanceof TemplateFailure) return error.message
    throw error
  }
}

function texts(value: Json | undefined): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [name, text] of Object.entries(asObject(value))) put(result, name, typeof text === 'string' ? text : JSON.stringify(text))
  return result
}

/** The plain variables of a case, read exactly: `1.0` is no `1`. */
function variablesOf(line: string): ReadonlyMap<string, Value> {
  const member = (value: Value, name: string): Value => (isMap(value) ? value.get(name) : null)
  const variables = member(member(parseBody(line), 'context'), 'vars')
  return new Map(isMap(variables) ? variables.entries().map(([name, value]) => [String(name), value] as const) : [])
}

function wereSet(overrides: TemplateOverrides): boolean {
  const isSet = (value: unknown): boolean =>
    !isObject(value) || Object.values(value).some((member) => !isObject(member) || Object.keys(member).length > 0)
  return isSet(overrides.requestOverride) || isSet(overrides.responseOverride)
}

function differsFailed(value: JsonObject, message: string): string | undefined {
  return own(value, 'expected') === undefined
    ? undefined
    : `failed (${message}) instead of printing ${JSON.stringify(own(value, 'expected'))}`
}

function differsRendered(value: JsonObject, output: string, overrides: JsonObject): string | undefined {
  if (own(value, 'error') !== undefined) return `printed ${JSON.stringify(output)} instead of failing`
  const expected = own(value, 'expected')
  if (expected !== undefined && output !== expected) return `printed ${JSON.stringify(output)} instead of ${JSON.stringify(expected)}`
  const wanted = own(value, 'overrides')
  if (wanted === undefined || equal(wanted, overrides)) return undefined
  return `left the overrides ${JSON.stringify(overrides)} instead of ${JSON.stringify(wanted)}`
}
