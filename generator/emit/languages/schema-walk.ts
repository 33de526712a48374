import type { ApiModel } from '../../model/api-model.ts'
import type { NamedSchema, Schema } from '../../model/schema.ts'

const LEAVES: ReadonlySet<Schema['kind']> = new Set(['unknown', 'never', 'null', 'boolean', 'string', 'number', 'integer', 'enum'])

/** Adds the schemas directly inside a schema that hold or mean others to a list: the step of every walk that must not recurse. */
export function pushChildren(schema: Schema, to: Schema[]): void {
  switch (schema.kind) {
    case 'array':
      to.push(schema.items)
      break
    case 'tuple':
      for (const item of schema.items) to.push(item)
      if (schema.rest !== 'none') to.push(schema.rest)
      break
    case 'object':
      for (const property of schema.properties) if (!LEAVES.has(property.schema.kind)) to.push(property.schema)
      if (typeof schema.additional !== 'string') to.push(schema.additional)
      break
    case 'union':
    case 'intersection':
      for (const member of schema.members) to.push(member)
      break
  }
}

/** The names of the model's schemas that a schema refers to, each once. */
export function refsIn(schema: Schema): Set<string> {
  const found = new Set<string>()
  const stack: Schema[] = [schema]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.kind === 'ref') found.add(next.to)
    else pushChildren(next, stack)
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
