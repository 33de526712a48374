import { asArray, own } from '../../base/json.ts'
import type { Rule } from '../rule.ts'

/** Servers beyond the first. */
export const severalServers: Rule = {
  code: 'gateway/several-servers',
  only: 'rest',
  visit: {
    document(view, say) {
      const servers = asArray(own(view.root, 'servers'))
      if (servers.length > 1) say(`Of ${servers.length} servers API Gateway looks at the first only.`, '/servers/1')
    },
  },
}
