import { circularEdges } from '../../base/cycles.ts'
import { asString, isObject, type Json, type JsonObject, own } from '../../base/json.ts'
import { localPointer, tokens } from '../../base/pointer.ts'

/** Keywords whose schemas are printed into the type itself: a circle through them alone is one that TypeScript refuses. */
const INSIDE = ['allOf', 'anyOf', 'oneOf', 'prefixItems', 'items'] as const

/**
 * Takes references that lead back to their schema with no property in between out of schemas by name, in place: openapi-typescript
 * would print `A: components["schemas"]["A"][]`, which has no type.
 */
export function cutCircles(schemas: JsonObject): void {
  const edges = new Map<string, string[]>()
  for (const key of Object.keys(schemas))
    edges.set(
      key,
      references(schemas[key]).map(({ to }) => to),
    )
  for (const [key, targets] of circularEdges(edges)) {
    for (const { holder, to } of references(schemas[key])) {
      if (!targets.has(to)) continue
      const mutable = holder as Record<string, Json>
      delete mutable.$ref
    }
    const schema = schemas[key]
    if (isObject(schema)) delete (schema as Record<string, Json>).discriminator
  }
}

/** The references to schemas that stand inside a schema's own type, with the object that holds each. */
function references(schema: Json | undefined): { readonly holder: JsonObject; readonly to: string }[] {
  const found: { holder: JsonObject; to: string }[] = []
  const stack: (Json | undefined)[] = [schema]
  for (let next = stack.pop(); next !== undefined || stack.length > 0; next = stack.pop()) {
    if (!isObject(next)) continue
    const to = targetOf(asString(own(next, '$ref')))
    if (to !== undefined) found.push({ holder: next, to })
    for (const keyword of INSIDE) {
      const inner = own(next, keyword)
      if (Array.isArray(inner)) for (const item of inner as Json[]) stack.push(item)
      else if (inner !== undefined) stack.push(inner)
    }
  }
  return found
}

function targetOf(ref: string | undefined): string | undefined {
  const pointer = ref === undefined ? undefined : localPointer(ref)
  const [components, schemas, key, ...more] = pointer === undefined ? [] : tokens(pointer)
  return components === 'components' && schemas === 'schemas' && more.length === 0 ? key : undefined
}
