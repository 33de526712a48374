import { join } from '../../base/pointer.ts'
import type { Rule } from '../rule.ts'

/** Mapping templates of a proxy integration. */
export const ignored: Rule = {
  code: 'templates/ignored',
  only: 'rest',
  visit: {
    integration({ type, pointer }, say, _view, { templates }) {
      if (!type.endsWith('_proxy')) return
      const holders = new Set(
        templates.map(({ response }) => (response ? join(response.pointer, 'responseTemplates') : join(pointer, 'requestTemplates'))),
      )
      for (const holder of holders) say(`API Gateway does not run the templates of an \`${type}\` integration.`, holder, { on: 'key' })
    },
  },
}
