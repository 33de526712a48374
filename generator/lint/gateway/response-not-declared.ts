import { asObject, own } from '../../base/json.ts'
import { join } from '../../base/pointer.ts'
import type { Rule } from '../rule.ts'

/** An integration response whose status the operation does not declare. */
export const responseNotDeclared: Rule = {
  code: 'gateway/response-not-declared',
  only: 'rest',
  visit: {
    integration({ value, pointer, type }, say, _view, operation) {
      if (type === 'aws_proxy' || type === 'http_proxy') return
      const declared = asObject(own(operation.value, 'responses'))
      for (const [pattern, item] of Object.entries(asObject(own(value, 'responses')))) {
        const status = own(asObject(item), 'statusCode')
        if ((typeof status !== 'string' && typeof status !== 'number') || String(status).includes('${')) continue
        if (Object.hasOwn(declared, String(status))) continue
        say(`\`${operation.name}\` declares no response \`${status}\`.`, join(pointer, 'responses', pattern, 'statusCode'))
      }
    },
  },
}
