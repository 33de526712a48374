import {
  CONSOLE_PATH,
  type Console,
  type Credential,
  type FunctionSource,
  type Gateway,
  isConsolePath,
  type KeySet,
  type StageAddress,
} from '../../runtime/gateway/index.ts'
import { bindEnvironment } from '../base/bind-environment.ts'
import { ApigenFailure, type Diagnostic } from '../base/diagnostic.ts'
import { type Json, put } from '../base/json.ts'
import { apiGatewayCloud } from '../deploy/aws/api-gateway-cloud.ts'
import { desire } from '../deploy/desire.ts'
import { importPrivately } from '../deploy/import/apply-import.ts'
import { wallClock } from '../deploy/retry.ts'
import { developmentFunctions } from '../development-functions.ts'
import { gatewayDocumentOf, type Spec, stopsImport } from '../pipeline.ts'
import { localBindings } from '../project-functions.ts'
import { checkedSpec } from './checked-spec.ts'
import type { Given } from './command.ts'
import { consoleDocumentation } from './console-documentation.ts'
import { type Context, sayDiagnostics } from './context.ts'
import { developmentPlace, NO_PROJECT } from './development-place.ts'
import { tellOfHandWork } from './generated-files.ts'
import { buildJava } from './java-build.ts'
import { LOCAL_CREDENTIALS } from './local-credentials.ts'
import { sdkHandler } from './local-gateway.ts'
import { readLocalWorld } from './local-world.ts'
import type { Lull } from './lull.ts'
import type { Findings } from './read.ts'
import { replaceEntries } from './replace-entries.ts'
import { visible } from './report/escape.ts'
import { countPlan } from './report/file-plan.ts'
import { type ServedFiles, writeHandlerFiles } from './served-files.ts'
import { stageOf } from './stage.ts'
import { version } from './version.ts'
import type { Round } from './watch.ts'

/** What `apigen dev` keeps from one round to the next. */
export interface DevSession {
  readonly gateway: Gateway
  /** The gateway looks into it at every call, so functions that come with a change of the spec can be called. */
  readonly functions: Record<string, FunctionSource>
  /** The same holds for keys: the gateway sees what the files have now. */
  readonly keySets: Record<string, KeySet>
  readonly credentials: Record<string, string | Credential>
  readonly console: Console
  readonly interrupted: () => boolean
  /** The spec of the last round. */
  entry?: string
  /** Which API `/` means; undefined until one was imported. */
  served?: StageAddress
  /** The operations that are served, a line each. */
  routes: string
  readonly lull: Lull
  /** What was said and still holds: it is not said again at every save. */
  said: Set<string>
}

/** A round, and the exit code of a session that ends with it: undefined when the spec is served. */
export interface ServedRound extends Round {
  readonly refused?: 1 | 2
}

/** Reads the spec, generates, imports and serves it. What cannot be served is said, and what was served before still is. */
export async function serveSpec(called: Context, given: Given, session: DevSession): Promise<ServedRound> {
  const began = Date.now()
  const context = developmentPlace(called, given)
  const local = await readLocalWorld(context, given)
  const { entry, spec, findings } = await checkedSpec(context, given, session.entry)
  session.entry = entry
  await letInterruption(session)
  const round: Round = { began, files: [...findings.files(), ...local.files] }
  if (!spec || stopsImport(findings.all())) {
    const errors = findings.all().filter(({ severity }) => severity === 'error')
    sayDiagnostics(context, 'pretty', errors, findings.texts)
    const why = spec ? 'API Gateway would refuse this spec' : 'The spec cannot be read'
    context.say(`${why}, so it is not served${session.served ? '; what was served before still is. The next save is read' : ''}.`)
    return { ...round, refused: spec ? 1 : 2 }
  }
  if (spec.model.kind === 'http')
    throw new ApigenFailure('usage', 'This is an HTTP API, and the embedded gateway serves REST APIs only so far.', {
      help: 'lint, generate and diff work on it.',
    })
  const bindings = { ...localBindings(spec.model), ...context.settings.bind }
  const files = await writeHandlerFiles(context, spec, findings, session.interrupted)
  const functions = developmentFunctions(spec, context.settings.output, {
    bindings,
    variables: local.variables,
    buildJava: (root) => buildJava(root, context.say),
  })
  for (const [id, source] of Object.entries(functions)) put(session.functions, id, source)
  replaceEntries(session.keySets, local.keySets)
  replaceEntries(session.credentials, local.credentials)
  void session.gateway.prepare(Object.keys(functions).slice(0, MOST_PREPARED))
  const { document, unbound } = await gatewayDocumentOf(spec, bindings, () => {})
  const stage = stageOf(context, given)
  const desired = desire(spec.model, document, stage.name, stage.settings)
  session.served = { apiId: await importInto(session.gateway, desired), stageName: stage.name }
  const { served } = session
  await letInterruption(session)
  session.console.show(() => consoleDocumentation(spec, served))
  const without = functionsUnbound(spec, bindings, local.variables)
  const place = context === called ? [] : [NO_PROJECT]
  tellServed(context, session, { spec, findings, unbound: [...new Set([...unbound, ...without])], place })
  return { ...round, after: (abandoned) => finish(context, session, { spec, findings, files, abandoned }) }
}

interface Finished {
  readonly spec: Spec
  readonly findings: Findings
  readonly files: ServedFiles
  readonly abandoned: () => boolean
}

/** Reading and importing are long turns of the event loop: a Ctrl-C arrives between them only, and then nothing more is done. */
async function letInterruption({ interrupted }: DevSession): Promise<void> {
  await new Promise((done) => setImmediate(done))
  if (interrupted()) throw new ApigenFailure('interrupted', 'Interrupted.')
}

/** Writes the files that nobody waits for, when nobody waits for anything else. */
async function finish(context: Context, session: DevSession, { findings, files, abandoned }: Finished): Promise<void> {
  await session.lull.wait(abandoned)
  if (abandoned()) return
  try {
    const plan = await files.writeOthers(abandoned)
    tellWarnings(context, session, findings)
    tellOfHandWork(context, plan)
    if (plan.changes.some(({ action }) => action !== 'keep')) context.say(`Files: ${countPlan(plan, 'done')}.`)
  } catch (error) {
    if (!abandoned()) throw error
  }
}

/** Late-bound names of variables that functions are given as they stand. */
function functionsUnbound({ model }: Spec, bindings: Readonly<Record<string, Json>>, given: Readonly<Record<string, string>>): string[] {
  return model.functions.flatMap(({ environment }) => {
    const wanted = Object.entries(environment).filter(([name]) => !Object.hasOwn(given, name))
    return bindEnvironment(Object.fromEntries(wanted), bindings).unbound
  })
}

/** Functions that are made runnable before they are called: enough for the first one, few enough to be in nobody's way. */
const MOST_PREPARED = 10

/** Imports as `apigen import` does, through the AWS SDK, in this process. */
async function importInto(gateway: Gateway, desired: ReturnType<typeof desire>): Promise<string> {
  const cloud = await apiGatewayCloud({
    version,
    service: 'embedded',
    region: 'us-east-1',
    endpointUrl: 'http://apigen.local',
    credentials: LOCAL_CREDENTIALS,
    requestHandler: sdkHandler(gateway),
  })
  // Its state is in memory and gone with it, and so there is nothing to look at after a crash.
  return importPrivately(desired, { cloud, clock: wallClock(undefined) })
}

interface Told {
  readonly spec: Spec
  readonly findings: Findings
  readonly unbound: readonly string[]
  /** Where the files are, in case somebody looks for them elsewhere. */
  readonly place: readonly string[]
}

/** Says what is new since the round before. */
function tellServed(context: Context, session: DevSession, { spec, findings, unbound, place }: Told): void {
  const before = session.said
  session.said = new Set()
  tellWarnings(context, session, findings, before)
  const open = unbound.filter((name) => !/^AWS::(Region|AccountId|Partition)$/.test(name)).map(visible)
  const bind = `Without a value: ${open.join(', ')}. Give ${open.length === 1 ? 'it' : 'them'} one with --bind NAME=value, or \`bind\` in the config.`
  const hidden = spec.model.operations.filter(({ path }) => isConsolePath(path)).map(({ id }) => visible(id))
  const behind = `At ${CONSOLE_PATH}/ stands the console, so ${hidden.join(', ')} answers only below the address as on AWS.`
  session.routes = routesOf(spec)
  for (const line of [...place, ...(open.length > 0 ? [bind] : []), ...(hidden.length > 0 ? [behind] : []), session.routes]) {
    session.said.add(line)
    if (!before.has(line)) context.say(line)
  }
}

/** Says the warnings that were not said before. */
function tellWarnings(context: Context, session: DevSession, findings: Findings, before: ReadonlySet<string> = session.said): void {
  const warnings = findings.all().filter(({ severity }) => severity === 'warning')
  const fresh = warnings.filter((warning) => !before.has(keyOf(warning)))
  for (const warning of warnings) session.said.add(keyOf(warning))
  if (fresh.length > 0) sayDiagnostics(context, 'pretty', fresh, findings.texts)
}

function keyOf({ code, message, at }: Diagnostic): string {
  return [code, at?.file, at?.pointer, message].join('\0')
}

/** A line an operation: its method, path and name. */
function routesOf({ model }: Spec): string {
  const width = Math.max(...model.operations.map(({ path }) => visible(path).length), 0)
  return model.operations.map(({ method, path, id }) => `  ${method.padEnd(7)} ${visible(path).padEnd(width)}  ${visible(id)}`).join('\n')
}
