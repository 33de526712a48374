import type { ApiModel, Operation } from '../../model/api-model.ts'
import type { NamedSchema } from '../../model/schema.ts'
import type { Code } from '../code.ts'
import { usesFiles } from '../languages/handlers/parts.ts'
import { declareRequest, declareResponse, fileType, headersAlias, type OperationPrinter } from '../languages/python-operations.ts'
import { type PythonTypes, pythonTypes } from '../languages/python-types.ts'
import type { SchemaNames } from '../languages/type-names.ts'
import type { FileContext } from './operation-file.ts'

/** `generated/handlers/python/types.py`: a type for every schema, and for what every operation is asked and answers. */
export function typesFile(model: ApiModel, operations: readonly Operation[], names: SchemaNames, context: FileContext): string {
  const file = context.newFile()
  const types = pythonTypes(context.schemas, names)
  const printer: OperationPrinter = { types, statuses: new Map() }
  const declarations: Code[] = declareSchemas(model.schemas, types, names)
  for (const operation of operations) {
    const own = context.names.get(operation.id)
    if (!own) continue
    const { integration } = operation
    declarations.push(declareRequest(own.request, operation, printer), declareResponse(own.response, operation, printer))
    if ('event' in integration && integration.event && own.event !== undefined)
      declarations.push(types.declare(own.event, integration.event, 'write'))
  }
  file.print`
    from __future__ import annotations

    import typing`
  for (const declaration of [...declarations, headersAlias, ...(usesFiles(operations) ? [fileType] : []), ...printer.statuses.values()])
    file.blank().blank().print`${declaration}`
  return file.toString()
}

/** What a merged type takes from others is called after those: plain objects are looked at first, unions of merged ones last. */
function declareSchemas(schemas: readonly NamedSchema[], types: PythonTypes, names: SchemaNames): Code[] {
  const rank = ({ schema }: NamedSchema): number => (schema.kind === 'union' ? 2 : schema.kind === 'intersection' ? 1 : 0)
  const declared = new Map<NamedSchema, Code[]>()
  for (const named of [...schemas].sort((a, b) => rank(a) - rank(b))) {
    const views = names.differs(named.name) ? (['read', 'write'] as const) : (['read'] as const)
    declared.set(
      named,
      views.map((view) => types.declareSchema(named, view)),
    )
  }
  return schemas.flatMap((named) => declared.get(named) ?? [])
}
