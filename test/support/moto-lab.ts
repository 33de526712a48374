import { asObject, equal, type Json } from '../../generator/base/json.ts'
import type { SdkHandler } from '../../generator/cli/local-gateway.ts'
import { apiGatewayCloud } from '../../generator/deploy/aws/api-gateway-cloud.ts'
import { lambdaCloud } from '../../generator/deploy/aws/lambda-cloud.ts'
import type { Cloud } from '../../generator/deploy/cloud.ts'
import type { FunctionCloud } from '../../generator/deploy/functions/function-cloud.ts'
import { takeRecord } from '../../generator/deploy/import/take-record.ts'
import { type Taken, takeSteps } from '../../generator/deploy/import/take-steps.ts'
import { backSteps, thereSteps } from '../../generator/deploy/import/ways.ts'
import type { ImportRecord, ImportStep } from '../../generator/deploy/import/work.ts'
import { openJournal } from '../../generator/deploy/journal.ts'
import type { Observed } from '../../generator/deploy/observe.ts'
import { planImport } from '../../generator/deploy/plan-import.ts'
import type { Gateway } from '../../runtime/gateway/index.ts'
import { type Fault, type FaultyGateway, faults, faultyGateway } from './faulty-gateway.ts'
import { FUNCTION, makeFunction, STAGE, type Version, versionOf } from './import-lab.ts'
import { memoryStore } from './memory-store.ts'
import { makeRole } from './moto-server.ts'
import { virtualClock } from './virtual-clock.ts'

/**
 * What moto has no counterpart of: its API has no tags after it was made, its export is a stub, its deployments hold no copy and no summary,
 * and its methods lose their mappings.
 */
export const skippedOnMoto: Readonly<Record<string, string>> = {
  'verify-draft': 'PutRestApi ignores mappings, authorizers, validators and models',
  'verify-deployment': 'GetDeployment gives no summary of methods',
  'verify-live': 'GetExport is a stub',
  lock: 'TagResource knows stages only',
  release: 'UntagResource knows stages only',
}

/** Faults that need no copy in a deployment. */
export const faultsOnMoto: readonly Fault[] = faults.filter((fault) => !fault.startsWith('somebody-'))

const [there, back] = [thereSteps, backSteps].map((steps) => steps.filter(({ name }) => !Object.hasOwn(skippedOnMoto, name)))

/** An import into moto, begun with the stage serving an old API. */
export interface MotoTrial {
  /** How many calls an import makes without a fault, and its way back. */
  readonly calls: { readonly there: number; readonly back: number }
  /** What a run with a fault at a call of the import, or of its way back, broke: a sentence each. */
  broken(way: 'there' | 'back', fault: Fault, call: number): Promise<readonly string[]>
}

const credentials = { accessKeyId: 'testing', secretAccessKey: 'testing' }
const ACCOUNT = '123456789012'

/** Sends to a server what is meant for a gateway. */
function overHttp(url: string): Pick<Gateway, 'handle'> {
  return {
    async handle({ method, path, query = '', headers = [], body }) {
      const kept = headers.filter(([name]) => !/^(host|content-length|connection|expect)$/i.test(name))
      const sent = method === 'GET' || body === undefined ? {} : { body: Uint8Array.from(body) }
      const answer = await fetch(`${url}${path}${query === '' ? '' : `?${query}`}`, {
        method,
        headers: kept.map(([name, value]) => [name, value] as [string, string]),
        ...sent,
      })
      return { status: answer.status, headers: [...answer.headers], body: new Uint8Array(await answer.arrayBuffer()) }
    },
  }
}

interface Moto {
  readonly cloud: Cloud
  readonly functions: FunctionCloud
  readonly record: ImportRecord
  readonly clock: ReturnType<typeof virtualClock>
  /** What the stage served that it must not, since nobody may call the function behind it. */
  readonly wrong: readonly string[]
  connect(at?: readonly [call: number, fault: Fault]): FaultyGateway
  state(): Promise<MotoState>
}

interface MotoState {
  readonly deployments: readonly string[]
  readonly served: string | undefined
  readonly permissions: readonly string[]
  readonly methods: readonly string[]
}

/** Tries an import into moto once without a fault, and then with any. */
export async function motoTrial(url: string): Promise<MotoTrial> {
  const whole = await openMoto(url)
  const wire = whole.connect()
  through(await walk(whole, there ?? [], memoryStore()))
  const wireBack = whole.connect()
  through(await walk(whole, back ?? [], memoryStore()))
  return {
    calls: { there: wire.calls.length, back: wireBack.calls.length },
    async broken(way, fault, call) {
      const moto = await openMoto(url)
      const before = await moto.state()
      const said: string[] = []
      const holds = (what: string, seen: unknown, wanted: unknown): void => {
        if (!equal(seen as Json, wanted as Json)) said.push(`${what}: ${JSON.stringify(seen)}, not ${JSON.stringify(wanted)}`)
      }
      const journal = memoryStore()
      moto.connect(way === 'there' ? [call, fault] : undefined)
      const first = await walk(moto, there ?? [], journal)
      if (first.kind === 'stopped') {
        moto.connect()
        through(await walk(moto, there ?? [], journal))
      }
      const after = await moto.state()
      holds('deployments', after.deployments.length, 2)
      holds('what is served is new', after.served === before.served, false)
      holds('permissions', after.permissions, ['call-new'])
      const returning = moto.connect(way === 'back' ? [call, fault] : undefined)
      const changes = [...returning.changes]
      const second = await walk(moto, back ?? [], journal)
      changes.push(...returning.changes)
      if (second.kind === 'stopped') {
        const again = moto.connect()
        through(await walk(moto, back ?? [], journal))
        changes.push(...again.changes)
      }
      holds('the state after the rollback', await moto.state(), before)
      holds('calls to point back', changes.filter((change) => /^PATCH .*\/stages\//.test(change)).length, 1)
      holds('answers of the stage', moto.wrong, [])
      return said
    },
  }
}

function through(taken: Taken): void {
  if (taken.kind === 'stopped') throw taken.error
}

async function walk(moto: Moto, steps: readonly ImportStep[], store: ReturnType<typeof memoryStore>): Promise<Taken> {
  const { cloud, functions, clock, record } = moto
  const journal = openJournal(store, record.id, () => new Date(clock.now()))
  const work = {
    cloud,
    functions,
    clock,
    record,
    begun: (step: string) => journal.has(step),
    done: (step: string) => journal.done(step),
    interrupted: () => false,
    say: () => {},
  }
  return takeSteps(steps, work, journal)
}

/** Moto with nothing but an API whose stage serves the old version. */
async function openMoto(url: string): Promise<Moto> {
  await fetch(`${url}/moto-api/reset`, { method: 'POST' })
  await makeRole(url, 'pets')
  const clock = virtualClock()
  const gateway = overHttp(url)
  const idle = { at: () => undefined, now: clock.now, meddle: async () => {}, after: async () => {} }
  const straight = faultyGateway(gateway, idle)
  let wire = straight
  const requestHandler: SdkHandler = { handle: (request) => wire.handler.handle(request), destroy() {} }
  const options = { version: '0', region: 'us-east-1', endpointUrl: url, credentials, requestHandler, clock }
  const functions = await lambdaCloud(options)
  const cloud: Cloud = { ...(await apiGatewayCloud(options)), untagApi: async () => {} }
  await makeFunction({ functions }, ACCOUNT)
  const begun = await begin(cloud, functions, proxyOnly('old'), {})
  const first: Moto = { cloud, functions, clock, record: begun, wrong: [], connect: () => straight, state: () => stateOf(cloud, functions) }
  through(await walk(first, there ?? [], memoryStore()))
  const [api] = await cloud.listApis()
  const stage = api && (await cloud.getStage(api.id, STAGE))
  if (api === undefined || stage === undefined) throw new Error('the first import made no stage')
  // What moto's export does not give.
  const record = await begin(cloud, functions, proxyOnly('new'), { api, stage, document: proxyOnly('old').desired.document })
  const wrong: string[] = []
  const look = async (): Promise<void> => {
    const current = wire
    wire = straight
    const { served, permissions } = await stateOf(cloud, functions)
    wire = current
    const called = served === stage.deploymentId ? 'call-old' : 'call-new'
    if (!permissions.includes(called)) wrong.push(`${called} may not be called`)
  }
  return {
    ...{ cloud, functions, clock, record, wrong },
    connect(at) {
      wire = faultyGateway(gateway, { ...idle, at: (index) => (index === at?.[0] ? at[1] : undefined), after: look })
      return wire
    },
    state() {
      wire = straight
      return stateOf(cloud, functions)
    },
  }
}

/** A version without its mock, which moto cannot put. */
function proxyOnly(name: string): Version {
  const { desired, ...version } = versionOf(name)
  const { '/': _, ...paths } = asObject(desired.document.paths)
  return { ...version, desired: { ...desired, document: { ...desired.document, paths } } }
}

async function begin(cloud: Cloud, functions: FunctionCloud, { desired }: Version, found: Omit<Observed, 'digest'>): Promise<ImportRecord> {
  const draft = found.api && (await cloud.getDraft(found.api.id))
  const observed: Observed = { ...found, ...(draft && { draft }), digest: '' }
  return takeRecord(functions, {
    id: `into-moto-${desired.permissions[0]?.permission.sourceArn?.slice(-3)}`,
    desired,
    observed,
    plan: planImport(desired, observed),
  })
}

async function stateOf(cloud: Cloud, functions: FunctionCloud): Promise<MotoState> {
  const [api] = await cloud.listApis()
  const permissions = await functions.listPermissions(FUNCTION, STAGE)
  return {
    deployments: api ? (await cloud.listDeployments(api.id)).map(({ id }) => id).sort() : [],
    served: api && (await cloud.getStage(api.id, STAGE))?.deploymentId,
    permissions: permissions.map(({ sourceArn = '' }) => sourceArn.replace(/^.*\//, '')).sort(),
    methods: api ? Object.keys((await cloud.getDraft(api.id))?.methods ?? {}).sort() : [],
  }
}
