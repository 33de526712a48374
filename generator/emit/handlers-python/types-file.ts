import type { ApiModel, Operation } from '../../model/api-model.ts'
import type { Code } from '../code.ts'
import { declareRequest, declareResponse, headersAlias, type OperationPrinter } from '../languages/python-operations.ts'
import { pythonTypes } from '../languages/python-types.ts'
import type { SchemaNames } from '../languages/type-names.ts'
import type { FileContext } from './operation-file.ts'

/** `generated/handlers/python/types.py`: a type for every schema, and for what every operation is asked and answers. */
export function typesFile(model: ApiModel, operations: readonly Operation[], names: SchemaNames, context: FileContext): string {
  const file = context.newFile()
  const types = pythonTypes(context.schemas, names)
  const printer: OperationPrinter = { types, statuses: new Map() }
  const declarations: Code[] = []
  for (const named of model.schemas) {
    declarations.push(types.declareSchema(named, 'read'))
    if (names.differs(named.name)) declarations.push(types.declareSchema(named, 'write'))
  }
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
  for (const declaration of [...declarations, headersAlias, ...printer.statuses.values()]) file.blank().blank().print`${declaration}`
  return file.toString()
}
