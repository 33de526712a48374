import { LIMITS } from '../../../runtime/gateway/facts.ts'
import type { Rule } from '../rule.ts'

/** A mapping template that is too long. */
export const size: Rule = {
  code: 'templates/size',
  only: 'rest',
  visit: {
    template({ value, pointer }, say) {
      const bytes = new TextEncoder().encode(value).length
      if (bytes > LIMITS.templateBytes)
        say(`The template has ${bytes} bytes; API Gateway takes ${LIMITS.templateBytes}.`, pointer, { on: 'key' })
    },
  },
}
