import { ApigenFailure } from '../base/diagnostic.ts'
import type { Cloud } from '../deploy/cloud.ts'
import { developmentFunctions } from '../development-functions.ts'
import type { Spec } from '../pipeline.ts'
import { localBindings } from '../project-functions.ts'
import type { OperationRequest } from '../render/operation-request.ts'
import type { Given } from './command.ts'
import { type Context, text } from './context.ts'
import { buildJava } from './java-build.ts'
import { LOCAL_CREDENTIALS } from './local-credentials.ts'
import { connect, gatewayFolder } from './remote.ts'
import { visible } from './report/escape.ts'
import { signForAws, signLocally } from './sign-request.ts'
import type { Stage } from './stage.ts'
import { version } from './version.ts'

type Headers = readonly (readonly [name: string, value: string])[]

/** What a stage answered. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
}

/** Where operations are called, and how to end it. */
export interface Target {
  /** The control plane, which knows the APIs. */
  readonly cloud: Cloud
  /** Sends a request to a stage; an `ApigenFailure` of kind `remote` where nobody answers. */
  send(apiId: string, stage: string, request: OperationRequest): Promise<Answer>
  close(): Promise<void>
}

/** What is called. */
export interface Called {
  readonly spec: Spec
  /** The method wants a signature. */
  readonly signed: boolean
}

/** The embedded gateway in this process, one that listens, or AWS: as the remote flags and the stage's settings say. */
export async function targetOf(context: Context, given: Given, stage: Stage, called: Called): Promise<Target> {
  if (given.flags.local === true) {
    if (text(given.flags.endpointUrl) !== undefined)
      throw new ApigenFailure('usage', '--local and --endpoint-url exclude each other.', { help: 'Leave one of them out.' })
    return localTarget(context, given, called)
  }
  const remote = await connect(context, given, stage.settings)
  const endpointUrl = text(given.flags.endpointUrl) ?? stage.settings?.endpointUrl
  const sender =
    endpointUrl === undefined
      ? awsSender(text(given.flags.region) ?? stage.settings?.region, called.signed)
      : emulatorSender(endpointUrl, called.signed)
  return { cloud: remote.cloud, send: sender, close: () => remote.close() }
}

async function localTarget(context: Context, given: Given, { spec, signed }: Called): Promise<Target> {
  const [{ openLocal }, { apiGatewayCloud }, { readLocalWorld }] = await Promise.all([
    import('./local-gateway.ts'),
    import('../deploy/aws/api-gateway-cloud.ts'),
    import('./local-world.ts'),
  ])
  const { variables, keySets, credentials } = await readLocalWorld(context, given)
  const local = await openLocal(gatewayFolder(context), (line) => context.say(visible(line)), {
    functions: developmentFunctions(spec, context.settings.output, {
      bindings: { ...localBindings(spec.model), ...context.settings.bind },
      variables,
      buildJava: (root) => buildJava(root, context.say),
    }),
    keySets,
    credentials,
  })
  const place = { version, region: 'us-east-1', credentials: LOCAL_CREDENTIALS }
  if ('url' in local) {
    const cloud = await apiGatewayCloud({ ...place, endpointUrl: local.url })
    return { cloud: { ...cloud, place: 'the embedded gateway' }, send: emulatorSender(local.url, signed), close: local.close }
  }
  const cloud = await apiGatewayCloud({ ...place, endpointUrl: HERE, requestHandler: local.handler })
  return {
    cloud: { ...cloud, place: 'the embedded gateway' },
    async send(apiId, stage, request) {
      const url = urlOf(HERE, dataPlanePath(apiId, stage, request), request)
      const headers = signed ? await signLocally(url, request) : [['Host', url.host] as const, ...request.headers]
      return local.gateway.handle({ ...request, path: url.pathname, headers })
    },
    close: local.close,
  }
}

/** What requests in this process are addressed to. */
const HERE = 'http://apigen.local'

function dataPlanePath(apiId: string, stage: string, { path }: OperationRequest): string {
  return `/_aws/execute-api/${apiId}/${stage}${path}`
}

function urlOf(origin: string, path: string, { query }: OperationRequest): URL {
  return new URL(`${origin}${path}${query === '' ? '' : `?${query}`}`)
}

/** A gateway that listens, such as `apigen gateway` or `apigen dev`. */
function emulatorSender(address: string, signed: boolean): Target['send'] {
  return async (apiId, stage, request) => {
    const url = urlOf(new URL(address).origin, dataPlanePath(apiId, stage, request), request)
    return fetchAnswer(url, request, signed ? await signLocally(url, request) : request.headers)
  }
}

/** A stage on AWS, at its own address. */
function awsSender(region: string | undefined, signed: boolean): Target['send'] {
  return async (apiId, stage, request) => {
    const { awsCaller } = await import('../deploy/aws/caller.ts')
    const place = await (await awsCaller(region)).region()
    const suffix = place.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
    const url = urlOf(`https://${apiId}.execute-api.${place}.${suffix}`, `/${stage}${request.path}`, request)
    return fetchAnswer(url, request, signed ? await signForAws(place)(url, request) : request.headers)
  }
}

async function fetchAnswer(url: URL, { method, body }: OperationRequest, headers: Headers): Promise<Answer> {
  try {
    const answer = await fetch(url, {
      method,
      // `fetch` sets the host by itself.
      headers: headers.filter(([name]) => name.toLowerCase() !== 'host').map(([name, value]): [string, string] => [name, value]),
      redirect: 'manual',
      ...(body.length > 0 && { body: Uint8Array.from(body) }),
    })
    return { status: answer.status, headers: [...answer.headers], body: new Uint8Array(await answer.arrayBuffer()) }
  } catch (cause) {
    const why = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause)
    throw new ApigenFailure('remote', `${url.origin} cannot be reached: ${why}.`, {
      help: 'Check --endpoint-url, --region and the network.',
      cause,
    })
  }
}
