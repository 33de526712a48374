import type { TextMap } from '../definition/rest-api.ts'
import { withEntry, withoutEntry } from '../json.ts'
import type { GatewayState } from '../store/state.ts'
import type { Call, Operation } from './call.ts'
import { texts } from './input.ts'

/** Something that carries tags. */
export interface Tagged {
  readonly tags: TextMap
  with(tags: TextMap): GatewayState
}

/** The operation that adds the tags of a member of its body to what a call names. */
export function tagging(find: (call: Call) => Tagged, member: string): Operation {
  return (call) => {
    const tagged = find(call)
    let tags = tagged.tags
    for (const [key, value] of Object.entries(texts(call.body, member) ?? {})) tags = withEntry(tags, key, value)
    return { next: tagged.with(tags) }
  }
}

/** The operation that takes the tags of its query from what a call names. */
export function untagging(find: (call: Call) => Tagged): Operation {
  return (call) => {
    const tagged = find(call)
    let tags = tagged.tags
    for (const key of call.query.getAll('tagKeys')) tags = withoutEntry(tags, key)
    return { next: tagged.with(tags) }
  }
}
