import { LIMITS } from '../../../runtime/gateway/facts.ts'
import { partsOf } from '../path-parts.ts'
import type { Rule } from '../rule.ts'

/** More resources than an API may have by default. */
export const resourceCount: Rule = {
  code: 'gateway/resource-count',
  only: 'rest',
  visit: {
    document(view, say) {
      const resources = new Set(['/'])
      for (const { path } of view.paths) {
        let resource = ''
        for (const part of partsOf(path)) {
          resource += `/${part}`
          resources.add(resource)
        }
      }
      if (resources.size <= LIMITS.resourcesPerApi) return
      say(`The paths need ${resources.size} resources; an API may have ${LIMITS.resourcesPerApi} by default.`, '/paths', { on: 'key' })
    },
  },
}
