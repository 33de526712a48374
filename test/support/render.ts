import { compileTemplate, type RenderedTemplate, renderTemplate } from '../../runtime/gateway/velocity/index.ts'

/** What a request or an answer of a back end looks like to a template; everything that is not given is empty. */
export interface Given {
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly header?: Readonly<Record<string, string>>
  readonly body?: string
  readonly context?: Readonly<Record<string, unknown>>
  readonly stageVariables?: Readonly<Record<string, string>>
}

/** Renders a mapping template as API Gateway does. */
export function render(template: string, given: Given = {}): RenderedTemplate {
  return renderTemplate(compileTemplate(template), {
    body: given.body ?? '',
    params: { path: given.path ?? {}, querystring: given.query ?? {}, header: given.header ?? {} },
    context: {
      stage: 'dev',
      requestId: 'c0ffee',
      apiId: 'abc123',
      httpMethod: 'GET',
      resourcePath: '/pets',
      requestTimeEpoch: 1700000000000,
      identity: { sourceIp: '127.0.0.1' },
      ...given.context,
    },
    stageVariables: given.stageVariables ?? {},
  })
}
