import { asArray, asObject, own } from '../../base/json.ts'
import type { Rule } from '../rule.ts'

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE', 'ANY'])

/** An operation that changes something and lets anybody in, though others of the document do not. */
export const anonymousWrite: Rule = {
  code: 'security/anonymous-write',
  visit: {
    document(view, say) {
      const isOpen = (value: unknown): boolean => {
        const list = asArray(value)
        return list.length === 0 || list.some((item) => Object.keys(asObject(item)).length === 0)
      }
      if (view.schemes.length === 0 || view.operations.every((operation) => isOpen(own(operation.value, 'security')))) return
      for (const { value, pointer, name, method } of view.operations) {
        // An empty list is a decision; nothing at all may be an oversight.
        if (!WRITES.has(method) || Object.hasOwn(value, 'security') || Object.hasOwn(value, 'x-amazon-apigateway-auth')) continue
        say(`\`${name}\` asks for no authentication, though other operations do.`, pointer, { on: 'key' })
      }
    },
  },
}
