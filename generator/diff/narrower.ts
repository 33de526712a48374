import { schemaDeltas } from './catalog/schema-deltas.ts'
import { compareKeywords } from './compare-keywords.ts'
import { compareEnums, covers } from './compare-types.ts'
import type { Form, Found } from './schema-pair.ts'
import type { SchemaView } from './schema-view.ts'

/** True where the keywords and listed values of the head may refuse what those of the base allow; types and members do not count. */
export function isNarrower(base: SchemaView, head: SchemaView): boolean {
  let narrower = false
  const found: Found = (delta) => {
    const effect = schemaDeltas.get(delta)?.effect
    narrower ||= effect !== 'widens' && effect !== 'none'
  }
  compareEnums(base, head, found)
  compareKeywords(base, head, found, () => {
    narrower = true
  })
  return narrower
}

/** True for two schemas without members of which the one is sure to allow all that the other allows. */
export function isPartOf(part: SchemaView, whole: SchemaView, form: Form): boolean {
  if (!isPlain(part) || !isPlain(whole) || (part.nullable && !whole.nullable && whole.types !== undefined)) return false
  return covers(whole.types, part.types, form) && !isNarrower(part, whole)
}

function isPlain({ never, properties, required, additional, items, unions }: SchemaView): boolean {
  return !never && !additional && !items && properties.size + required.size + unions.length === 0
}
