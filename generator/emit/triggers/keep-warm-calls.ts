import type { FunctionModel } from '../../model/api-model.ts'
import { keepWarmRule } from '../languages/event-arn.ts'
import { aliasArn, type ServiceCallInput } from './call.ts'

/** The schedule that keeps a function warm: its event is answered before any code of the user's. */
export function keepWarmCalls(fn: FunctionModel): ServiceCallInput[] {
  if (fn.keepWarm === undefined) return []
  const Name = keepWarmRule(fn.id)
  const unit = fn.keepWarm === 1 ? 'minute' : 'minutes'
  return [
    { service: 'events', action: 'PutRule', input: { Name, ScheduleExpression: `rate(${fn.keepWarm} ${unit})` } },
    {
      service: 'events',
      action: 'PutTargets',
      input: { Rule: Name, Targets: [{ Id: 'function', Arn: aliasArn(fn), Input: '{"apigen":"keep-warm"}' }] },
    },
  ]
}
