import { type Once, onceFor } from '../../base/once.ts'
import type { ApiModel, Operation } from '../../model/api-model.ts'
import type { Emitter } from '../../model/emitter.ts'
import { type Code, CodeFile } from '../code.ts'
import { usesFiles } from '../languages/handlers/parts.ts'
import { schemaDeclarations } from '../languages/schema-declarations.ts'
import { type OperationTypeNames, operationTypeNames, type SchemaNames, schemaNames } from '../languages/type-names.ts'
import { docComment, header, identifier, typescript } from '../languages/typescript.ts'
import { fileType, requestType, responseType, statusTypes, usesRange } from '../languages/typescript-operations.ts'
import { typeAfter } from '../languages/typescript-types.ts'

/** `generated/types.ts`: a type for every schema, and for what every operation is asked and answers. */
export const types: Emitter = {
  name: 'types',
  *emit({ model, once = onceFor(model) }) {
    yield { path: 'generated/types.ts', text: printTypes(model, once), owner: 'apigen' }
  },
}

function printTypes(model: ApiModel, once: Once<ApiModel>): string {
  const names = once(schemaNames)
  const operationNames = once(operationTypeNames)
  const declared = once(schemaDeclarations)
  const operations = model.operations.filter((operation) => !operation.preflight)
  const file = new CodeFile({ syntax: typescript, header: header(model.source) })
  for (const named of model.schemas) {
    file.blank().print`${declared(named, 'read')}`
    if (names.differs(named.name)) file.blank().print`${declared(named, 'write')}`
  }
  for (const operation of operations) {
    const own = operationNames.get(operation.id)
    if (own) printOperation(file, operation, own, names)
  }
  if (operations.length > 0) file.blank().print`${statusTypes(operations.some(({ responses }) => usesRange(responses)))}`
  if (usesFiles(operations)) file.blank().print`${fileType()}`
  // A file without a declaration is no module.
  if (model.schemas.length === 0 && operations.length === 0) file.print`export {}`
  return file.toString()
}

function printOperation(file: CodeFile, operation: Operation, own: OperationTypeNames, names: SchemaNames): void {
  const request = requestType(operation, { view: 'write', names })
  file.blank().print`${aboutOperation(operation, 'asked')}`
  if (request.kind === 'interface') file.print`export interface ${identifier(own.request)} ${request.text}`
  else file.print`export type ${identifier(own.request)} =${request.text}`
  file.blank().print`${aboutOperation(operation, 'answered')}`
  file.print`export type ${identifier(own.response)} =${responseType(operation.responses, { view: 'read', names })}`
  const { integration } = operation
  if (!('event' in integration) || !integration.event || own.event === undefined) return
  file.blank().print`${docComment(`What the mapping templates of \`${operation.method} ${operation.path}\` hand to its function.`)}`
  file.print`export type ${identifier(own.event)} =${typeAfter(integration.event, { view: 'write', names })}`
}

function aboutOperation({ method, path, summary, deprecated }: Operation, what: 'asked' | 'answered'): Code {
  const lines = [`What \`${method} ${path}\` ${what === 'asked' ? 'is asked' : 'answers'}${summary === undefined ? '.' : `: ${summary}`}`]
  return docComment(deprecated ? `${lines[0]}\n@deprecated` : (lines[0] ?? ''))
}
