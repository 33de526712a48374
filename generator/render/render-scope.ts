import { rehearseTemplate } from '../../runtime/gateway/execute/rehearse.ts'
import type { TemplateScope } from '../../runtime/gateway/velocity/index.ts'
import type { RenderInput } from './render-operation.ts'

/** What a template that belongs to no operation sees: the request, or the answer's body with the request's parameters. */
export function renderScope({ request, response, context, stage, stageVariables }: RenderInput): TemplateScope {
  const scope = rehearseTemplate({
    method: request?.method ?? 'GET',
    ...(request?.path !== undefined && { path: request.path }),
    pathParameters: request?.pathParameters ?? {},
    query: request?.query ?? '',
    headers: request?.headers ?? [],
    body: request?.body ?? '',
    stage,
    stageVariables,
    context,
  })
  return response === undefined ? scope : { ...scope, body: response.body }
}
