import { importDocument } from '../../runtime/gateway/definition/import.ts'
import type { ApiDefinition, ApiKey, EndpointType, IdSource, RestApi, Stage, UsagePlan } from '../../runtime/gateway/definition/rest-api.ts'
import { type Caches, createCaches } from '../../runtime/gateway/execute/caches.ts'
import { createDataPlane } from '../../runtime/gateway/execute/execute.ts'
import type {
  ExecutionPorts,
  FunctionCall,
  FunctionOutcome,
  FunctionStream,
  HttpCall,
  HttpOutcome,
} from '../../runtime/gateway/execute/ports.ts'
import type { ExecutionTarget } from '../../runtime/gateway/execute/target.ts'
import { beginTrace, type Trace } from '../../runtime/gateway/execute/trace.ts'
import { type HttpRequest, headerOf, toBytes, toText, type UnsentAnswer, wholeResponse } from '../../runtime/gateway/http.ts'
import { systemTimers } from '../../runtime/gateway/lambda/timers.ts'
import { createPiecePipe } from '../../runtime/gateway/pieces.ts'
import type { ServiceCall } from '../../runtime/gateway/service-calls.ts'
import { createUsageBook, type UsageBook } from '../../runtime/gateway/store/usage.ts'

/** What a test says of a request; everything has a default. */
export interface TestRequest {
  readonly method?: string
  readonly path?: string
  readonly query?: string
  readonly headers?: Readonly<Record<string, string>> | readonly (readonly [string, string])[]
  readonly body?: string | Uint8Array
}

/** What came back, easy to compare. */
export interface TestResponse {
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
  readonly bytes: Uint8Array
  readonly header: (name: string) => string | undefined
  readonly json: unknown
}

/** The world of one test. */
export interface TestWorld {
  readonly functions?: Readonly<Record<string, (event: never, call: FunctionCall) => unknown>>
  readonly fetch?: (call: HttpCall) => Promise<HttpOutcome>
  readonly fetchStream?: ExecutionPorts['fetchStream']
  /** This machine's unless given. */
  readonly after?: ExecutionPorts['after']
  readonly stageVariables?: Readonly<Record<string, string>>
  readonly apiKeys?: readonly ApiKey[]
  readonly usagePlans?: readonly UsagePlan[]
  readonly forward?: Readonly<Record<string, string>>
  readonly keySets?: ExecutionPorts['keySets']
  readonly credentials?: ExecutionPorts['credentials']
  /** 127.0.0.1 unless given. */
  readonly sourceIp?: string
  /** EDGE unless given. */
  readonly endpoint?: EndpointType
  readonly now?: number | (() => number)
  readonly stage?: Partial<Stage>
  readonly usage?: UsageBook
  readonly canary?: () => ExecutionTarget['canary']
  readonly traced?: boolean
}

/** An API on a stage, called in process. */
export interface TestApi {
  readonly api: ApiDefinition
  readonly logs: readonly string[]
  /** Calls of services that the recorder answered. */
  readonly serviceCalls: readonly ServiceCall[]
  /** Of every request, where the world asks for them. */
  readonly traces: readonly Trace[]
  readonly caches: Caches
  /** Lines of log groups: `GROUP: LINE`. */
  readonly written: readonly string[]
  call(request?: TestRequest): Promise<TestResponse>
  /** The same, as it comes. */
  open(request?: TestRequest): Promise<UnsentAnswer>
}

/** Ids that count. */
export function countingIds(): IdSource {
  let count = 0
  return { next: (length) => `id${String(++count).padStart(length - 2, '0')}`.slice(0, length) }
}

/** Imports a document; fails the test where it cannot be imported. */
export function importApi(document: unknown): RestApi {
  const { api, issues } = importDocument(document, {
    mode: 'create',
    ids: countingIds(),
    region: 'us-east-1',
    accountId: '000000000000',
    partition: 'aws',
  })
  if (api === undefined) throw new Error(`not importable: ${JSON.stringify(issues)}`)
  return api
}

const defaultStage: Omit<Stage, 'variables'> = {
  stageName: 'dev',
  deploymentId: 'dep1',
  cacheClusterEnabled: false,
  cacheClusterStatus: 'NOT_AVAILABLE',
  methodSettings: {},
  tracingEnabled: false,
  createdDate: 0,
  lastUpdatedDate: 0,
}

/** The URI of a function by its name. */
export function functionUri(name: string): string {
  return `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:${name}/invocations`
}

/** What Lambda makes of a thrown error. */
function errorOutcome(error: unknown): Extract<FunctionOutcome, { readonly kind: 'result' | 'error' }> {
  const errorMessage = error instanceof Error ? error.message : String(error)
  return { kind: 'error', payload: JSON.stringify({ errorMessage, errorType: 'Error', trace: [] }) }
}

/** A function that streams what its generator makes, text by text; one of any other kind answers in one piece. */
function streamOf(run: () => unknown): FunctionStream {
  const { pieces, cancel, write, end } = createPiecePipe()
  const ended = (async (): Promise<Awaited<FunctionStream['ended']>> => {
    try {
      const result = await run()
      if (!isStreamed(result)) write(toBytes(JSON.stringify(result) ?? 'null'), () => undefined)
      else for await (const text of result) await new Promise<void>((taken) => write(toBytes(text), taken))
      return { kind: 'result', payload: '' }
    } catch (error) {
      return errorOutcome(error)
    } finally {
      end()
    }
  })()
  return { kind: 'streaming', pieces, cancel, ended }
}

async function joined(texts: AsyncIterable<string>): Promise<string> {
  let all = ''
  for await (const text of texts) all += text
  return all
}

function isStreamed(result: unknown): result is AsyncIterable<string> {
  return typeof result === 'object' && result !== null && Symbol.asyncIterator in result
}

/** Deploys a document to the stage `dev` of a gateway without sockets. */
export function deployApi(document: unknown, world: TestWorld = {}): TestApi {
  const imported = importApi(document)
  const endpointConfiguration = { ...imported.endpointConfiguration, types: [world.endpoint ?? 'EDGE'] }
  const api = { ...imported, endpointConfiguration }
  const logs: string[] = []
  const serviceCalls: ServiceCall[] = []
  const traces: Trace[] = []
  const written: string[] = []
  let ids = 0
  const caches = createCaches()
  const ports: ExecutionPorts = {
    async invokeFunction(call) {
      const name = /:function:([^:]+)/.exec(call.arn)?.[1] ?? ''
      const run = Object.hasOwn(world.functions ?? {}, name) ? world.functions?.[name] : undefined
      if (run === undefined) return { kind: 'refused', reason: 'not-found', message: `no function ${name}` }
      try {
        const result = await run(JSON.parse(call.payload) as never, call)
        return { kind: 'result', payload: isStreamed(result) ? await joined(result) : (JSON.stringify(result) ?? 'null') }
      } catch (error) {
        return errorOutcome(error)
      }
    },
    async streamFunction(call) {
      const name = /:function:([^:]+)/.exec(call.arn)?.[1] ?? ''
      const run = Object.hasOwn(world.functions ?? {}, name) ? world.functions?.[name] : undefined
      if (run === undefined) return { kind: 'refused', reason: 'not-found', message: `no function ${name}` }
      return streamOf(() => run(JSON.parse(call.payload) as never, { ...call, invocation: 'request', timeoutMs: 0 }))
    },
    fetchStream: world.fetchStream ?? (() => Promise.resolve({ kind: 'unreachable', message: 'no back end in this test' })),
    after: world.after ?? systemTimers().after,
    fetch: world.fetch ?? (() => Promise.resolve({ kind: 'unreachable', message: 'no back end in this test' })),
    now: typeof world.now === 'function' ? world.now : () => (world.now as number | undefined) ?? Date.UTC(2026, 0, 2, 3, 4, 5),
    writeLog: ({ group, lines }) => written.push(...lines.map((line) => `${group}: ${line}`)),
    usage: world.usage ?? createUsageBook(),
    uuid: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    log: (line) => logs.push(line),
    recorded: (call) => serviceCalls.push(call),
    answered: () => undefined,
    trace(subject) {
      if (world.traced !== true) return undefined
      const { trace, sink } = beginTrace(subject)
      traces.push(trace)
      return sink
    },
    forward: world.forward ?? {},
    serviceCredentials: { accessKeyId: 'AKIDSERVICE', secretAccessKey: 'secret' },
    keySets: world.keySets ?? {},
    credentials: world.credentials ?? {},
  }
  const plane = createDataPlane(ports, caches)
  return {
    api,
    logs,
    serviceCalls,
    traces,
    written,
    caches,
    open,
    async call(given) {
      const response = await wholeResponse(await open(given))
      const body = toText(response.body)
      return {
        status: response.status,
        headers: response.headers,
        body,
        bytes: response.body,
        header: (name) => headerOf(response.headers, name),
        get json(): unknown {
          return JSON.parse(body)
        },
      }
    },
  }

  async function open(given: TestRequest = {}): Promise<UnsentAnswer> {
    const headers = Array.isArray(given.headers) ? given.headers : Object.entries(given.headers ?? {})
    const path = given.path ?? '/'
    const request: HttpRequest = {
      method: given.method ?? 'GET',
      path: `/dev${path}`,
      query: given.query ?? '',
      headers,
      body: typeof given.body === 'string' ? toBytes(given.body) : (given.body ?? new Uint8Array()),
      sourceIp: world.sourceIp ?? '127.0.0.1',
    }
    return plane.execute(request, {
      api,
      stage: { ...defaultStage, ...world.stage, ...(world.stageVariables === undefined ? {} : { variables: world.stageVariables }) },
      canary: world.canary?.(),
      path,
      domainName: `${api.id}.execute-api.us-east-1.amazonaws.com`,
      accountId: '000000000000',
      region: 'us-east-1',
      partition: 'aws',
      apiKeys: world.apiKeys ?? [],
      usagePlans: (world.usagePlans ?? []).map((plan) => ({
        ...plan,
        apiStages: plan.apiStages.map((served) => ({ ...served, apiId: api.id })),
      })),
    })
  }
}

/** A document with these paths. */
export function documentOf(paths: Record<string, unknown>, extra: Record<string, unknown> = {}): Record<string, unknown> {
  return { openapi: '3.0.1', info: { title: 'test', version: '1' }, paths, ...extra }
}

/** An operation that answers 200 with a body, through a mock integration. */
export function mockOperation(template: string, extra: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    responses: { 200: { description: 'ok' } },
    ...extra,
    'x-amazon-apigateway-integration': {
      type: 'mock',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
      passthroughBehavior: 'when_no_match',
      responses: { default: { statusCode: '200', responseTemplates: { 'application/json': template } } },
    },
  }
}

/** An operation that a function serves whole. */
export function proxyOperation(name: string, extra: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    responses: { 200: { description: 'ok' } },
    ...extra,
    'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: functionUri(name) },
  }
}
