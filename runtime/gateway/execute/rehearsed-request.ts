import type { RestApi } from '../definition/rest-api.ts'
import { type HeaderList, toBytes } from '../http.ts'
import { own, put } from '../json.ts'
import { createExchange, type Exchange } from './exchange.ts'
import type { ExecutionPorts } from './ports.ts'

/** A request as it would come in, and the stage it would come to. */
export interface RehearsedRequest {
  readonly method: string
  /** Percent-encoded, without the stage. Where it is missing, `pathParameters` alone say what stands in it. */
  readonly path?: string
  /** Decoded. */
  readonly pathParameters: Readonly<Record<string, string>>
  /** Percent-encoded, without the question mark. */
  readonly query: string
  readonly headers: HeaderList
  readonly body: string
  readonly stage: string
  readonly stageVariables: Readonly<Record<string, string>>
  /** What `$context` holds besides or instead. */
  readonly context: Readonly<Record<string, unknown>>
}

/** The embedded gateway's own account. */
export const rehearsalAccount = '000000000000'

/** The moment and the ids of the examples in API Gateway's guide: a rehearsal comes out the same every time. */
const ports: ExecutionPorts = {
  now: () => 1428582896000,
  uuid: () => 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
  log: () => undefined,
  recorded: () => undefined,
  answered: undefined,
  trace: undefined,
  writeLog: () => undefined,
  usage: { total: () => ({ used: 0, granted: 0 }), keysOf: () => [], add: () => undefined },
  invokeFunction: async () => ({ kind: 'timeout' }),
  fetch: async () => ({ kind: 'timeout' }),
  streamFunction: async () => ({ kind: 'refused', reason: 'not-found', message: 'Nothing is called in a rehearsal' }),
  fetchStream: async () => ({ kind: 'timeout' }),
  after: () => () => undefined,
  forward: {},
  serviceCredentials: { accessKeyId: '', secretAccessKey: '' },
  keySets: {},
  credentials: {},
}

/** Begins the exchange of a request, with no gateway around it. */
export function beginRehearsal(api: RestApi, path: string, request: RehearsedRequest): Exchange {
  const { method, query, headers, body, stage, stageVariables } = request
  return createExchange(
    { method, path, query, headers, body: toBytes(body), sourceIp: '127.0.0.1' },
    {
      api,
      stage: {
        stageName: stage,
        deploymentId: 'abc123',
        variables: stageVariables,
        cacheClusterEnabled: false,
        cacheClusterStatus: 'NOT_AVAILABLE',
        methodSettings: {},
        tracingEnabled: false,
        createdDate: 0,
        lastUpdatedDate: 0,
      },
      path,
      domainName: `${api.id}.execute-api.us-east-1.amazonaws.com`,
      accountId: rehearsalAccount,
      region: 'us-east-1',
      partition: 'aws',
      apiKeys: [],
      usagePlans: [],
    },
    ports,
  )
}

/** Path parameters as they stand in a URL. */
export function encodedParameters(request: RehearsedRequest): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.pathParameters)) put(result, name, value.split('/').map(encodeURIComponent).join('/'))
  return result
}

/** The path of the request, else the resource's with the values that are known. */
export function rehearsedPath(resource: string, request: RehearsedRequest): string {
  const values = encodedParameters(request)
  return request.path ?? resource.replace(/\{([^{}]*?)\+?\}/g, (whole, name: string) => own(values, name) ?? whole)
}
