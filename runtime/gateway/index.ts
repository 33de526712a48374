import { both } from './console/both.ts'
import { createDeliver } from './deliver.ts'
import { createCaches, stageScope } from './execute/caches.ts'
import { assembleGateway, type Gateway, type GatewayParts } from './gateway.ts'
import { own } from './json.ts'
import { createDeployedFunctions } from './lambda/deployed-functions.ts'
import { createFunctionRunner } from './lambda/function-runner.ts'
import { createLambda, PROJECT_VERSION } from './lambda/lambda.ts'
import { systemTimers, type Timers } from './lambda/timers.ts'
import type { GatewayOptions } from './options.ts'
import { createHttpClient } from './server/http-client.ts'
import { createControlPlane } from './service/control-plane.ts'
import { createServiceCalls } from './service-calls.ts'
import { openLogFiles } from './store/log-files.ts'
import type { Place } from './store/place.ts'
import { openPlaces } from './store/places.ts'
import { restoreSnapshot, takeSnapshot } from './store/snapshot.ts'
import { openUsage } from './store/usage.ts'
import { createTenants } from './tenants.ts'

export { CONSOLE_PATH, type Console, createConsole, isConsolePath } from './console/console.ts'
export type * from './console/documentation.ts'
export { type ImportIssue, type ImportOptions, type ImportResult, importDocument } from './definition/import.ts'
export type { AnsweredRequest, Credential, KeySet } from './execute/ports.ts'
export {
  beginTrace,
  type TimedStep,
  type Trace,
  type TracedBody,
  type TraceSink,
  type TraceStep,
  type TraceSubject,
  tracedBody,
} from './execute/trace.ts'
export type { Gateway, GatewayRequest } from './gateway.ts'
export type { HeaderList, HttpAnswer, HttpRequest, HttpResponse, StreamedResponse } from './http.ts'
export type {
  BuiltFrom,
  CodeSource,
  FilesBeside,
  FunctionContext,
  FunctionSource,
  InlineSource,
  ModuleSource,
} from './lambda/function-source.ts'
export type { FunctionLogEntry } from './lambda/invocation.ts'
export type { GatewayOptions } from './options.ts'
export type { PieceStream } from './pieces.ts'
export type { Listener, ListenOptions, StageAddress } from './server/listen.ts'
export type { SdkMaker } from './service/call.ts'
export type { ServiceCall } from './service-calls.ts'
export type { StateListing } from './state-listing.ts'
export { StoreLocked } from './store/lock.ts'
export type { LogEntries } from './store/log-files.ts'
export { SnapshotUnusable } from './store/snapshot.ts'
export { StoreUnusable } from './store/unusable.ts'

/**
 * The embedded API Gateway and Lambda: AWS's own control plane, and the APIs that were deployed to it. Rejects with
 * {@link StoreLocked} where another living process holds the directory, with {@link StoreUnusable} where it cannot be read or written, with {@link SnapshotUnusable} where it cannot be restored.
 * Whoever creates it closes it. What it puts off, it puts off on `timers`: those of this machine unless a test brings its own.
 */
export async function createGateway(options: GatewayOptions = {}, timers: Timers = systemTimers()): Promise<Gateway> {
  const home: Place = { accountId: options.accountId ?? '000000000000', region: options.region ?? 'us-east-1' }
  const log = options.log ?? (() => undefined)
  const now = options.clock ?? Date.now
  const places = await openPlaces(options.directory, home)
  const caches = createCaches()
  const files = options.directory === undefined ? undefined : openLogFiles(options.directory, log)
  if (options.restore !== undefined) {
    try {
      await restoreSnapshot(places, options.restore)
    } catch (error) {
      await places.close()
      throw error
    }
  }
  const usage = await openUsage(places.home.store, log)
  const { forward = {}, serviceCredentials = { accessKeyId: 'apigen', secretAccessKey: 'apigen' } } = options
  const runner = createFunctionRunner({
    services: { forward, credentials: serviceCredentials },
    region: home.region,
    note: log,
    ...(options.inspectPort !== undefined && { inspectPort: options.inspectPort }),
    platform: options.functionLog,
    log:
      options.functionLog ??
      (({ functionName, text }) => {
        for (const line of text.split('\n')) log(`[${functionName}] ${line}`)
      }),
  })
  const { credentials = {} } = options
  const client = createHttpClient({
    allowEgress: options.allowEgress === true,
    forward: Object.values(forward),
    after: timers.after,
  })
  const serviceCalls = createServiceCalls()
  const send = createDeliver({ forward, credentials: serviceCredentials, client, calls: serviceCalls, now, log })
  const closing: (() => Promise<void>)[] = []
  const tenants = createTenants(places, ({ place, store }) => {
    const deployed = createDeployedFunctions(store, options.random)
    const lambda = createLambda({ deployed, functions: options.functions ?? {}, runner, timers, send, log })
    closing.push(() => lambda.close().then(() => deployed.close()))
    const controlPlane = createControlPlane({
      store,
      now,
      ...place,
      ...(options.auth === 'iam' && { callers: credentials }),
      traffic: { usage, flush: (cache, apiId, stageName) => caches[cache].flush(stageScope(apiId, stageName)) },
      lambda,
      log,
      ...(options.sdks !== undefined && { sdks: options.sdks }),
    })
    return { ...place, controlPlane, lambda, state: () => store.read() }
  })
  return assembleGateway({
    tenants,
    client,
    keySets: options.keySets ?? {},
    forward,
    serviceCredentials,
    credentials,
    caches,
    now,
    after: timers.after,
    random: options.random ?? Math.random,
    log,
    ...observed(options),
    console: options.console,
    changed: options.changed,
    serviceCalls,
    usage,
    writeLog(entries) {
      files?.write(entries)
      options.logged?.(entries)
    },
    announce: (url) => places.home.store.announce(url),
    async prepare(names) {
      for (const name of names) {
        const source = own(options.functions ?? {}, name)
        if (source !== undefined) await runner.prepare(source, { name, arn: name, version: PROJECT_VERSION })
      }
    },
    snapshot: () => takeSnapshot(places),
    stateIsOpen: options.auth !== 'iam',
    async release() {
      await Promise.all(closing.map((close) => close()))
      await runner.close()
      await usage.close()
      await files?.close()
      await places.close()
    },
  })
}

/** What is told of requests; nothing is made ready for it where nobody listens. */
function observed({ console, answered, trace }: GatewayOptions): Pick<GatewayParts, 'answered' | 'trace'> {
  if (console === undefined) return { answered, trace }
  return {
    answered(request) {
      console.answered(request)
      answered?.(request)
    },
    trace: (subject) => both(console.trace(subject), trace?.(subject)),
  }
}
