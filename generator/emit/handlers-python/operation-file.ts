import { type Json, type JsonObject, put } from '../../base/json.ts'
import type { ApiModel, Operation } from '../../model/api-model.ts'
import { type Code, type CodeFile, type FileMaker, type ImportSymbol, joinCode, symbol } from '../code.ts'
import type { Authorized } from '../languages/handlers/authorized.ts'
import { bodySpec, contentSpec, parameterSpec } from '../languages/handlers/contract.ts'
import type { ErrorBodies } from '../languages/handlers/error-bodies.ts'
import type { PlannedOperation } from '../languages/handlers/plan.ts'
import type { Schemas } from '../languages/handlers/shape.ts'
import { parameterDefaults } from '../languages/operation-schemas.ts'
import { checkName, docstring, identifier, literal } from '../languages/python.ts'
import type { OperationTypeNames } from '../languages/type-names.ts'
import { proxyHeaders } from '../languages/vtl-headers.ts'
import { generic, printAliases } from './aliases.ts'
import { authorizedType } from './authorized-type.ts'
import { errorName } from './errors-file.ts'

const RUNTIME = '.runtime.operation'
const CONTEXT = '.runtime.context'

/** What the files of a model share. */
export interface FileContext {
  readonly newFile: FileMaker
  readonly schemas: Schemas
  readonly names: ReadonlyMap<string, OperationTypeNames>
  readonly authorizedBy: (operation: Operation) => Authorized | undefined
  readonly errors: ErrorBodies
  readonly model: ApiModel
}

/** `generated/handlers/python/<operation>.py`: the contract of an operation as data, bound to its types. */
export function operationFile(planned: PlannedOperation, context: FileContext): string {
  const { operation, event } = planned
  const file = context.newFile(['operation', 'Event', 'Request', 'Answer', 'Context', 'LambdaContext'])
  const names = context.names.get(operation.id)
  const known = { id: operation.id, method: operation.method, path: operation.path }
  if (event === 'templated') {
    const type = symbol('TemplatedOperation', RUNTIME)
    printAliases(file, {
      Event: [typeSymbol(names?.event)],
      LambdaContext: [symbol('LambdaContext', CONTEXT, 'type', identifier('FunctionContext'))],
    })
    file.blank().print`operation: ${type}[Event] = ${type}(${printed(file, known)})`
    file.print`${about(planned)}`
    return file.toString()
  }
  const spec: Record<string, Json> = {
    ...known,
    event,
    parameters: operation.parameters.map((parameter) => parameterSpec(parameter, context.schemas)),
    bodies: (operation.body?.contents ?? []).map((content) => bodySpec(operation, content, context.schemas)),
    responses: responsesOf(planned),
    success: planned.success,
  }
  const errors = context.errors.of(operation).map(([status, body]) => file.code`${literal(status)}: ${symbol(errorName(body), '.errors')}`)
  const headers = proxyHeaders(operation, context.model)
  const check = file.code`${symbol(checkName(operation.id), '.validators')}`
  const defaults = parameterDefaults(operation)
  const last = [
    ...(Object.keys(headers).length === 0 ? [] : [file.code`"headers": ${literal(headers)}`]),
    ...(errors.length === 0 ? [] : [file.code`"errors": {${joinCode(errors, ', ')}}`]),
    file.code`"check": ${defaults ? file.code`${symbol('with_defaults', '.runtime.defaults')}(${check}, ${literal(defaults)})` : check}`,
  ]
  const authorized = authorizedType(context.authorizedBy(operation), file)
  const request = typeSymbol(names?.request)
  const handlerContext = generic(file, symbol('Context', CONTEXT, 'type', identifier('HandlerContext')), authorized)
  if (event === 'async') {
    const type = symbol('AsyncOperation', RUNTIME)
    printAliases(file, { Request: [request], Context: [handlerContext] })
    file.blank().print`operation: ${type}[Request, ${authorized}] = ${type}(${printed(file, spec, last)})`
  } else {
    const type = symbol('Operation', RUNTIME)
    const response = typeSymbol(names?.response)
    printAliases(file, { Request: [request], Answer: [response, symbol('Unwritten', RUNTIME, 'type')], Context: [handlerContext] })
    file.blank().print`operation: ${type}[Request, ${response}, ${authorized}] = ${type}(${printed(file, spec, last)})`
  }
  file.print`${about(planned)}`
  return file.toString()
}

function typeSymbol(name: string | undefined): ImportSymbol {
  return symbol(identifier(name ?? ''), '.types', 'type')
}

function responsesOf({ operation }: PlannedOperation): JsonObject {
  const found: Record<string, Json> = {}
  for (const { status, contents } of operation.responses) {
    put(
      found,
      status,
      contents.map((content) => contentSpec(content)),
    )
  }
  return found
}

/** A dictionary of one entry a line, and lists of several values of one value a line. */
function printed(file: CodeFile, entries: Readonly<Record<string, Json>>, last: readonly Code[] = []): Code {
  const lines = Object.entries(entries).map(([name, value]) => {
    return file.code`${literal(name)}: ${Array.isArray(value) ? list(file, value) : literal(value)},`
  })
  return file.code`
    {
        ${joinCode([...lines, ...last.map((line) => file.code`${line},`)], '\n')}
    }`
}

function list(file: CodeFile, values: readonly Json[]): Code {
  if (values.length < 2) return literal(values)
  const lines = values.map((value) => file.code`${literal(value)},`)
  return file.code`
    [
        ${joinCode(lines, '\n')}
    ]`
}

function about({ operation }: PlannedOperation): Code {
  const { method, path, summary, description, deprecated } = operation
  const text = summary ?? description
  return docstring([`\`${method} ${path}\`${text === undefined ? '' : `: ${text}`}`, ...(deprecated ? ['Deprecated.'] : [])].join('\n'))
}
