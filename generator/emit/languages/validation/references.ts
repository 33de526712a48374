import { circularEdges } from '../../../base/cycles.ts'
import { asArray, asObject, isObject, type Json, type JsonObject, own } from '../../../base/json.ts'
import type { Code } from '../../code.ts'
import type { Compilation } from './compilation.ts'
import type { Place } from './dialect.ts'
import type { SchemaContext, Target } from './schema-context.ts'

/** `$ref`. */
export function checkReference(
  { dialect, context, functionOf, leadsTo }: Compilation,
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
  return [dialect.call(functionOf(target), place)]
}

/**
 * Answers whether a target leads back to the one that refers to it without descending into the value. Whatever is reached is looked at
 * once: what was known before leads to nothing new, so the circles of the new part are its own.
 */
export function createLoops(context: SchemaContext): Compilation['leadsTo'] {
  const known = new Set<string>()
  const circular = new Map<string, ReadonlySet<string>>()
  return (target, owner) => {
    if (target.key === owner) return true
    for (const [key, targets] of circularEdges(newEdges(context, target, known))) circular.set(key, targets)
    return circular.get(owner)?.has(target.key) === true
  }
}

/** Where the targets lead that are reached from one and were not known; they are then. */
function newEdges(context: SchemaContext, from: Target, known: Set<string>): Map<string, readonly string[]> {
  const edges = new Map<string, readonly string[]>()
  const pending = [from]
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (known.has(next.key)) continue
    known.add(next.key)
    const targets = refsInPlace(next.schema).flatMap((ref) => context.resolve(ref) ?? [])
    edges.set(
      next.key,
      targets.map(({ key }) => key),
    )
    for (const target of targets) pending.push(target)
  }
  return edges
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
