import type { ApiModel } from '../../model/api-model.ts'
import type { NamedSchema, Schema } from '../../model/schema.ts'

/** The schemas directly inside a schema. */
export function childrenOf(schema: Schema): readonly Schema[] {
  switch (schema.kind) {
    case 'array':
      return [schema.items]
    case 'tuple':
      return schema.rest === 'none' ? schema.items : [...schema.items, schema.rest]
    case 'object': {
      const children = schema.properties.map((property) => property.schema)
      return typeof schema.additional === 'string' ? children : [...children, schema.additional]
    }
    case 'union':
    case 'intersection':
      return schema.members
    default:
      return []
  }
}

/** The names of the model's schemas that a schema refers to, each once. */
export function refsIn(schema: Schema): Set<string> {
  const found = new Set<string>()
  const stack: Schema[] = [schema]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.kind === 'ref') found.add(next.to)
    else stack.push(...childrenOf(next))
  }
  return found
}

/** The named schemas reachable from some names, in the order of the model. */
export function reachableSchemas(model: ApiModel, from: Iterable<string>): NamedSchema[] {
  const byName = new Map(model.schemas.map((named) => [named.name, named]))
  const reached = new Set<string>()
  const stack = [...from]
  for (let name = stack.pop(); name !== undefined; name = stack.pop()) {
    const named = byName.get(name)
    if (!named || reached.has(name)) continue
    reached.add(name)
    stack.push(...refsIn(named.schema))
  }
  return model.schemas.filter((named) => reached.has(named.name))
}
