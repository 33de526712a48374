import type { Operation } from '../../model/api-model.ts'
import { type Code, type CodeFile, type FileMaker, joinCode, symbol } from '../code.ts'
import type { Authorized } from '../languages/handlers/authorized.ts'
import type { PlannedOperation } from '../languages/handlers/plan.ts'
import { javadoc, operationName, RUNTIME, textLiteral } from '../languages/java.ts'
import { type ContractModel, contractArguments } from '../languages/java-contract.ts'
import { block, indent } from '../languages/java-fields.ts'
import type { JavaModel } from '../languages/java-model.ts'
import { declareEvent, declareRequest, declareResponse, IMPORTED, operationNames } from '../languages/java-operations.ts'
import { javaTypes } from '../languages/java-types.ts'
import { authorizedMethod } from './authorized-method.ts'

/** What the files of operations share. */
export interface FileContext extends ContractModel {
  readonly newFile: FileMaker
  readonly types: JavaModel
  readonly authorizedBy: (operation: Operation) => Authorized | undefined
}

/** `generated/handlers/java/<Operation>Operation.java`: what a handler implements, and the contract of the operation as data. */
export function operationFile(planned: PlannedOperation, { types: model, newFile, ...context }: FileContext): string {
  const { operation, event } = planned
  const name = operationName(operation.id)
  const names = operationNames(operation)
  const own = [...names.own, ...names.answers.values()]
  const file = newFile([name, ...own])
  const types = javaTypes(file, model, name, 'operation', [...own, ...IMPORTED])
  const c = file.code.bind(file)
  const known = c`${textLiteral(operation.id)}, ${textLiteral(operation.method)}, ${textLiteral(operation.path)}`
  const spec = symbol('OperationSpec', RUNTIME)
  const served = symbol('Served', RUNTIME)
  const missing = c`
    /** The answer until there is code, to be thrown: 501. */
    default ${symbol('Failure', RUNTIME)} notImplemented() {
        return ${symbol('Failure', RUNTIME)}.notImplemented(SPEC);
    }`
  const body: Code[] = []
  if (event === 'templated') {
    const schema = ('event' in operation.integration && operation.integration.event) || { kind: 'unknown' as const }
    body.push(
      c`/** What is known of the operation. */\n${spec} SPEC = ${spec}.templated(${known});`,
      c`/** Runs with the event that the templates make; they say what becomes of the result, which JSON must have a form for. */\nObject handle(Event event, ${symbol('FunctionContext', RUNTIME)} function) throws Exception;`,
      c`/** Binds code to the operation. */\n${block(c`static ${served} serve(${name} code) {`, [c`return ${served}.templated(SPEC, Event::read, code::handle);`])}`,
      missing,
      ...declareEvent(schema, file, types),
    )
  } else {
    const printer = { file, types, names }
    const request = declareRequest(operation, printer)
    const response = event === 'async' ? [] : declareResponse(operation, printer)
    const answered = event === 'async' ? c`void` : c`Response`
    const serve = event === 'async' ? asyncServe(file) : [c`return ${served}.operation(SPEC, Request::read, code::handle, code.around());`]
    body.push(
      c`/** The contract of the operation. */\n${spec} SPEC = new ${spec}(\n${indent(joinCode(contractArguments(file, planned, model.schemas, context), ',\n'))});`,
      c`/** ${event === 'async' ? c`Works on` : c`Answers`} a request that was read and checked. */\n${answered} handle(Request request, ${symbol('Context', RUNTIME)} context) throws Exception;`,
      c`/** Binds code to the operation. */\n${block(c`static ${served} serve(${name} code) {`, serve)}`,
      ...(event === 'async' ? [] : [around(file)]),
      ...authorizedMethod(context.authorizedBy(operation), file),
      missing,
      ...(event === 'async' ? [] : [failure(file)]),
      ...request,
      ...response,
    )
  }
  const all = [...body, ...types.nested()]
  file.print`
    ${javadoc(about(planned))}
    @FunctionalInterface
    ${block(c`public interface ${name} {`, [joinCode(all, '\n\n')])}`
  return file.toString()
}

function around(file: CodeFile): Code {
  const list = symbol('List', 'java.util')
  return file.code`
    /** Plain functions around the code, the first outermost. */
    default ${list}<${symbol('Around', RUNTIME)}> around() {
        return ${list}.of();
    }`
}

function failure(file: CodeFile): Code {
  const type = symbol('Failure', RUNTIME)
  return file.code`
    /** An answer to throw, from anywhere below the handler. */
    default ${type} failure(Response response) {
        return new ${type}(response);
    }`
}

function asyncServe(file: CodeFile): Code[] {
  const lines = [file.code`code.handle(request, context);`, file.code`return null;`]
  return [file.code`${block(file.code`return ${symbol('Served', RUNTIME)}.async(SPEC, Request::read, (request, context) -> {`, lines)});`]
}

function about({ operation }: PlannedOperation): string {
  const { method, path, summary, description, deprecated } = operation
  const text = summary ?? description
  return [`\`${method} ${path}\`${text === undefined ? '' : `: ${text}`}`, ...(deprecated ? ['Deprecated.'] : [])].join('\n')
}
