import { join } from 'node:path'
import { ApigenFailure } from '../base/diagnostic.ts'
import type { CloudOptions } from '../deploy/aws/connection.ts'
import type { Cloud } from '../deploy/cloud.ts'
import type { FunctionCloud } from '../deploy/functions/function-cloud.ts'
import type { StageSettings } from '../model/settings.ts'
import type { Given } from './command.ts'
import { type Context, text } from './context.ts'
import { LOCAL_CREDENTIALS } from './local-credentials.ts'
import { visible } from './report/escape.ts'
import { version } from './version.ts'

/** A connection to an API Gateway, and how to end it. */
export interface Remote {
  readonly cloud: Cloud
  close(): Promise<void>
}

/** The folder of the embedded gateway's state. */
export function gatewayFolder(context: Context): string {
  return join(context.settings.root, '.apigen', 'gateway')
}

/**
 * Connects as the remote flags and the stage's settings say, to look only; `signal` ends waiting for a better time. `--local` opens no port:
 * requests go to a gateway in this process.
 */
export async function connect(context: Context, given: Given, settings: StageSettings | undefined, signal?: AbortSignal): Promise<Remote> {
  const { apiGatewayCloud } = await import('../deploy/aws/api-gateway-cloud.ts')
  const { options, place, close } = await endpointOf(context, given, settings, signal)
  const cloud = await apiGatewayCloud({ ...options, calls: 'reading' })
  return { cloud: place === undefined ? cloud : { ...cloud, place }, close }
}

/** The same to change something, and for Lambda, too; a rehearsal (`--dry-run`, `--out`) looks only. */
export async function connectFunctions(
  context: Context,
  given: Given,
  settings: StageSettings | undefined,
  signal: AbortSignal,
): Promise<Remote & { readonly functions: FunctionCloud }> {
  const { apiGatewayCloud } = await import('../deploy/aws/api-gateway-cloud.ts')
  const { lambdaCloud } = await import('../deploy/aws/lambda-cloud.ts')
  const { options: asked, place, close } = await endpointOf(context, given, settings, signal)
  const isRehearsal = given.flags.dryRun === true || given.flags.out !== undefined
  const options = { ...asked, calls: isRehearsal ? 'reading' : 'all' } as const
  const [cloud, functions] = [await apiGatewayCloud(options), await lambdaCloud(options)]
  if (place === undefined) return { cloud, functions, close }
  return { cloud: { ...cloud, place }, functions: { ...functions, place }, close }
}

interface Endpoint {
  readonly options: CloudOptions
  /** What people call it, where its address says nothing to them. */
  readonly place?: string
  close(): Promise<void>
}

async function endpointOf(context: Context, given: Given, settings: StageSettings | undefined, signal?: AbortSignal): Promise<Endpoint> {
  const region = text(given.flags.region) ?? settings?.region
  const asked = { version, ...(signal && { signal }) }
  if (given.flags.local === true) {
    if (text(given.flags.endpointUrl) !== undefined)
      throw new ApigenFailure('usage', '--local and --endpoint-url exclude each other.', { help: 'Leave one of them out.' })
    const { openLocal } = await import('./local-gateway.ts')
    const local = await openLocal(gatewayFolder(context), (line) => context.say(visible(line)))
    const options = {
      ...asked,
      service: 'embedded' as const,
      region: region ?? 'us-east-1',
      credentials: LOCAL_CREDENTIALS,
      ...('url' in local ? { endpointUrl: local.url } : { endpointUrl: 'http://apigen.local', requestHandler: local.handler }),
    }
    return { options, place: 'the embedded gateway', close: local.close }
  }
  const profile = text(given.flags.profile) ?? settings?.profile
  // The SDK's own option ignores the profile's endpoint_url; the variable does not.
  if (profile !== undefined) process.env.AWS_PROFILE = profile
  const endpointUrl = text(given.flags.endpointUrl) ?? settings?.endpointUrl
  if (endpointUrl !== undefined && !(URL.canParse(endpointUrl) && /^https?:$/.test(new URL(endpointUrl).protocol)))
    throw new ApigenFailure('usage', `\`${endpointUrl}\` is no address of an endpoint.`, { help: '--endpoint-url http://localhost:4566' })
  const onThisMachine = endpointUrl !== undefined && /^https?:\/\/(localhost|127\.|\[::1\])/.test(endpointUrl)
  const options = {
    ...asked,
    ...(endpointUrl !== undefined && { endpointUrl }),
    ...(region !== undefined ? { region } : onThisMachine && { region: context.host.env.AWS_REGION ?? 'us-east-1' }),
    // An emulator on this machine wants no secret, so none is sent unless the user has set one.
    ...(onThisMachine && context.host.env.AWS_ACCESS_KEY_ID === undefined && profile === undefined && { credentials: LOCAL_CREDENTIALS }),
  }
  return { options, close: async () => {} }
}
