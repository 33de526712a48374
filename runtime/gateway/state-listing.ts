import type { Place } from './store/place.ts'
import type { GatewayState } from './store/state.ts'

/** What an account has in a region, by ids and names. */
export interface StateListing extends Place {
  readonly restApis: readonly { readonly id: string; readonly name: string; readonly stages: readonly string[] }[]
  readonly functions: readonly string[]
  readonly eventSourceMappings: readonly string[]
  readonly apiKeys: readonly string[]
  readonly usagePlans: readonly string[]
  readonly domainNames: readonly string[]
  readonly vpcLinks: readonly string[]
  readonly clientCertificates: readonly string[]
}

/** Lists what is kept for a place. */
export function listState({ accountId, region }: Place, state: GatewayState): StateListing {
  return {
    accountId,
    region,
    restApis: Object.values(state.restApis).map(({ id, name, stages }) => ({ id, name, stages: Object.keys(stages) })),
    functions: Object.keys(state.functions),
    eventSourceMappings: Object.keys(state.eventSourceMappings),
    apiKeys: Object.keys(state.apiKeys),
    usagePlans: Object.keys(state.usagePlans),
    domainNames: Object.keys(state.domainNames),
    vpcLinks: Object.keys(state.vpcLinks),
    clientCertificates: Object.keys(state.clientCertificates),
  }
}
