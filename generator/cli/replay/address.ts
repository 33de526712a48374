import { ApigenFailure } from '../../base/diagnostic.ts'
import type { Given } from '../command.ts'
import { type Context, text } from '../context.ts'
import type { Stage } from '../stage.ts'

/** Where the stage is that is meant by the flags; undefined where they mean the one in this process. */
export function addressOf(context: Context, given: Given, { name, settings }: Stage): string | undefined {
  const [id, endpoint, flaggedRegion] = ['apiId', 'endpointUrl', 'region'].map((flag) => text(given.flags[flag]))
  if (id === undefined && endpoint === undefined && flaggedRegion === undefined) return undefined
  const apiId = id ?? settings?.apiId
  if (apiId === undefined)
    throw new ApigenFailure('usage', 'It is not known which API the recording is for.', {
      help: `Give --api-id, or stages.${name}.apiId in the config.`,
    })
  if (endpoint !== undefined) {
    if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol))
      throw new ApigenFailure('usage', `\`${endpoint}\` is no address of an endpoint.`, { help: '--endpoint-url http://localhost:4566' })
    return `${endpoint.replace(/\/$/, '')}/_aws/execute-api/${apiId}/${name}`
  }
  const region = flaggedRegion ?? settings?.region ?? context.host.env.AWS_REGION
  if (region === undefined)
    throw new ApigenFailure('usage', 'It is not known in which region the API is.', { help: 'Give --region, or set AWS_REGION.' })
  return `https://${apiId}.execute-api.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/${name}`
}
