import { asObject, isObject, type Json, own } from '../../base/json.ts'
import { join } from '../../base/pointer.ts'
import type { Rule } from '../rule.ts'
import { listOf } from '../text.ts'

/** Fields of a url-encoded form that the document writes in another way than generated code does. */
export const formEncoding: Rule = {
  code: 'contract/form-encoding',
  visit: {
    operation({ value, pointer, name }, say, view) {
      for (const [type, media] of Object.entries(asObject(own(view.resolve(own(value, 'requestBody')), 'content')))) {
        if ((type.split(';')[0] ?? '').trim().toLowerCase() !== 'application/x-www-form-urlencoded') continue
        const encoding = asObject(own(asObject(media), 'encoding'))
        const fields = Object.keys(encoding).filter((field) => isOther(encoding[field]))
        if (fields.length === 0) continue
        say(
          `\`${name}\` declares a style of ${listOf(fields)} that generated code does not follow.`,
          join(pointer, 'requestBody', 'content', type, 'encoding'),
          { on: 'key' },
        )
      }
    },
  },
}

/** A field stands once for each of its values, which is `form` with `explode`. */
function isOther(encoding: Json | undefined): boolean {
  if (!isObject(encoding)) return false
  const style = own(encoding, 'style')
  return (typeof style === 'string' && style !== 'form') || own(encoding, 'explode') === false
}
