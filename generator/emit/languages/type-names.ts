import { allocateNames, type NameWish } from '../../base/names.ts'
import type { Once } from '../../base/once.ts'
import type { ApiModel, Operation } from '../../model/api-model.ts'
import type { Property, Schema } from '../../model/schema.ts'
import { pushChildren, refsIn } from './schema-walk.ts'

/** `read`: a value as a server answers it; `write`: as a client sends it. */
export type View = 'read' | 'write'

/** True where a value may lack the property, though others must have it. */
export function isOptional(property: Property, view: View): boolean {
  const { access } = property.schema
  return !property.required || access === (view === 'write' ? 'readOnly' : 'writeOnly')
}

/** What the types of the named schemas of a model are called. */
export interface SchemaNames {
  /** The name of a schema's type in a view: `Pet`, and `PetInput` where what is sent differs from what is answered. */
  of(name: string, view: View): string
  /** Whether the schema has a type of its own for what is sent. */
  differs(name: string): boolean
  /** Whether a property of the schema has only literal values, so that it tells members of a union apart by itself. */
  discriminates(name: string, property: string): boolean
  /** Every name that is taken, for whoever adds others. */
  readonly taken: ReadonlySet<string>
}

/** The types of one operation: `CreatePetRequest` and `CreatePetResponse`, otherwise where a schema has that name. */
export interface OperationTypeNames {
  readonly request: string
  readonly response: string
  /** `CreatePetEvent`, where mapping templates make an event of their own. */
  readonly event?: string
}

/** Names the types of the model's schemas; independent of their order. */
export function schemaNames(model: ApiModel): SchemaNames {
  const schemas = new Map(model.schemas.map((named) => [named.name, named.schema]))
  const own = new Set(schemas.keys())
  const differing = [...differingInRequests(model, schemas)]
  const inputs = allocateNames(
    differing.map((name) => ({ key: name, wish: `${name}Input` })),
    own,
  )
  return {
    of: (name, view) => (view === 'write' ? (inputs.get(name) ?? name) : name),
    differs: (name) => inputs.has(name),
    discriminates: (name, property) => hasLiterals(schemas, { kind: 'ref', to: name }, property),
    taken: new Set([...own, ...inputs.values()]),
  }
}

/** Names the request, response and event types of every operation by `Operation.id`, apart from all types of schemas. */
export function operationTypeNames(model: ApiModel, once: Once<ApiModel>): Map<string, OperationTypeNames> {
  const names = once(schemaNames)
  const taken = new Set([...names.taken].map((name) => name.toLowerCase()))
  const wishes = model.operations.flatMap(({ id, integration }): NameWish[] =>
    ['Request', 'Response', ...('event' in integration ? ['Event'] : [])].map((part) => {
      const plain = `${pascal(id)}${part}`
      return { key: `${id} ${part}`, wish: taken.has(plain.toLowerCase()) ? `${pascal(id)}Operation${part}` : plain }
    }),
  )
  const given = allocateNames(wishes, names.taken)
  return new Map(
    model.operations.map(({ id }) => {
      const event = given.get(`${id} Event`)
      const names = { request: given.get(`${id} Request`) ?? id, response: given.get(`${id} Response`) ?? id }
      return [id, event === undefined ? names : { ...names, event }]
    }),
  )
}

/** An operation's id in PascalCase, as its checks and types are named; ids that differ give names that differ. */
export function pascal(id: string): string {
  return id.slice(0, 1).toUpperCase() + id.slice(1)
}

/** The schemas that stand in what an operation is asked. */
export function requestSchemas(operation: Operation): Schema[] {
  return [
    ...operation.parameters.map((parameter) => parameter.schema),
    ...(operation.body?.contents ?? []).map((content) => content.schema),
  ]
}

/** Schemas that are sent by some operation and hold, however deep, a required property that only one direction has. */
function differingInRequests(model: ApiModel, schemas: ReadonlyMap<string, Schema>): Set<string> {
  const differing = new Set([...schemas].filter(([, schema]) => hasOneWayProperty(schema)).map(([name]) => name))
  // Most documents know no such property, and then nothing has to be followed.
  if (differing.size === 0) return differing
  const uses = new Map([...schemas].map(([name, schema]) => [name, refsIn(schema)]))
  const users = new Map<string, string[]>()
  for (const [name, used] of uses) {
    for (const one of used) {
      const list = users.get(one)
      if (list) list.push(name)
      else users.set(one, [name])
    }
  }
  reach(differing, (name) => users.get(name) ?? [])
  const sent = new Set(model.operations.flatMap((operation) => requestSchemas(operation).flatMap((schema) => [...refsIn(schema)])))
  reach(sent, (name) => uses.get(name) ?? [])
  return new Set([...schemas.keys()].filter((name) => differing.has(name) && sent.has(name)))
}

/** Adds to a set everything that can be reached from it. */
function reach(found: Set<string>, next: (name: string) => Iterable<string>): void {
  const stack = [...found]
  for (let name = stack.pop(); name !== undefined; name = stack.pop()) {
    for (const one of next(name)) {
      if (found.has(one)) continue
      found.add(one)
      stack.push(one)
    }
  }
}

function hasOneWayProperty(schema: Schema): boolean {
  const stack: Schema[] = [schema]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.kind === 'object' && next.properties.some((property) => property.required && property.schema.access !== undefined)) return true
    pushChildren(next, stack)
  }
  return false
}

function hasLiterals(schemas: ReadonlyMap<string, Schema>, start: Schema, property: string): boolean {
  const seen = new Set<Schema>()
  const stack: Schema[] = [start]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    if (next.kind === 'ref') {
      const target = schemas.get(next.to)
      if (target) stack.push(target)
    } else if (next.kind === 'intersection') for (const member of next.members) stack.push(member)
    else if (next.kind === 'object') {
      const found = next.properties.find(({ name }) => name === property)?.schema
      const resolved = found?.kind === 'ref' ? schemas.get(found.to) : found
      if (resolved?.kind === 'enum' || resolved?.kind === 'never') return true
    }
  }
  return false
}
