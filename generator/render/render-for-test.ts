import { ApigenFailure } from '../base/diagnostic.ts'
import type { Json, JsonObject } from '../base/json.ts'
import { createLocator } from '../load/locate.ts'
import { findOperation } from './find-operation.ts'
import { openProject, readTemplate } from './open-project.ts'
import { type RenderInput, renderOperation } from './render-operation.ts'
import { renderScope } from './render-scope.ts'
import { type Rendering, renderText } from './render-text.ts'
import { readMessage, type TemplateRequest, type TemplateResponse } from './request.ts'

/** What a template is rendered with besides the request. Everything may be left out. */
export interface RenderTemplateOptions {
  /** What the back end answered: the template of the response is rendered instead of the request's. An answer, or the body of one. */
  readonly response?: TemplateResponse | Json
  /** Members of `$context`, besides or instead of those that a request has: `{ authorizer: { principalId: 'me' } }`. */
  readonly context?: Readonly<Record<string, unknown>>
  /** Path of the spec; that of the config, found from the working directory upwards, unless given. */
  readonly spec?: string
  /** The stage's name; `test` unless given. */
  readonly stage?: string
  /** The variables of the stage. */
  readonly variables?: Readonly<Record<string, string>>
  /** Values of late-bound names. */
  readonly bind?: Readonly<Record<string, Json>>
}

/** What a template made. */
export interface InspectedTemplate {
  /** Byte for byte. */
  readonly output: string
  /** The output parsed where it is JSON, else the output itself. */
  readonly value: unknown
  /** What the template set in `$context.requestOverride` and `$context.responseOverride`; empty where it set nothing. */
  readonly overrides: JsonObject
}

/**
 * Renders the mapping template that API Gateway would choose for a request to an operation, or a template's file, and gives all that it
 * made. `template` is an operation id, `METHOD /path`, or a path that ends with `.vtl`. Throws an `ApigenFailure` that says where a
 * template failed, or why there is none.
 */
export async function inspectTemplate(
  template: string,
  request: TemplateRequest | Json = {},
  options: RenderTemplateOptions = {},
): Promise<InspectedTemplate> {
  const { stage = 'test', context = {}, variables = {}, response } = options
  const input: RenderInput = {
    request: readMessage(request, 'request'),
    response: response === undefined ? undefined : readMessage(response, 'response'),
    context: context as JsonObject,
    stage,
    stageVariables: { alias: stage, ...variables },
    trace: false,
  }
  const rendering = template.endsWith('.vtl')
    ? renderText(sourceOf(template), renderScope(input), false)
    : await ofOperation(template, input, options)
  if (rendering.kind !== 'rendered') throw failureOf(rendering, template)
  const { output, overrides } = rendering
  return { output, value: parsed(output), overrides }
}

/**
 * Renders a mapping template as API Gateway would, for tests of users' own: the JSON parsed where the template made JSON, its text
 * otherwise. See {@link inspectTemplate} for what the arguments may be.
 *
 * @example
 * expect(await renderTemplate('createPet', { body: { name: 'Rex' } })).toEqual({ TableName: 'pets', Item: { name: { S: 'Rex' } } })
 */
export async function renderTemplate(
  template: string,
  request?: TemplateRequest | Json,
  options?: RenderTemplateOptions,
): Promise<unknown> {
  return (await inspectTemplate(template, request, options)).value
}

async function ofOperation(name: string, input: RenderInput, options: RenderTemplateOptions): Promise<Rendering> {
  const { spec, bind } = await openProject(options.spec)
  return renderOperation(spec, await findOperation(spec, name), input, { ...bind, ...options.bind })
}

function sourceOf(file: string): { text: string; file: string; name: string } {
  return { text: readTemplate(file), file, name: `\`${file}\`` }
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output)
  } catch {
    return output
  }
}

function failureOf(rendering: Exclude<Rendering, { kind: 'rendered' }>, template: string): ApigenFailure {
  if (rendering.kind === 'refused')
    return new ApigenFailure('unreadable', `API Gateway would not get as far as a template of \`${template}\`: ${rendering.message}`)
  const { diagnostic, texts } = rendering
  const at = diagnostic.related?.[0]?.at ?? diagnostic.at
  const position = at && createLocator(texts)(at)
  const place = at && position ? ` (${at.file}:${position.line}:${position.column})` : ''
  return new ApigenFailure('unreadable', `${diagnostic.message}${place}`, { diagnostics: [diagnostic] })
}
