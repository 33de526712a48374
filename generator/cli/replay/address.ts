import { ApigenFailure } from '../../base/diagnostic.ts'
import type { Given } from '../command.ts'
import { type Context, text } from '../context.ts'
import { type SignRequest, signForAws, signLocally } from '../sign-request.ts'
import type { Stage } from '../stage.ts'

/** A stage elsewhere. */
export interface Address {
  /** Without a slash at its end. */
  readonly url: string
  /** Signs requests that were signed when they were recorded. */
  readonly sign: SignRequest
}

/**
 * Where the stage is that is meant by the flags, else by the settings of a stage that was `named`; undefined where they mean the one in this
 * process.
 */
export function addressOf(context: Context, given: Given, { name, settings }: Stage, named: boolean): Address | undefined {
  const [id, endpointFlag, regionFlag] = ['apiId', 'endpointUrl', 'region'].map((flag) => text(given.flags[flag]))
  const isElsewhere = [id, endpointFlag, regionFlag].some((flag) => flag !== undefined) || (named && settings?.apiId !== undefined)
  if (!isElsewhere) return undefined
  const apiId = id ?? settings?.apiId
  const profile = text(given.flags.profile) ?? settings?.profile
  if (apiId === undefined && endpointFlag !== undefined) {
    // Nobody says which API of a gateway it is, so it is the API itself: a custom domain name, with its base path.
    if (profile !== undefined) process.env.AWS_PROFILE = profile
    return { url: addressIn(endpointFlag), sign: signForAws(regionFlag ?? settings?.region) }
  }
  if (apiId === undefined)
    throw new ApigenFailure('usage', 'It is not known which API the recording is for.', {
      help: `Give --api-id, or stages.${name}.apiId in the config; or the API's own address with --endpoint-url.`,
    })
  const endpoint = endpointFlag ?? settings?.endpointUrl
  if (endpoint !== undefined) return { url: `${addressIn(endpoint)}/_aws/execute-api/${apiId}/${name}`, sign: signLocally }
  const region = regionFlag ?? settings?.region ?? context.host.env.AWS_REGION
  if (region === undefined)
    throw new ApigenFailure('usage', 'It is not known in which region the API is.', { help: 'Give --region, or set AWS_REGION.' })
  if (profile !== undefined) process.env.AWS_PROFILE = profile
  const domain = `${apiId}.execute-api.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`
  return { url: `https://${domain}/${name}`, sign: signForAws(region) }
}

/** Without a slash at its end. */
function addressIn(endpoint: string): string {
  if (URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)) return endpoint.replace(/\/$/, '')
  throw new ApigenFailure('usage', `\`${endpoint}\` is no address of an endpoint.`, { help: '--endpoint-url http://localhost:4566' })
}
