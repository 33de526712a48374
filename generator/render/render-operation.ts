import { type MethodRehearsal, type NoRehearsal, type Rehearsed, rehearseMethod } from '../../runtime/gateway/execute/rehearse.ts'
import { ApigenFailure } from '../base/diagnostic.ts'
import { asObject, type Json, type JsonObject, own } from '../base/json.ts'
import type { Operation } from '../model/api-model.ts'
import type { Spec } from '../pipeline.ts'
import type { FoundOperation } from './find-operation.ts'
import { rehearsalDocument } from './rehearsal-document.ts'
import { type Rendering, renderText } from './render-text.ts'
import type { Message } from './request.ts'
import { sourceOfTemplate } from './template-source.ts'

/** What a template is rendered with. */
export interface RenderInput {
  /** Undefined: an empty request. */
  readonly request: Message | undefined
  /** Given: the template of the response to it is rendered. */
  readonly response: Message | undefined
  readonly context: JsonObject
  readonly stage: string
  readonly stageVariables: Readonly<Record<string, string>>
  readonly trace: boolean
}

/**
 * Renders the mapping template that API Gateway would choose for a request to an operation, or for the answer of its back end; a
 * response's template sees what the request's left in `$context`. Throws an `ApigenFailure` where the operation has none.
 */
export async function renderOperation(
  spec: Spec,
  found: FoundOperation,
  input: RenderInput,
  bind: Readonly<Record<string, Json>>,
): Promise<Rendering> {
  const { operation } = found
  if (spec.model.kind === 'http')
    throw new ApigenFailure('usage', 'This is an HTTP API: it has no mapping templates.', { help: 'Only REST APIs have them.' })
  const rehearsal = rehearseMethod(await documentOf(spec, operation, bind), operation.path, {
    ...requestOf(found, input.request),
    stage: input.stage,
    stageVariables: input.stageVariables,
    context: input.context,
  })
  if (rehearsal.kind !== 'method') throw nothingToRehearse(rehearsal, found, input.request)
  const { type } = rehearsal.integration
  if (type === 'AWS_PROXY' || type === 'HTTP_PROXY')
    throw new ApigenFailure(
      'usage',
      `\`${operation.id}\` is a proxy integration (\`${type.toLowerCase()}\`): it has no mapping templates.`,
      {
        help: 'Its handler or back end gets the request as it is. `apigen dev` runs it.',
      },
    )
  return render(spec, operation, rehearsal, input)
}

async function render(spec: Spec, operation: Operation, rehearsal: MethodRehearsal, input: RenderInput): Promise<Rendering> {
  const { request, response, trace } = input
  const renderOne = async (rehearsed: Rehearsed): Promise<Rendering> => {
    if (rehearsed.kind === 'passthrough') return { kind: 'rendered', output: rehearsed.body, overrides: {}, template: undefined }
    if (rehearsed.kind === 'refused') return rehearsed
    return renderText(await sourceOfTemplate(spec, operation, rehearsed.template), rehearsed.scope, trace)
  }
  // A mock's request template says which response it is.
  const first = response === undefined || request !== undefined || rehearsal.integration.type === 'MOCK'
  const mapped = first ? await renderOne(rehearsal.request()) : undefined
  if (response === undefined || (mapped !== undefined && mapped.kind !== 'rendered')) return mapped as Rendering
  return renderOne(rehearsal.response(response, mapped?.whole))
}

/** The operation's own path alone, so that what is wrong elsewhere stops nobody here; the whole document where it goes by another name. */
async function documentOf(spec: Spec, operation: Operation, bind: Readonly<Record<string, Json>>): Promise<JsonObject> {
  const document = await rehearsalDocument(spec, bind)
  const item = own(asObject(own(document, 'paths')), operation.path)
  return item === undefined ? document : { ...document, paths: { [operation.path]: item } }
}

function requestOf(found: FoundOperation, message: Message | undefined) {
  const { body = '', headers = [], pathParameters = {} } = message ?? {}
  const [ownPath, ownQuery] = (found.path ?? '').split('?')
  const path = message?.path ?? (ownPath === '' ? undefined : ownPath)
  const query = [ownQuery, message?.query].filter((part) => part !== undefined && part !== '').join('&')
  const { method } = found.operation
  const free = body === '' ? 'GET' : 'POST'
  return {
    method: method === 'ANY' ? (message?.method ?? found.method ?? free) : method,
    ...(path !== undefined && { path }),
    pathParameters,
    query,
    headers,
    body,
  }
}

function nothingToRehearse(reason: NoRehearsal, { operation }: FoundOperation, request: Message | undefined): ApigenFailure {
  switch (reason.kind) {
    case 'not-importable':
      return new ApigenFailure('unreadable', `API Gateway would refuse \`${operation.id}\`: ${reason.messages.join(' ')}`, {
        help: '`apigen lint` shows the places.',
      })
    case 'no-integration':
      return new ApigenFailure('usage', `\`${operation.id}\` has no integration, and so no mapping templates.`)
    case 'no-method':
      return new ApigenFailure(
        'usage',
        request?.path === undefined
          ? `API Gateway would not serve \`${operation.method} ${operation.path}\`.`
          : `The path \`${request.path}\` of the request does not lead to \`${operation.id}\` (\`${operation.path}\`).`,
        { help: request?.path === undefined ? '`apigen lint` says why.' : 'Leave `path` away, or give `pathParameters` instead.' },
      )
  }
}
