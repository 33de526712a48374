import { dirname, resolve } from 'node:path'
import { createGateway as createBareGateway, type GatewayOptions } from '../runtime/gateway/index.ts'
import { ApigenFailure, type Diagnostic } from './base/diagnostic.ts'
import type { Json } from './base/json.ts'
import { diskReader } from './load/disk.ts'
import { checkSpec, gatewayDocumentOf, readSpec, stopsImport } from './pipeline.ts'
import { localBindings, projectFunctions } from './project-functions.ts'

export { type InspectedTemplate, inspectTemplate, type RenderTemplateOptions, renderTemplate } from './render/render-for-test.ts'
export type { TemplateRequest, TemplateResponse } from './render/request.ts'

/** What a test wants to talk to. */
export interface TestGatewayOptions extends GatewayOptions {
  /** Path of the spec. */
  readonly spec: string
  /** The folder that holds `generated/`; that of the spec unless given. */
  readonly output?: string
  /** `test` unless given. */
  readonly stage?: string
  readonly variables?: Readonly<Record<string, string>>
  /** Values of late-bound names. */
  readonly bind?: Readonly<Record<string, Json>>
}

/** An API on the embedded gateway in this process. No port is opened. */
export interface TestGateway {
  /** For a generated client: `{ baseUrl, fetch }`. */
  readonly baseUrl: string
  /** Answers requests to `baseUrl` as API Gateway would. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>
  /** Ends the functions' processes. */
  close(): Promise<void>
}

const ORIGIN = 'http://apigen.test'

/**
 * Imports a spec into an embedded gateway with the project's own handlers, for tests of users' own. Throws an `ApigenFailure`
 * when API Gateway would refuse the spec.
 */
export async function createGateway(options: TestGatewayOptions): Promise<TestGateway> {
  const { spec: path, output = dirname(resolve(path)), stage = 'test', variables = {}, bind = {}, ...rest } = options
  const diagnostics: Diagnostic[] = []
  const report = (diagnostic: Diagnostic): void => {
    diagnostics.push(diagnostic)
  }
  const read = await readSpec(path, { reader: diskReader(dirname(resolve(path))) }, report)
  const spec = read && (await checkSpec(read, report))
  if (!spec || stopsImport(diagnostics)) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error')
    throw new ApigenFailure('unreadable', `API Gateway would refuse \`${path}\`: ${errors.map(({ message }) => message).join(' ')}`, {
      diagnostics: errors,
    })
  }
  const { document } = await gatewayDocumentOf(spec, { ...localBindings(spec.model), ...bind }, report)
  const gateway = await createBareGateway({ functions: projectFunctions(spec.model, resolve(output)), ...rest })
  const control = async (method: string, target: string, body: unknown): Promise<Record<string, unknown>> => {
    const [where = '', query = ''] = target.split('?')
    const answer = await gateway.handle({
      method,
      path: where,
      query,
      headers: [['Content-Type', 'application/json']],
      body: new TextEncoder().encode(JSON.stringify(body)),
    })
    const text = new TextDecoder().decode(answer.body)
    if (answer.status >= 300) throw new Error(`the embedded gateway refused ${method} ${where}: ${text}`)
    return JSON.parse(text) as Record<string, unknown>
  }
  const api = await control('POST', '/restapis?mode=import', document)
  await control('POST', `/restapis/${api.id}/deployments`, { stageName: stage, variables: { alias: stage, ...variables } })
  const prefix = `/_aws/execute-api/${api.id}/${stage}`
  return {
    baseUrl: `${ORIGIN}${prefix}`,
    async fetch(url, init) {
      const request = new Request(url, init)
      const { pathname, search } = new URL(request.url)
      const { status, headers, body } = await gateway.handle({
        method: request.method,
        path: pathname,
        query: search.slice(1),
        headers: [['Host', new URL(ORIGIN).host], ...request.headers],
        body: new Uint8Array(await request.arrayBuffer()),
      })
      const empty = status === 204 || status === 304 || request.method === 'HEAD'
      return new Response(empty ? null : Uint8Array.from(body), {
        status,
        headers: headers.map(([name, value]): [string, string] => [name, value]),
      })
    },
    close: () => gateway.close(),
  }
}
