import { asArray, canonicalJson } from '../base/json.ts'
import type { Delta } from './catalog/schema-deltas.ts'
import { type Direction, oppositeOf } from './catalog/schema-place.ts'
import type { Form, Found, SchemaPair } from './schema-pair.ts'
import type { SchemaView } from './schema-view.ts'

/** Compares which types are allowed. False where the two have no common ground, so that nothing below is worth a word. */
export function compareTypes(pair: SchemaPair, base: SchemaView, head: SchemaView, found: Found): boolean {
  const { form } = pair
  const meaning = meaningOf(pair)
  if (base.never || head.never) {
    if (base.never !== head.never)
      found(
        head.never ? 'schema-became-false' : 'schema-became-not-false',
        base.pointer,
        head.pointer,
        head.never ? 'no longer allows any value.' : 'allows values now; before it allowed none.',
      )
    return false
  }
  const text = `has type ${typeText(head)}; it was ${typeText(base)}.`
  const changed = (delta: Delta): void => found(delta, base.pointer, head.pointer, text)
  // Beside a schema that allows everything, each keyword of the other would only say the same again.
  if (isTyped(base) !== isTyped(head) && (allowsEverything(base) || allowsEverything(head))) {
    // Whatever travels as text is a text, so that a client is broken by neither.
    const isSame = form !== 'json' && (isText(base) || isText(head))
    changed(isSame ? (meaning === 'request' ? 'type-generalized' : 'type-specialized') : untyped(meaning, allowsEverything(head)))
    return false
  }
  if (isTyped(base) && isTyped(head) && base.nullable !== head.nullable) {
    if (head.nullable) found('became-nullable', base.pointer, head.pointer, 'may be null now.')
    else found('became-not-nullable', base.pointer, head.pointer, 'may no longer be null.')
  }
  if (base.unions.length > 0 || head.unions.length > 0) return true
  // Whoever lists types names those that a client's code is written with: a list is compared by the names alone.
  const byName = base.types !== undefined && head.types !== undefined && (base.listed !== undefined || head.listed !== undefined)
  const wider = byName ? names(head.types, base.types) : covers(head.types, base.types, form)
  const narrower = byName ? names(base.types, head.types) : covers(base.types, head.types, form)
  if (wider && narrower) {
    // The text is the same, but not what clients write it from.
    if (meaning === 'request' && !alike(base, head)) changed(isText(head) ? 'type-generalized' : 'type-changed')
    return true
  }
  if (byName) {
    const breaks = meaning === 'request' ? 'list-of-types-narrowed' : 'list-of-types-widened'
    changed(wider ? 'list-of-types-widened' : narrower ? 'list-of-types-narrowed' : breaks)
    return true
  }
  const takesText = meaning === 'request' ? !wider && isText(head) : !narrower && isText(base)
  if (form === 'markup' && takesText && base.types && head.types) {
    changed('type-compatible')
    return false
  }
  if (base.types && head.types) changed(wider ? 'type-generalized' : narrower ? 'type-specialized' : 'type-changed')
  else changed(untyped(meaning, wider))
  return wider || narrower
}

/** Whose value it is, where what is narrower in the schema is wider for the value as well. */
export function meaningOf({ meaning, sense }: SchemaPair): Direction {
  return sense === 'inverted' ? oppositeOf(meaning) : meaning
}

/** A schema that says nothing of types is no wider or narrower form of one that does, where that breaks. */
export function untyped(meaning: Direction, wider: boolean): Delta {
  if (wider === (meaning === 'response')) return 'type-changed'
  return wider ? 'type-generalized' : 'type-specialized'
}

/** A text takes whatever is written as text, which is every document of markup. */
function isText({ types }: SchemaView): boolean {
  return types?.size === 1 && types.has('string')
}

function isTyped({ types, unions }: SchemaView): boolean {
  return types !== undefined || unions.length > 0
}

/** True for a schema that allows every value. */
export function allowsEverything(view: SchemaView): boolean {
  return !view.never && !isTyped(view) && view.enum === undefined && view.keywords.size === 0
}

const SCALARS = new Set(['integer', 'number', 'boolean'])

/** True where `wide` allows every type of `narrow`. */
export function covers(wide: SchemaView['types'], narrow: SchemaView['types'], form: Form): boolean {
  if (wide === undefined) return true
  if (narrow === undefined) return false
  const isWritten = (type: string): boolean => form === 'text' && wide.has('string') && SCALARS.has(type)
  return [...narrow].every((type) => wide.has(type) || (type === 'integer' && wide.has('number')) || isWritten(type))
}

/** True where both list the same types, or one of them a wider kind of number. */
function alike({ types: base }: SchemaView, { types: head }: SchemaView): boolean {
  return base === undefined || head === undefined || (covers(base, head, 'json') && covers(head, base, 'json'))
}

function names(wide: ReadonlySet<string>, narrow: ReadonlySet<string>): boolean {
  return [...narrow].every((type) => wide.has(type))
}

function typeText({ types, unions }: SchemaView): string {
  if (unions.length > 0) return 'one of several'
  return types === undefined ? 'any' : [...types].join(' or ') || 'null'
}

/** Compares the lists of allowed values. Null is no value of theirs: whether it is allowed is compared with the types. */
export function compareEnums(base: SchemaView, head: SchemaView, found: Found): void {
  if (!base.enum && !head.enum) return
  if (!base.enum) found('became-enum', base.pointer, head.enum?.pointer ?? head.pointer, 'is limited to listed values now.')
  else if (!head.enum) found('became-not-enum', base.enum.pointer, head.pointer, 'is no longer limited to listed values.')
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
