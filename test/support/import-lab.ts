import { asArray, asObject, asString, type Json, type JsonObject } from '../../generator/base/json.ts'
import type { SdkHandler } from '../../generator/cli/local-gateway.ts'
import { apiGatewayCloud } from '../../generator/deploy/aws/api-gateway-cloud.ts'
import { lambdaCloud } from '../../generator/deploy/aws/lambda-cloud.ts'
import type { Cloud, CloudStage, Draft } from '../../generator/deploy/cloud.ts'
import { type Desired, desire } from '../../generator/deploy/desire.ts'
import type { FunctionCloud } from '../../generator/deploy/functions/function-cloud.ts'
import type { WantedPermission } from '../../generator/deploy/import/permissions.ts'
import type { StageSettings } from '../../generator/model/settings.ts'
import { createGateway, type Gateway } from '../../runtime/gateway/index.ts'
import { documentOf, mockOperation } from './data-plane.ts'
import { type FaultyGateway, faultyGateway } from './faulty-gateway.ts'
import { seeded } from './random.ts'
import { type VirtualClock, virtualClock } from './virtual-clock.ts'
import { zip } from './zip.ts'

export const STAGE = 'dev'
export const FUNCTION = 'pets-get'
/** What somebody else's document answers, and how they describe a deployment of it. */
export const THEIRS = 'theirs'
/** The status that somebody else gives to requests which no method is for. */
export const THEIR_STATUS = '418'
const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
const where = { version: '0', region: 'us-east-1', endpointUrl: 'http://gateway.local', credentials }

/** What is imported: a document whose answer is its name, what its functions have to allow, and settings of the stage. */
export interface Version {
  readonly name: string
  readonly desired: Desired
}

/** A version of the API. Its paths, and so its permissions, are its own. */
export function versionOf(name: string, settings?: StageSettings): Version {
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
  return { name, desired: desire({ name: 'pets', operations: [] }, documentThat(name, `call-${name}`), STAGE, settings, permissions) }
}

/** A document that answers so, and has a path that a function serves. */
export function documentThat(answers: string, calls: string): JsonObject {
  const uri = `arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/arn:aws:lambda:\${AWS::Region}:000000000000:function:${FUNCTION}:\${stageVariables.alias}/invocations`
  const call = {
    responses: { 200: { description: 'ok' } },
    'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri },
  }
  return documentOf({ '/': { get: mockOperation(answers) }, [`/${calls}`]: { get: call } }) as unknown as JsonObject
}

/** A gateway and the importer in front of it, in one process and in virtual time. */
export interface Lab {
  readonly gateway: Gateway
  readonly clock: VirtualClock
  readonly cloud: Cloud
  readonly functions: FunctionCloud
  /** What calls go through from now on. */
  connect(through: FaultyGateway): void
  /** What the stage and its canary answered that none of the versions answers that may be served, or that failed. */
  readonly wrong: readonly string[]
  /** What may be served from now on; anything, where nothing is named. */
  mayServe(...names: readonly string[]): void
  /** Asks the stage, and its canary. */
  look(): Promise<void>
  state(): Promise<LabState>
  close(): Promise<void>
}

/** All that an import and its way back are about. */
export interface LabState {
  readonly apis: number
  /** But for those of somebody else. */
  readonly deployments: readonly string[]
  /** What the stage answers outside of its canary; undefined where there is none. */
  readonly served: string | undefined
  readonly stage: CloudStage | undefined
  readonly draft: Draft | undefined
  readonly permissions: readonly string[]
  readonly tags: readonly string[]
  /** Usage plans that hold the stage, and API keys: `usage plan basic`. */
  readonly plans: readonly string[]
}

/** A gateway at a moment. */
export interface World {
  readonly snapshot: string
  /** Milliseconds since 1970. */
  readonly time: number
}

/** Opens a lab on what another was at a moment. */
export async function openLab(world?: World): Promise<Lab> {
  const ids = seeded(1)
  const clock = virtualClock(seeded(1), world?.time)
  // What decides whether a request goes to the canary.
  let draw: number | undefined
  const options = { clock: clock.now, random: () => draw ?? ids(), ...(world && { restore: world.snapshot }) }
  const gateway = await createGateway(options)
  const allowed = new Set<string>()
  const wrong: string[] = []
  const straight = faultyGateway(gateway, { at: () => undefined, now: clock.now, meddle: async () => {}, after: async () => {} })
  let wire = straight
  const handler: SdkHandler = { handle: (request) => wire.handler.handle(request), destroy() {} }
  const cloud = await apiGatewayCloud({ ...where, requestHandler: handler, clock })
  const functions = await lambdaCloud({ ...where, requestHandler: handler, clock })
  const read = async (path: string, query = ''): Promise<{ readonly status: number; readonly text: string }> => {
    const { status, body } = await gateway.handle({ method: 'GET', path, query })
    return { status, text: new TextDecoder().decode(body) }
  }
  const answer = async (canary: boolean): Promise<string | undefined> => {
    const [api] = gateway.list().flatMap(({ restApis }) => restApis.filter(({ stages }) => stages.includes(STAGE)))
    if (api === undefined) return undefined
    draw = canary ? 0 : 0.99
    const { status, text } = await read(`/_aws/execute-api/${api.id}/${STAGE}/`)
    const nowhere = await read(`/_aws/execute-api/${api.id}/${STAGE}/nowhere/at/all`)
    draw = undefined
    if (`${nowhere.status}` === THEIR_STATUS) return `${text}, and elsewhere ${THEIR_STATUS}`
    return status === 200 ? text : `${status}`
  }
  const policy = async (): Promise<readonly string[]> => {
    const { status, text } = await read(`/2015-03-31/functions/${FUNCTION}/policy`, `Qualifier=${STAGE}`)
    return status === 200 ? callsOf(asObject(JSON.parse(text))) : []
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
    async look() {
      const names = new Set([await answer(false), await answer(true)])
      const permitted = await policy()
      for (const name of names) {
        if (name === undefined || allowed.size === 0) continue
        const [version] = name.split(', ', 1)
        if (!allowed.has(name)) wrong.push(name)
        else if (version !== THEIRS && !permitted.includes(`call-${version}`)) wrong.push(`${name}, whose function may not be called`)
      }
    },
    async state() {
      wire = straight
      const apis = await cloud.listApis()
      const [api] = apis
      const deployments = api ? await cloud.listDeployments(api.id) : []
      return {
        apis: apis.length,
        deployments: deployments
          .filter(({ description }) => description !== THEIRS)
          .map(({ id }) => id)
          .sort(),
        served: await answer(false),
        stage: api && (await cloud.getStage(api.id, STAGE)),
        draft: api && (await cloud.getDraft(api.id)),
        permissions: await policy(),
        tags: Object.keys(api?.tags ?? {}).sort(),
        plans: [
          ...(await cloud.listUsagePlans()).filter(({ stages }) => stages.length > 0).map(({ name }) => `usage plan \`${name}\``),
          ...(await cloud.findApiKeys('partner')).map(({ name }) => `API key \`${name}\``),
        ],
      }
    },
    close: () => gateway.close(),
  }
}

/** The last part of what may call, `call-old`, of each statement of the policy of a function. */
function callsOf({ Policy }: JsonObject): readonly string[] {
  const statements = asArray(asObject(JSON.parse(asString(Policy) ?? '{}') as Json).Statement)
  const sources = statements.map((statement) => asString(asObject(asObject(asObject(statement).Condition).ArnLike)['AWS:SourceArn']) ?? '')
  return sources.map((source) => source.replace(/^.*\//, '')).sort()
}

/** What a lab is now. */
export function worldOf({ gateway, clock }: Lab): Promise<World> {
  const time = clock.now()
  return gateway.snapshot().then((snapshot) => ({ snapshot, time }))
}

/** The function that the API calls, with its alias. */
export async function makeFunction({ functions }: Pick<Lab, 'functions'>, account = '000000000000'): Promise<void> {
  const configuration = {
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    role: `arn:aws:iam::${account}:role/pets`,
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
