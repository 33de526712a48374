import type { ApiModel } from '../../../model/api-model.ts'
import type { HandlerPlan } from './plan.ts'

/** Whether handlers of an API are said to call functions or tables, and so need the ports of the run time bound to an SDK. */
export function needsPorts({ events, operations, functions }: ApiModel): boolean {
  if (events.some(({ source }) => source.kind === 'direct')) return true
  const permissions = [...operations, ...functions].flatMap((one) => ('permissions' in one ? one.permissions : []))
  return permissions.some(({ service }) => service === 'dynamodb' || service === 'lambda')
}

/** Whether the handlers of a language are said to use tables of DynamoDB. */
export function usesTables({ operations, functions, events }: HandlerPlan, model: ApiModel): boolean {
  const ids = new Set([...functions.map(({ id }) => id), ...events.map((event) => event.function)])
  const permitted = [...operations.map(({ operation }) => operation), ...model.functions.filter(({ id }) => ids.has(id))]
  return permitted.some(({ permissions }) => permissions.some(({ service }) => service === 'dynamodb'))
}
