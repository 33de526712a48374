import { randomUUID } from 'node:crypto'
import { callFunction, streamFunction } from './call-function.ts'
import { type Console, isConsolePath } from './console/console.ts'
import { describeStages } from './console/describe-stages.ts'
import type { ApiDocumentation } from './console/documentation.ts'
import type { DomainName } from './definition/account.ts'
import type { Caches } from './execute/caches.ts'
import { chooseCanary } from './execute/canary.ts'
import { createDataPlane, type DataPlane } from './execute/execute.ts'
import type { ExecutionPorts, KeySet } from './execute/ports.ts'
import {
  bytesResponse,
  type HttpAnswer,
  type HttpRequest,
  type HttpResponse,
  headerOf,
  toBytes,
  type UnsentAnswer,
  wholeResponse,
} from './http.ts'
import { own } from './json.ts'
import { rememberLast } from './remember-last.ts'
import { mappedPath } from './server/custom-domains.ts'
import { apiOfHost, hostName, isLoopback } from './server/hosts.ts'
import type { HttpClient } from './server/http-client.ts'
import { type Listener, type ListenOptions, listen, type StageAddress } from './server/listen.ts'
import type { ServiceCall, ServiceCalls } from './service-calls.ts'
import { listState, type StateListing } from './state-listing.ts'
import { tenantTarget } from './tenant-target.ts'
import type { Tenant, Tenants } from './tenants.ts'
import { createUuids } from './uuids.ts'

/** A running gateway: control plane and data plane behind one door. */
export interface Gateway {
  /** Answers a request in this process; no port is needed. What is streamed is collected: rejects where it breaks off. */
  handle(request: GatewayRequest): Promise<HttpResponse>
  /** The same, for whoever takes what is streamed as it comes. */
  open(request: GatewayRequest): Promise<HttpAnswer>
  /** Opens a port, on this machine alone unless a host is given. */
  listen(options?: ListenOptions): Promise<Listener>
  /**
   * Makes functions of the project runnable before they are called, so that their first answers come sooner; those whose TypeScript
   * esbuild compiles. Never rejects.
   */
  prepare(functions: readonly string[]): Promise<void>
  /** What each account has in each region: `GET /_aws/state` on the wire. */
  list(): readonly StateListing[]
  /** Calls of AWS services that nobody carried out, the oldest first: `GET /_aws/service-calls` on the wire, `DELETE` forgets them. */
  serviceCalls(): readonly ServiceCall[]
  /** The stages of all APIs with their methods, for the console. */
  describeStages(): ApiDocumentation
  /** Forgets everything that was made, in all accounts and regions: `DELETE /_aws/state` on the wire. */
  reset(): Promise<void>
  /** All that the gateway keeps as one JSON text: what `restore` takes. */
  snapshot(): Promise<string>
  /** Ends listeners, functions and connections; state on disk is complete. */
  close(): Promise<void>
}

/** A request of a caller in the same process: what is not given is empty. */
export type GatewayRequest = Pick<HttpRequest, 'method' | 'path'> & Partial<HttpRequest>

/** What a gateway is put together from. */
export interface GatewayParts {
  readonly tenants: Tenants
  readonly client: HttpClient
  readonly keySets: Readonly<Record<string, KeySet>>
  readonly forward: ExecutionPorts['forward']
  readonly serviceCredentials: ExecutionPorts['serviceCredentials']
  readonly credentials: ExecutionPorts['credentials']
  readonly caches: Caches
  readonly now: () => number
  readonly after: ExecutionPorts['after']
  /** From 0 to below 1. */
  readonly random: () => number
  readonly log: (line: string) => void
  readonly answered: ExecutionPorts['answered']
  readonly trace: ExecutionPorts['trace']
  readonly console?: Console | undefined
  readonly changed: (() => void) | undefined
  readonly serviceCalls: ServiceCalls
  readonly usage: ExecutionPorts['usage']
  readonly writeLog: ExecutionPorts['writeLog']
  /** Tells others who find the state's directory locked where the gateway listens. */
  readonly announce: (url: string) => Promise<void>
  readonly prepare: (functions: readonly string[]) => Promise<void>
  readonly snapshot: () => Promise<string>
  /** Whether `/_aws/state` and its like answer; they ask nobody for a signature. */
  readonly stateIsOpen: boolean
  /** Called last when the gateway closes. */
  readonly release: () => Promise<void>
}

const dataPlanePrefix = '/_aws/execute-api/'

/** Puts a gateway together. */
export function assembleGateway(parts: GatewayParts): Gateway {
  const listeners = new Set<Listener>()
  const uuid = createUuids()
  const portsOf = (tenant: Tenant): ExecutionPorts => ({
    invokeFunction: (call) => callFunction(parts.tenants.ofFunction(call.arn, tenant).lambda, call, parts.after),
    streamFunction: (call) => streamFunction(parts.tenants.ofFunction(call.arn, tenant).lambda, call),
    fetch: (call) => parts.client.fetch(call),
    fetchStream: (call) => parts.client.fetchStream(call),
    now: parts.now,
    after: parts.after,
    uuid,
    log: parts.log,
    recorded: (call) => parts.serviceCalls.add(call),
    answered: parts.answered,
    trace: parts.trace,
    usage: parts.usage,
    writeLog: parts.writeLog,
    keySets: parts.keySets,
    forward: parts.forward,
    serviceCredentials: parts.serviceCredentials,
    credentials: parts.credentials,
  })
  // Each account has its own limits in each region.
  const planes = new Map<Tenant, { readonly ports: ExecutionPorts; readonly plane: DataPlane }>()
  const servicesOf = (tenant: Tenant): { readonly ports: ExecutionPorts; readonly plane: DataPlane } => {
    const known = planes.get(tenant)
    if (known !== undefined) return known
    const ports = portsOf(tenant)
    const made = { ports, plane: createDataPlane(ports, parts.caches) }
    planes.set(tenant, made)
    return made
  }

  const readHost = rememberLast((host: string) => ({ name: hostName(host), apiId: apiOfHost(hostName(host)) }))

  function serve(request: HttpRequest, root?: ListenOptions['root']): UnsentAnswer | Promise<UnsentAnswer> {
    const host = readHost(headerOf(request.headers, 'host') ?? '')
    const domain = parts.tenants.domainName(host.name)
    // A host that names an API has all of its paths.
    if (parts.console !== undefined && domain === undefined && host.apiId === undefined && isConsolePath(request.path))
      return parts.console.handle(request, { run: handle, serviceCalls: () => parts.serviceCalls.list() })
    const destination = domain === undefined ? destinationOf(request, host.apiId, root) : destinationOfDomain(domain, request.path)
    if (destination === 'control-plane') {
      if (isForeignPage(request)) return refusal()
      const kept = own(keptAt, request.path)
      if (kept !== undefined) return answerKept(request, kept)
      const caller = parts.tenants.ofCaller(request)
      const answer = caller.controlPlane.handle(request, servicesOf(caller).ports)
      return mayChangeApis(request) ? answer.finally(parts.changed) : answer
    }
    if (destination === 'nowhere-yet') return plain(503, 'The API is being imported.', 'ServiceUnavailableException')
    if (destination === 'unmapped') return plain(403, 'Forbidden', 'ForbiddenException')
    const { apiId, stageName, path } = destination
    const owned = parts.tenants.api(apiId)
    if (owned === undefined) return plain(404, `There is no API ${JSON.stringify(apiId)} in this gateway.`, 'NotFoundException')
    const { api, tenant } = owned
    const found = own(api.stages, stageName)
    const served = found === undefined ? undefined : chooseCanary(found, parts.random)
    const deployment = served === undefined ? undefined : own(api.deployments, served.stage.deploymentId)
    if (served === undefined || deployment === undefined) return plain(403, 'Forbidden', 'ForbiddenException')
    const target = tenantTarget(tenant, deployment.snapshot, served, {
      path,
      domainName: domain?.domainName ?? `${apiId}.execute-api.${tenant.region}.amazonaws.com`,
      customPath: domain && request.path,
    })
    return servicesOf(tenant).plane.execute(request, target)
  }

  const list = (): readonly StateListing[] => parts.tenants.all().map((tenant) => listState(tenant, tenant.state()))
  const reset = async (): Promise<void> => {
    for (const { controlPlane } of parts.tenants.all()) await controlPlane.reset()
    parts.serviceCalls.clear()
    parts.changed?.()
  }
  /** What the gateway tells of itself, and how it forgets it. */
  const keptAt: Readonly<Record<string, Kept>> = {
    '/_aws/state': { list, forget: reset },
    '/_aws/service-calls': { list: () => parts.serviceCalls.list(), forget: async () => parts.serviceCalls.clear() },
  }

  async function answerKept({ method, path }: HttpRequest, kept: Kept): Promise<HttpResponse> {
    if (!parts.stateIsOpen) return plain(403, `${path} does not answer where calls have to be signed.`, 'AccessDeniedException')
    if (method === 'GET')
      return { status: 200, headers: [['Content-Type', 'application/json']], body: toBytes(JSON.stringify(kept.list())) }
    if (method !== 'DELETE') return plain(405, `${path} knows GET and DELETE.`, 'MethodNotAllowedException')
    await kept.forget()
    return { status: 204, headers: [], body: new Uint8Array() }
  }

  const handle = async (request: GatewayRequest): Promise<HttpResponse> => wholeResponse(await serve(wholeRequest(request)))

  return {
    handle,
    async open(request) {
      const answer = await serve(wholeRequest(request))
      return 'pieces' in answer ? answer : bytesResponse(answer)
    },
    prepare: parts.prepare,
    list,
    serviceCalls: () => parts.serviceCalls.list(),
    describeStages: () => describeStages(parts.tenants.all().map((tenant) => ({ place: tenant, apis: tenant.state().restApis }))),
    reset,
    snapshot: parts.snapshot,
    async listen(options = {}) {
      const isDomain = (name: string): boolean => parts.tenants.domainName(name) !== undefined
      const listener = await listen((request) => serve(request, options.root), options, parts.log, isDomain)
      const tracked: Listener = {
        ...listener,
        async close() {
          listeners.delete(tracked)
          await listener.close()
        },
      }
      listeners.add(tracked)
      await parts.announce(listener.url)
      return tracked
    },
    async close() {
      parts.console?.close()
      await Promise.all([...listeners].map((listener) => listener.close()))
      parts.client.close()
      await parts.release()
    },
  }
}

function wholeRequest(given: GatewayRequest): HttpRequest {
  const { method, path, query = '', headers = [], body = new Uint8Array(), sourceIp = '127.0.0.1' } = given
  return { method, path, query, headers, body, sourceIp }
}

interface Kept {
  list(): readonly unknown[]
  forget(): Promise<void>
}

interface Destination extends StageAddress {
  readonly path: string
}

/** Where a request goes: to an API that is named in the path or by the host, to the one at the root, or to the control plane. */
function destinationOf(
  request: HttpRequest,
  apiOfHost: string | undefined,
  root: ListenOptions['root'],
): Destination | 'control-plane' | 'nowhere-yet' {
  if (request.path.startsWith(dataPlanePrefix)) {
    const [, , , apiId = '', ...rest] = request.path.split('/')
    return stageAndPath(apiId, rest)
  }
  if (apiOfHost !== undefined) return stageAndPath(apiOfHost, request.path.split('/').slice(1))
  if (root === undefined || request.path.startsWith('/_aws/') || isSignedForControlPlane(request)) return 'control-plane'
  const stage = root()
  return stage === undefined ? 'nowhere-yet' : { apiId: stage.apiId, stageName: stage.stageName, path: request.path }
}

/** A custom domain serves what its mappings say, and nothing else. */
function destinationOfDomain(domain: DomainName, path: string): Destination | 'unmapped' {
  return mappedPath(domain, path) ?? 'unmapped'
}

/** A signature names the service that it is for. */
function isSignedForControlPlane(request: HttpRequest): boolean {
  const authorization = headerOf(request.headers, 'authorization')
  return authorization !== undefined && /^AWS4-HMAC-SHA256 Credential=[^,\s]*\/(apigateway|lambda)\/aws4_request/.test(authorization)
}

/** Any number of slashes before the stage counts as one (recorded). */
function stageAndPath(apiId: string, parts: readonly string[]): Destination {
  const first = Math.max(
    0,
    parts.findIndex((part) => part !== ''),
  )
  return { apiId, stageName: parts[first] ?? '', path: `/${parts.slice(first + 1).join('/')}` }
}

/** Calls of Lambda leave the APIs as they are. */
function mayChangeApis({ method, path }: HttpRequest): boolean {
  return method !== 'GET' && path.startsWith('/restapis')
}

/** A browser's page of another origin may call APIs, but never the control plane. */
function isForeignPage(request: HttpRequest): boolean {
  const origin = headerOf(request.headers, 'origin')
  if (origin === undefined) return false
  const host = /^https?:\/\/([^/]+)$/i.exec(origin)?.[1]
  return host === undefined || !isLoopback(hostName(host))
}

function refusal(): HttpResponse {
  return plain(403, 'The control plane does not answer to pages of another origin.', 'AccessDeniedException')
}

function plain(status: number, message: string, errorType: string): HttpResponse {
  return {
    status,
    headers: [
      ['x-amzn-RequestId', randomUUID()],
      ['x-amzn-ErrorType', errorType],
      ['Content-Type', 'application/json'],
    ],
    body: toBytes(JSON.stringify({ message })),
  }
}
