import type { Once } from '../../../base/once.ts'
import type { ApiModel } from '../../../model/api-model.ts'
import type { Schema } from '../../../model/schema.ts'
import { CodeFile } from '../../code.ts'
import { schemaDeclarations } from '../schema-declarations.ts'
import { reachableSchemas, refsIn } from '../schema-walk.ts'
import type { View } from '../type-names.ts'
import { header, typescript } from '../typescript.ts'
import { declareSchema } from '../typescript-types.ts'
import { clientModel } from './describe.ts'

/** The types of what a client sends and receives. */
export function schemasFile(model: ApiModel, once: Once<ApiModel>): CodeFile {
  const client = once(clientModel)
  const declared = once(schemaDeclarations)
  const file = new CodeFile({ syntax: typescript, header: header(model.source), declared: client.names.taken })
  const operations = client.groups.flatMap((group) => group.operations)
  const bodies = operations.flatMap((operation) => operation.body)
  const uploaded = names(
    model,
    bodies.filter(({ form }) => form === 'multipart').map(({ schema }) => schema),
  )
  const used = names(model, [
    ...bodies.map(({ schema }) => schema),
    ...operations.flatMap(({ inputs }) => inputs.flatMap(({ type }) => (typeof type === 'string' ? [] : [type]))),
    ...operations.flatMap(({ responses }) => responses.flatMap(({ contents }) => contents.map(({ schema }) => schema))),
  ])
  for (const named of model.schemas) {
    if (!used.has(named.name)) continue
    const views: readonly View[] = client.names.differs(named.name) ? ['read', 'write'] : ['read']
    for (const view of views) {
      const declaration = uploaded.has(named.name)
        ? declareSchema(named, { view, names: client.names, binary: file.code`Blob` })
        : declared(named, view)
      file.print`${declaration}`.blank()
    }
  }
  if (used.size === 0) file.print`export {}`
  return file
}

function names(model: ApiModel, schemas: readonly Schema[]): Set<string> {
  const roots = schemas.flatMap((schema) => [...refsIn(schema)])
  return new Set(reachableSchemas(model, roots).map(({ name }) => name))
}
