import { asArray, asObject, isObject, type Json, type JsonObject, own } from '../../base/json.ts'
import type { Code } from '../code.ts'
import type { Compilation, Place } from './compilation.ts'
import type { SchemaContext, Target } from './schema-context.ts'

/** `$ref`. */
export function checkReference(
  { c, context, functionOf, leadsTo }: Compilation,
  schema: JsonObject,
  pointer: string,
  place: Place,
): Code[] {
  if (Object.hasOwn(schema, '$dynamicRef')) context.unchecked('reference', pointer, '`$dynamicRef` is not supported')
  const ref = own(schema, '$ref')
  if (typeof ref !== 'string') return []
  const target = context.resolve(ref)
  if (!target) {
    context.unchecked('reference', pointer, `\`${ref}\` leads nowhere`)
    return []
  }
  if (place.owner !== undefined && leadsTo(target, place.owner)) {
    context.unchecked('reference', pointer, `\`${ref}\` comes back to the same value for ever`)
    return []
  }
  return [c`${functionOf(target)}(${place.value}, ${place.at}, run)`]
}

/** Answers whether one target leads to another without descending into the value; what it found out it keeps. */
export function createLoops(context: SchemaContext): Compilation['leadsTo'] {
  const reached = new Map<string, ReadonlySet<string>>()
  return (target, key) => {
    const known = reached.get(target.key) ?? reachedFrom(context, target)
    reached.set(target.key, known)
    return known.has(key)
  }
}

function reachedFrom(context: SchemaContext, target: Target): ReadonlySet<string> {
  const seen = new Set([target.key])
  const pending: Target[] = [target]
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const ref of refsInPlace(next.schema)) {
      const found = context.resolve(ref)
      if (!found || seen.has(found.key)) continue
      seen.add(found.key)
      pending.push(found)
    }
  }
  return seen
}

/** The `$ref`s of a schema that apply to the very value it applies to. */
function refsInPlace(schema: Json): string[] {
  const refs: string[] = []
  const pending: Json[] = [schema]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (!isObject(next)) continue
    const ref = own(next, '$ref')
    if (typeof ref === 'string') refs.push(ref)
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) pending.push(...asArray(own(next, keyword)))
    for (const keyword of ['not', 'if', 'then', 'else']) pending.push(own(next, keyword) ?? true)
    pending.push(...Object.values(asObject(own(next, 'dependentSchemas'))))
  }
  return refs
}
