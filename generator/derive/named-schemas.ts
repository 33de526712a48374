import { circularEdges } from '../base/cycles.ts'
import { asObject, isObject, own } from '../base/json.ts'
import { allocateNames, cut, pascalCase } from '../base/names.ts'
import { join } from '../base/pointer.ts'
import type { NamedSchema, Schema } from '../model/schema.ts'
import { type Context, tell } from './context.ts'
import { readSchema } from './schemas.ts'

/** Names of the schemas of a document by key: PascalCase, unique, whatever the order. */
export function nameSchemas(root: Context['root']): Map<string, string> {
  const keys = Object.keys(asObject(own(asObject(own(root, 'components')), 'schemas')))
  return allocateNames(keys.map((key) => ({ key, wish: wishFor(key) })))
}

function wishFor(key: string): string {
  const name = cut(pascalCase(key), 64, '')
  return /^[A-Za-z]/.test(name) ? name : `Schema${name}`
}

/** Every schema of `components.schemas`. One that is nothing but itself has no values; its circle is cut there. */
export function deriveSchemas(context: Context): NamedSchema[] {
  const schemas = asObject(own(asObject(own(context.root, 'components')), 'schemas'))
  const read = new Map<string, { readonly key: string; schema: Schema }>()
  for (const key of Object.keys(schemas)) {
    const schema = readSchema(context, schemas[key], join('/components/schemas', key))
    read.set(context.schemaNames.get(key) ?? key, { key, schema })
  }
  const cuts = circularEdges(new Map([...read].map(([name, { schema }]) => [name, sameValue(schema)])))
  for (const [name, targets] of cuts) {
    const entry = read.get(name)
    if (!entry) continue
    tell(
      context,
      'derive/circular-schema',
      `The schema \`${entry.key}\` refers to itself with nothing in between.`,
      join('/components/schemas', entry.key),
    )
    entry.schema = without(entry.schema, targets)
  }
  return [...read].map(([name, { key, schema }]) => {
    const json = schemas[key]
    return { name, key, schema, json: isObject(json) || typeof json === 'boolean' ? json : {} }
  })
}

/** The schemas that stand for the very same value: refs, and members of unions and intersections. */
function sameValue(schema: Schema): string[] {
  const found: string[] = []
  const stack: Schema[] = [schema]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.kind === 'ref') found.push(next.to)
    else if (next.kind === 'union' || next.kind === 'intersection') for (const member of next.members) stack.push(member)
  }
  return found
}

/** The schema without refs to some others where they stand for the value itself. */
function without(schema: Schema, targets: ReadonlySet<string>): Schema {
  if (schema.kind === 'ref') return targets.has(schema.to) ? { ...annotationsOf(schema), kind: 'unknown' } : schema
  if (schema.kind !== 'union' && schema.kind !== 'intersection') return schema
  const members = schema.members
    .filter((member) => !(member.kind === 'ref' && targets.has(member.to)))
    .map((member) => without(member, targets))
  const [only] = members
  if (only === undefined) return { ...annotationsOf(schema), kind: 'unknown' }
  return members.length === 1 ? { ...only, ...annotationsOf(schema) } : { ...schema, members }
}

function annotationsOf(schema: Schema): Pick<Schema, 'title' | 'description' | 'default' | 'deprecated' | 'access'> {
  const { title, description, default: fallback, deprecated, access } = schema
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(fallback !== undefined && { default: fallback }),
    ...(deprecated !== undefined && { deprecated }),
    ...(access !== undefined && { access }),
  }
}
