import {
  createGateway as createBareGateway,
  type FunctionSource,
  type Gateway,
  type HttpAnswer,
  type ServiceCall,
} from '../../runtime/gateway/index.ts'
import type { Json, JsonObject } from '../base/json.ts'
import { developmentFunctions } from '../development-functions.ts'
import { gatewayDocumentOf } from '../pipeline.ts'
import { localBindings } from '../project-functions.ts'
import { findOperation } from '../render/find-operation.ts'
import { requestFor } from '../render/operation-request.ts'
import { readMessage, type TemplateRequest } from '../render/request.ts'
import { type OperationAnswer, readAnswer } from './answer.ts'
import { openSpec } from './open-spec.ts'
import type { TestFunction, TestGatewayOptions, TestRequest } from './options.ts'

/** An API on the embedded gateway in this process. No port is opened. */
export interface TestGateway {
  /** Calls an operation by its id, or by `METHOD /path`. A request that has no member of one is taken as its body. */
  invoke(operation: string, request?: TemplateRequest | Json): Promise<OperationAnswer>
  /** Answers a request to a path below the stage as API Gateway would. */
  handle(request: TestRequest): Promise<OperationAnswer>
  /** Calls of AWS services that the API made and nobody carried out, the oldest first. */
  serviceCalls(): readonly ServiceCall[]
  /** For a generated client: `{ baseUrl, fetch }`. */
  readonly baseUrl: string
  /** Answers requests to `baseUrl` as API Gateway would; what is streamed can be read as it comes. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>
  /** Ends the functions. */
  close(): Promise<void>
}

const ORIGIN = 'http://apigen.test'

/**
 * Imports a spec into an embedded gateway with the project's own handlers, for tests of users' own. Throws an `ApigenFailure`
 * when API Gateway would refuse the spec.
 *
 * @example
 * const gateway = await createGateway()
 * expect(await gateway.invoke('getPet', { pathParameters: { petId: 7 } })).toMatchObject({ status: 200, body: { name: 'Rex' } })
 * await gateway.close()
 */
export async function createGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const { spec, stage, variables, bind, output, local } = await openSpec(options)
  const bindings = { ...localBindings(spec.model), ...bind }
  const { document } = await gatewayDocumentOf(spec, bindings, () => {})
  const functions = {
    ...(output === undefined ? {} : developmentFunctions(spec, output, { bindings, variables: local.variables })),
    ...sourcesOf(options.functions ?? {}),
  }
  const gateway = await createBareGateway({
    ...options,
    keySets: { ...local.keySets, ...options.keySets },
    credentials: { ...local.credentials, ...options.credentials },
    functions,
  })
  const apiId = await deploy(gateway, document, stage, variables)
  const prefix = `/_aws/execute-api/${apiId}/${stage}`
  const call = async (request: Parameters<Gateway['handle']>[0]): Promise<OperationAnswer> =>
    readAnswer(await gateway.handle({ ...request, path: `${prefix}${request.path}` }))
  return {
    async invoke(name, given = {}) {
      return call(requestFor(await findOperation(spec, name), readMessage(given, 'request')))
    },
    handle({ method, path, headers = {}, body }) {
      const [where = '', query = ''] = path.split(/\?(.*)/s)
      const list = Object.entries(headers).flatMap(([name, values]) => [values].flat().map((value): [string, string] => [name, value]))
      return call({ method: method ?? (body === undefined ? 'GET' : 'POST'), path: where, query, headers: list, body: bytesOf(body) })
    },
    serviceCalls: () => gateway.serviceCalls(),
    baseUrl: `${ORIGIN}${prefix}`,
    fetch: (url, init) => fetchFrom(gateway, url, init),
    close: () => gateway.close(),
  }
}

/** Through the control plane, as any client would. Gives the API's id. */
async function deploy(
  gateway: Gateway,
  document: JsonObject,
  stageName: string,
  variables: Readonly<Record<string, string>>,
): Promise<string> {
  const control = async (path: string, query: string, value: unknown): Promise<Record<string, unknown>> => {
    const headers: [string, string][] = [['Content-Type', 'application/json']]
    const answer = await gateway.handle({ method: 'POST', path, query, headers, body: bytesOf(value) })
    const text = new TextDecoder().decode(answer.body)
    if (answer.status >= 300) throw new Error(`the embedded gateway refused POST ${path}: ${text}`)
    return JSON.parse(text) as Record<string, unknown>
  }
  const api = await control('/restapis', 'mode=import', document)
  await control(`/restapis/${api.id}/deployments`, '', { stageName, variables })
  return String(api.id)
}

async function fetchFrom(gateway: Gateway, url: string, init: RequestInit | undefined): Promise<Response> {
  const request = new Request(url, init)
  const { pathname, search } = new URL(request.url)
  const answer = await gateway.open({
    method: request.method,
    path: pathname,
    query: search.slice(1),
    headers: [['Host', new URL(ORIGIN).host], ...request.headers],
    body: new Uint8Array(await request.arrayBuffer()),
  })
  const { status } = answer
  const headers = answer.headers.map(([name, value]): [string, string] => [name, value])
  if (status !== 204 && status !== 304 && request.method !== 'HEAD') return new Response(bodyOf(answer), { status, headers })
  if ('pieces' in answer) answer.cancel()
  return new Response(null, { status, headers })
}

/** What is streamed comes as it is read. */
function bodyOf(answer: HttpAnswer): ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer> {
  if (!('pieces' in answer)) return Uint8Array.from(answer.body)
  const pieces = answer.pieces[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const next = await pieces.next()
      if (next.done === true) controller.close()
      else controller.enqueue(next.value)
    },
    cancel: () => answer.cancel(),
  })
}

function sourcesOf(functions: Readonly<Record<string, TestFunction>>): Record<string, FunctionSource> {
  return Object.fromEntries(
    Object.entries(functions).map(([name, given]): [string, FunctionSource] => [
      name,
      // What a handler takes is its author's word; the gateway hands over JSON.
      typeof given === 'function' ? { kind: 'inline', handler: (event, context) => given(event as never, context) } : given,
    ]),
  )
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body
  if (body === undefined) return new Uint8Array()
  return new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body))
}
