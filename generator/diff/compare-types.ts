import { asArray, canonicalJson } from '../base/json.ts'
import type { Form, Found } from './compare-schemas.ts'
import type { SchemaView } from './schema-view.ts'

/** Compares which types are allowed. False where the two have no common ground, so that nothing below is worth a word. */
export function compareTypes(base: SchemaView, head: SchemaView, form: Form, found: Found): boolean {
  if (base.never || head.never) {
    if (base.never !== head.never)
      found(
        'type-changed',
        base.pointer,
        head.pointer,
        head.never ? 'no longer allows any value.' : 'allows values now; before it allowed none.',
      )
    return false
  }
  const text = `has type ${typeText(head)}; it was ${typeText(base)}.`
  const changed = (delta: 'type-changed' | 'type-generalized' | 'type-specialized'): void => found(delta, base.pointer, head.pointer, text)
  // Beside a schema that allows everything, each keyword of the other would only say the same again.
  if (isTyped(base) !== isTyped(head) && (isOpen(base) || isOpen(head))) {
    changed(isOpen(head) ? 'type-generalized' : 'type-specialized')
    return false
  }
  if (isTyped(base) && isTyped(head) && base.nullable !== head.nullable) {
    if (head.nullable) found('became-nullable', base.pointer, head.pointer, 'may be null now.')
    else found('became-not-nullable', base.pointer, head.pointer, 'may no longer be null.')
  }
  if (base.unions.length > 0 || head.unions.length > 0) return true
  const wider = covers(head.types, base.types, form)
  const narrower = covers(base.types, head.types, form)
  if (wider && narrower) return true
  changed(wider ? 'type-generalized' : narrower ? 'type-specialized' : 'type-changed')
  return wider || narrower
}

function isTyped({ types, unions }: SchemaView): boolean {
  return types !== undefined || unions.length > 0
}

function isOpen(view: SchemaView): boolean {
  return !isTyped(view) && view.enum === undefined && view.keywords.size === 0
}

const SCALARS = new Set(['integer', 'number', 'boolean'])

/** True where `wide` allows every type of `narrow`. */
export function covers(wide: SchemaView['types'], narrow: SchemaView['types'], form: Form): boolean {
  if (wide === undefined) return true
  if (narrow === undefined) return false
  const isText = (type: string): boolean => form === 'text' && wide.has('string') && SCALARS.has(type)
  return [...narrow].every((type) => wide.has(type) || (type === 'integer' && wide.has('number')) || isText(type))
}

function typeText({ types, unions }: SchemaView): string {
  if (unions.length > 0) return 'one of several'
  return types === undefined ? 'any' : [...types].join(' or ') || 'null'
}

/** Compares the lists of allowed values. Null is no value of theirs: whether it is allowed is compared with the types. */
export function compareEnums(base: SchemaView, head: SchemaView, found: Found): void {
  if (!base.enum && !head.enum) return
  if (!base.enum) found('became-enum', base.pointer, head.enum?.pointer ?? head.pointer, 'is limited to listed values now.')
  else if (!head.enum) found('no-longer-enum', base.enum.pointer, head.pointer, 'is no longer limited to listed values.')
  else {
    const before = new Map(asArray(base.enum.value).map((value) => [canonicalJson(value), value]))
    const after = new Map(asArray(head.enum.value).map((value) => [canonicalJson(value), value]))
    for (const [key, value] of after)
      if (value !== null && !before.has(key)) found('enum-value-added', base.enum.pointer, head.enum.pointer, `may be \`${key}\` now.`)
    for (const [key, value] of before)
      if (value !== null && !after.has(key))
        found('enum-value-removed', base.enum.pointer, head.enum.pointer, `may no longer be \`${key}\`.`)
  }
}
