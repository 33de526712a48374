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
        const properties = asObject(own(view.resolve(own(asObject(media), 'schema')), 'properties'))
        const fields = Object.keys(encoding).filter(
          (field) => isOther(encoding[field]) && !SCALARS.has(own(view.resolve(own(properties, field)), 'type')),
        )
        if (fields.length === 0) continue
        say(
          `\`${name}\` says how ${listOf(fields)} ${fields.length === 1 ? 'is' : 'are'} written in a form, and generated code does not follow that.`,
          join(pointer, 'requestBody', 'content', type, 'encoding'),
          { on: 'key' },
        )
      }
    },
  },
}

/** Values that are written alike in every style. */
const SCALARS: ReadonlySet<Json | undefined> = new Set(['boolean', 'integer', 'number', 'string'])

/** A field stands once for each of its values, which is `form` with `explode`. */
function isOther(encoding: Json | undefined): boolean {
  if (!isObject(encoding)) return false
  const style = own(encoding, 'style')
  return (typeof style === 'string' && style !== 'form') || own(encoding, 'explode') === false
}
