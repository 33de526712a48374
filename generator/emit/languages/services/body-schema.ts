import type { Schema } from '../../../model/schema.ts'
import { fieldsOf } from '../vtl-shapes.ts'
import type { CallContext } from './values.ts'

/** The schema of a member of the request's body; that of anything where it is not declared. */
export function bodySchemaAt(path: readonly string[], { operation, model }: CallContext): Schema {
  let schema: Schema = operation.body?.contents.find(({ form }) => form === 'json')?.schema ?? { kind: 'unknown' }
  for (const name of path) {
    schema = fieldsOf(schema, model)?.properties.find((property) => property.name === name)?.schema ?? { kind: 'unknown' }
  }
  return schema
}
