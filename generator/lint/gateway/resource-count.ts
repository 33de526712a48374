import { LIMITS } from '../../../runtime/gateway/facts.ts'
import { partsOf } from '../path-parts.ts'
import type { Rule } from '../rule.ts'

/** The resources below one, by their part of the path. */
type Resource = Map<string, Resource>

/** More resources than an API may have by default. */
export const resourceCount: Rule = {
  code: 'gateway/resource-count',
  only: 'rest',
  visit: {
    document(view, say) {
      const root: Resource = new Map()
      let count = 1
      for (const { path } of view.paths) {
        let resource = root
        for (const part of partsOf(path)) {
          const child = resource.get(part) ?? new Map()
          if (!resource.has(part)) count++
          resource.set(part, child)
          resource = child
        }
      }
      if (count <= LIMITS.resourcesPerApi) return
      say(`The paths need ${count} resources; an API may have ${LIMITS.resourcesPerApi} by default.`, '/paths', { on: 'key' })
    },
  },
}
