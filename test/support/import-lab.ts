import type { JsonObject } from '../../generator/base/json.ts'
import type { SdkHandler } from '../../generator/cli/local-gateway.ts'
import { apiGatewayCloud } from '../../generator/deploy/aws/api-gateway-cloud.ts'
import { lambdaCloud } from '../../generator/deploy/aws/lambda-cloud.ts'
import type { Cloud } from '../../generator/deploy/cloud.ts'
import { type Desired, desire } from '../../generator/deploy/desire.ts'
import type { FunctionCloud } from '../../generator/deploy/functions/function-cloud.ts'
import { type Applying, applyImport, originOf, workOf } from '../../generator/deploy/import/apply-import.ts'
import { carryOut, type Imported, type RolledBack, rollBack, standingOf } from '../../generator/deploy/import/carry-out.ts'
import type { WantedPermission } from '../../generator/deploy/import/permissions.ts'
import type { ImportRecord } from '../../generator/deploy/import/work.ts'
import { type JournalStore, openJournal } from '../../generator/deploy/journal.ts'
import { observe } from '../../generator/deploy/observe.ts'
import { planImport } from '../../generator/deploy/plan-import.ts'
import type { StageSettings } from '../../generator/model/settings.ts'
import { createGateway, type Gateway } from '../../runtime/gateway/index.ts'
import { documentOf, mockOperation } from './data-plane.ts'
import { type Fault, type FaultyGateway, faultyGateway } from './faulty-gateway.ts'
import { type MemoryStore, memoryStore } from './memory-store.ts'
import { seeded } from './random.ts'
import { type VirtualClock, virtualClock } from './virtual-clock.ts'
import { zip } from './zip.ts'

export const STAGE = 'dev'
const FUNCTION = 'pets-get'
const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
const where = { version: '0', region: 'us-east-1', endpointUrl: 'http://gateway.local', credentials }

/** What is imported: a document whose answer is its name, what its functions have to allow, and settings of the stage. */
export interface Version {
  readonly name: string
  readonly desired: Desired
}

/** A version of the API. Its paths, and so its permissions, are its own. */
export function versionOf(name: string, settings?: StageSettings): Version {
  const uri = `arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/arn:aws:lambda:\${AWS::Region}:000000000000:function:${FUNCTION}:\${stageVariables.alias}/invocations`
  const call = { responses: {}, 'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri } }
  const document = documentOf({ '/': { get: mockOperation(name) }, [`/call-${name}`]: { get: call } }) as unknown as JsonObject
  const permissions: WantedPermission[] = [
    {
      function: FUNCTION,
      permission: {
        id: 'apigateway-call',
        action: 'lambda:InvokeFunction',
        principal: 'apigateway.amazonaws.com',
        sourceArn: `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${ApiId}/*/GET/call-${name}`,
        sourceAccount: '${AWS::AccountId}',
      },
    },
  ]
  return { name, desired: desire({ name: 'pets', operations: [] }, document, STAGE, settings, permissions) }
}

/** A gateway and the importer in front of it, in one process and in virtual time. */
export interface Lab {
  readonly gateway: Gateway
  readonly clock: VirtualClock
  readonly cloud: Cloud
  readonly functions: FunctionCloud
  /** What calls go through from now on. */
  connect(through: FaultyGateway): void
  /** Answers of the stage that were neither of the versions that may be served, or failed. */
  readonly wrong: readonly string[]
  /** What may be served from now on. */
  mayServe(...names: readonly string[]): void
  /** What the stage answers; undefined where there is none. */
  served(): Promise<string | undefined>
  state(): Promise<LabState>
  close(): Promise<void>
}

/** All that must not be left over. */
export interface LabState {
  readonly apis: number
  readonly deployments: readonly string[]
  readonly served: string | undefined
  readonly permissions: readonly string[]
  readonly tags: readonly string[]
}

/** Opens a lab on a snapshot of another. */
export async function openLab(snapshot?: string): Promise<Lab> {
  const clock = virtualClock(seeded(1))
  const gateway = await createGateway({ clock: clock.now, ...(snapshot !== undefined && { restore: snapshot }) })
  const allowed = new Set<string>()
  const wrong: string[] = []
  const straight = faultyGateway(gateway, { at: () => undefined, somebodyElse: async () => {}, after: async () => {} })
  let wire = straight
  const handler: SdkHandler = { handle: (request) => wire.handler.handle(request), destroy() {} }
  const cloud = await apiGatewayCloud({ ...where, requestHandler: handler, clock })
  const functions = await lambdaCloud({ ...where, requestHandler: handler, clock })
  const served = async (): Promise<string | undefined> => {
    const [api] = gateway.list().flatMap(({ restApis }) => restApis.filter(({ stages }) => stages.includes(STAGE)))
    if (api === undefined) return undefined
    const { status, body } = await gateway.handle({ method: 'GET', path: `/_aws/execute-api/${api.id}/${STAGE}/` })
    return status === 200 ? new TextDecoder().decode(body) : `${status}`
  }
  return {
    gateway,
    clock,
    cloud,
    functions,
    wrong,
    connect(through) {
      wire = through
    },
    mayServe(...names) {
      allowed.clear()
      for (const name of names) allowed.add(name)
    },
    served: async () => {
      const name = await served()
      if (allowed.size > 0 && name !== undefined && !allowed.has(name)) wrong.push(name)
      return name
    },
    async state() {
      wire = straight
      const apis = await cloud.listApis()
      const [api] = apis
      const deployments = api ? await cloud.listDeployments(api.id) : []
      const permissions = (await functions.listPermissions(FUNCTION, STAGE)).map(({ sourceArn = '' }) => sourceArn.replace(/^.*\//, ''))
      return {
        apis: apis.length,
        deployments: deployments.map(({ id }) => id).sort(),
        served: await served(),
        permissions: permissions.sort(),
        tags: Object.keys(api?.tags ?? {}).sort(),
      }
    },
    close: () => gateway.close(),
  }
}

/** The function that the API calls, with its alias. */
export async function makeFunction({ functions }: Lab): Promise<void> {
  const configuration = {
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    role: 'arn:aws:iam::000000000000:role/pets',
    memory: 128,
    timeout: 3,
    ephemeralStorage: 512,
    architecture: 'x86_64' as const,
    environment: {},
  }
  await functions.createFunction(FUNCTION, configuration, zip({ 'index.mjs': 'export const handler = () => ({})' }), {})
  const live = await functions.getFunction(FUNCTION)
  const { version } = await functions.publishVersion(FUNCTION, live?.latest.codeSha256 ?? '')
  await functions.createAlias(FUNCTION, STAGE, version)
}

/** One import with faults, from its plan to where it ends. */
export interface Trial {
  /** What went wrong, and when: the number of the call, from 0. */
  readonly faults?: ReadonlyMap<number, Fault>
  /** The process dies while it writes this byte of its journal. */
  readonly journalEnd?: number
  /** Somebody presses Ctrl-C before this call. */
  readonly interruptAt?: number
  readonly bake?: Applying['bake']
}

/** An import as a user would see it, and what is needed to go on. */
export interface Tried {
  readonly outcome: { readonly kind: 'imported'; readonly imported: Imported } | { readonly kind: 'failed'; readonly error: unknown }
  readonly record: ImportRecord | undefined
  readonly journal: MemoryStore
  readonly wire: FaultyGateway
  /** How many calls were made before the first step. */
  readonly planned: number
}

let imports = 0

/** Plans and carries out an import of a version. */
export async function tryImport(lab: Lab, version: Version, trial: Trial = {}): Promise<Tried> {
  imports += 1
  const journal = memoryStore()
  let record: ImportRecord | undefined
  const { applying, wire } = await importer(lab, trial, `pets-dev-${imports}`)
  if (trial.journalEnd !== undefined) journal.endAt(trial.journalEnd, () => wire.die())
  const keep = (made: ImportRecord): JournalStore => {
    // As it would come back from a disk.
    record = JSON.parse(JSON.stringify(made)) as ImportRecord
    const append = (text: string): void => (wire.isDead() ? wire.die() : journal.append(text))
    return { ...journal, append }
  }
  let planned = 0
  const run = async (): Promise<Imported> => {
    const plan = planImport(version.desired, await observe(applying.cloud, { name: 'pets' }, STAGE))
    planned = wire.calls.length
    return applyImport(plan, version.desired, { ...applying, keep })
  }
  const outcome = await outcomeOf(run())
  return { outcome, record, journal, wire, planned }
}

/** Another process goes on with what was kept. */
export async function resume(
  lab: Lab,
  { record, journal }: Tried,
  trial: Trial = {},
): Promise<Tried['outcome'] & { readonly wire: FaultyGateway }> {
  const { applying, wire } = await importer(lab, trial, 'resumed')
  if (record === undefined) throw new Error('nothing was kept')
  const opened = reopen(lab, record, journal)
  return { ...(await outcomeOf(carryOut(workOf(applying, record, opened), opened))), wire }
}

/** Whether there is something to go on with. */
export function isOpen(lab: Lab, { record, journal }: Tried): boolean {
  return record !== undefined && standingOf(reopen(lab, record, journal)) === 'open'
}

/** Another process takes back what was kept. */
export async function takeBack(
  lab: Lab,
  { record, journal }: Tried,
  trial: Trial = {},
): Promise<RolledBack & { readonly wire: FaultyGateway }> {
  const { applying, wire } = await importer(lab, trial, 'taken back')
  if (record === undefined) throw new Error('nothing was kept')
  const opened = reopen(lab, record, journal)
  return { ...(await rollBack(workOf(applying, record, opened), opened)), wire }
}

function reopen(lab: Lab, record: ImportRecord, journal: MemoryStore): ReturnType<typeof openJournal> {
  journal.endAt(Number.POSITIVE_INFINITY, () => {
    throw new Error('nobody dies here')
  })
  return openJournal(journal, originOf(record), () => new Date(lab.clock.now()))
}

async function importer(lab: Lab, trial: Trial, id: string): Promise<{ readonly applying: Applying; readonly wire: FaultyGateway }> {
  const { gateway, clock } = lab
  // One client for all of them: making one takes longer than a call.
  const wire = faultyGateway(gateway, {
    at: (index) => trial.faults?.get(index),
    somebodyElse: () => meddle(lab),
    after: async () => void (await lab.served()),
  })
  lab.connect(wire)
  const applying: Applying = {
    cloud: lab.cloud,
    functions: lab.functions,
    clock,
    id,
    keep: () => memoryStore(),
    now: () => new Date(clock.now()),
    ...(trial.bake && { bake: trial.bake }),
    interrupted: () => trial.interruptAt !== undefined && wire.calls.length >= trial.interruptAt,
    say: () => {},
  }
  return { applying, wire }
}

/** Somebody changes the API in the console, and deploys nothing. */
async function meddle({ gateway }: Lab): Promise<void> {
  const [api] = gateway.list().flatMap(({ restApis }) => restApis)
  const body = new TextEncoder().encode(JSON.stringify(versionOf('theirs').desired.document))
  if (api) await gateway.handle({ method: 'PUT', path: `/restapis/${api.id}`, query: 'mode=overwrite', body })
}

async function outcomeOf(work: Promise<Imported>): Promise<Tried['outcome']> {
  try {
    return { kind: 'imported', imported: await work }
  } catch (error) {
    return { kind: 'failed', error }
  }
}

/** Whether an import ended because its process did. */
export function wasKilled({ wire }: Pick<Tried, 'wire'>): boolean {
  return wire.isDead()
}
