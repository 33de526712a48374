import type { ApiModel } from '../../../model/api-model.ts'

/** Whether handlers of an API are said to call functions or tables, and so need the ports of the run time bound to an SDK. */
export function needsPorts({ events, operations, functions }: ApiModel): boolean {
  if (events.some(({ source }) => source.kind === 'direct')) return true
  const permissions = [...operations, ...functions].flatMap((one) => ('permissions' in one ? one.permissions : []))
  return permissions.some(({ service }) => service === 'dynamodb' || service === 'lambda')
}
