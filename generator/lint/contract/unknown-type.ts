import { asArray, isObject, own } from '../../base/json.ts'
import { isLateBound } from '../../base/late-bound.ts'
import { suggest } from '../../base/suggest.ts'
import type { Rule } from '../rule.ts'
import { listOf } from '../text.ts'

const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']

/** A type of a schema that JSON Schema does not know. */
export const unknownType: Rule = {
  code: 'contract/unknown-type',
  visit: {
    schema({ value, pointer }, say) {
      const type = own(value, 'type')
      if (type === undefined || isLateBound(type) || isObject(type)) return
      for (const name of Array.isArray(type) ? asArray(type) : [type]) {
        if (isLateBound(name) || TYPES.includes(String(name))) continue
        const near = suggest(String(name), TYPES)
        say(`There is no type \`${String(name)}\`${near === undefined ? '.' : `; did you mean \`${near}\`?`}`, `${pointer}/type`, {
          ...(near === undefined && { help: `The types are ${listOf(TYPES)}.` }),
        })
      }
    },
  },
}
