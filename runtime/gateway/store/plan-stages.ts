import { own, withEntry } from '../json.ts'
import type { GatewayState } from './state.ts'

/** The state where no plan holds stages that are gone: they leave their plans by themselves (seen with stages that Terraform makes anew). */
export function withoutPlanStages(state: GatewayState, isGone: (apiId: string, stage: string) => boolean): GatewayState {
  let { usagePlans } = state
  for (const plan of Object.values(usagePlans)) {
    const apiStages = plan.apiStages.filter(({ apiId, stage }) => !isGone(apiId, stage))
    if (apiStages.length < plan.apiStages.length) usagePlans = withEntry(usagePlans, plan.id, { ...plan, apiStages })
  }
  return usagePlans === state.usagePlans ? state : { ...state, usagePlans }
}

/** The state without stages in plans that no API has: where a crash came between the file of an API and that of the plans, the call is completed. */
export function withoutStrayPlanStages(state: GatewayState): GatewayState {
  return withoutPlanStages(state, (apiId, stage) => own(own(state.restApis, apiId)?.stages ?? {}, stage) === undefined)
}
