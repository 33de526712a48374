import { PARAMETER_NAME } from '../../../runtime/gateway/facts.ts'
import type { Rule } from '../rule.ts'

/** A parameter name that API Gateway does not take. */
export const parameterName: Rule = {
  code: 'gateway/parameter-name',
  only: 'rest',
  visit: {
    parameter({ name, location, pointer }, say) {
      if (location === 'cookie' || PARAMETER_NAME.test(name) || name.includes('${')) return
      say(`The ${location} parameter \`${name}\` holds other than letters, digits and \`: . _ $ -\`.`, pointer)
    },
  },
}
