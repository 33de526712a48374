import { type JsonObject, printJson } from '../../base/json.ts'
import type { Emitter } from '../../model/emitter.ts'
import type { ServiceCallInput } from './call.ts'
import { eventCalls } from './event-calls.ts'
import { keepWarmCalls } from './keep-warm-calls.ts'

/**
 * `generated/triggers/<function>.json`: the calls that make other services call a function, in their order: mappings, subscriptions, rules,
 * schedules. `${Alias}` is the alias of the stage.
 */
export const triggers: Emitter = {
  name: 'triggers',
  *emit({ model }) {
    const byFunction = new Map(model.events.map((event) => [event.function, event]))
    for (const fn of model.functions) {
      const event = byFunction.get(fn.id)
      const calls = [...(event ? eventCalls(event) : []), ...keepWarmCalls(fn)]
      if (calls.length > 0)
        yield { path: `generated/triggers/${fn.id}.json`, text: printJson({ function: fn.id, calls: calls.map(plain) }), owner: 'apigen' }
    }
  },
}

function plain({ service, action, input }: ServiceCallInput): JsonObject {
  return { service, action, input }
}
