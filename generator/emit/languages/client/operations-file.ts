import type { Once } from '../../../base/once.ts'
import type { ApiModel, Operation } from '../../../model/api-model.ts'
import { type Code, type CodeFile, type FileMaker, fileMaker, joinCode } from '../../code.ts'
import { docComment, header, identifier, key, literal, member, typescript } from '../typescript.ts'
import { callOf } from './call.ts'
import { clientModel } from './describe.ts'
import type { Flavor } from './flavor.ts'
import type { ClientModel, ClientOperation } from './model.ts'
import { requestType, responseType } from './operation-types.ts'
import { runtime } from './runtime.ts'
import { CLIENT, INPUT, OPTIONS } from './scope.ts'

/** The functions of a group of operations, each with its types. */
export function operationsFile(once: Once<ApiModel>, operations: readonly ClientOperation[], flavor: Flavor): CodeFile {
  const client = once(clientModel)
  const comments = once(operationComments)
  const declared = operations.flatMap(({ name, types, pages }) => [
    identifier(name),
    types.request,
    types.response,
    ...(pages ? [pages.name] : []),
  ])
  // Imports that are called like a parameter get another name.
  const file = once(operationsMaker)([CLIENT, INPUT, OPTIONS, ...declared])
  for (const operation of operations) {
    if (flavor !== 'javascript') {
      file.blank().print`${requestType(file, client, operation)}`
      file.blank().print`${responseType(file, client, operation)}`
    }
    file.blank().print`${comments.get(operation.operation) ?? commentOf(operation.operation)}`
    file.print`${functionOf(file, client, operation, flavor)}`
    if (operation.pages) {
      file.blank()
        .print`${docComment(`The items of all pages of \`${operation.name}\`, one after another; \`cause\` of its error is an answer that is none.`)}`
      file.print`${iteratorOf(file, operation, flavor)}`
    }
  }
  return file
}

function operationsMaker({ source }: ApiModel): FileMaker {
  return fileMaker(typescript, header(source))
}

/** The comments of the functions: the same in every flavor. */
function operationComments({ operations }: ApiModel): ReadonlyMap<Operation, Code> {
  return new Map(operations.map((operation) => [operation, commentOf(operation)]))
}

function commentOf(operation: Operation): Code {
  const { method, path, summary, description, deprecated } = operation
  const text = [summary, description === summary ? undefined : description].filter((part) => part !== undefined && part.trim() !== '')
  return docComment([...text, `\`${method} ${path}\``, ...(deprecated ? ['@deprecated'] : [])].join('\n\n'))
}

function functionOf(file: CodeFile, client: ClientModel, operation: ClientOperation, flavor: Flavor): Code {
  const c = file.code.bind(file)
  const name = identifier(operation.name)
  const required = isRequired(operation)
  if (flavor === 'declarations') {
    return c`export declare function ${name}(${typedParameters(file, operation, INPUT, required ? c`` : c`?`, c``)}): ${promiseOf(file, operation)}`
  }
  const used = operation.inputs.length > 0 || operation.body.length > 0
  const input = used ? INPUT : c`_${INPUT}`
  const fallback = required || !used ? c`` : c` = {}`
  const body = c`return ${runtime('send', 1)}(${CLIENT}, ${OPTIONS}, ${callOf(file, client, operation)})`
  // Async, so that a refused input rejects like everything else that goes wrong.
  return flavor === 'typescript'
    ? c`
      export async function ${name}(${typedParameters(file, operation, input, used ? c`` : c`?`, fallback)}): ${promiseOf(file, operation)} {
        ${body}
      }`
    : c`
      export async function ${name}(${CLIENT}, ${input}${fallback}, ${OPTIONS}) {
        ${body}
      }`
}

function typedParameters(file: CodeFile, operation: ClientOperation, input: Code, optional: Code, fallback: Code): Code {
  const c = file.code.bind(file)
  const request = identifier(operation.types.request)
  return c`${CLIENT}: ${runtime('Client', 1, 'type')}, ${input}${optional}: ${request}${fallback}, ${OPTIONS}?: ${runtime('CallOptions', 1, 'type')}`
}

function promiseOf(file: CodeFile, operation: ClientOperation): Code {
  return file.code`Promise<${identifier(operation.types.response)}>`
}

/** Whether a call without an input is an error. */
function isRequired({ inputs, body, bodyRequired }: ClientOperation): boolean {
  return inputs.some((input) => input.required) || (body.length > 0 && bodyRequired)
}

function iteratorOf(file: CodeFile, operation: ClientOperation, flavor: Flavor): Code {
  const c = file.code.bind(file)
  const { pages } = operation
  if (!pages) return c``
  const name = identifier(pages.name)
  const called = identifier(operation.name)
  const required = isRequired(operation)
  const fallback = required ? c`` : c` = {}`
  const item = (): Code => c`${runtime('ItemOf', 1, 'type')}<${identifier(operation.types.response)}, ${literal(pages.items)}>`
  const result = (): Code => c`AsyncGenerator<${item()}, void, undefined>`
  if (flavor === 'declarations') {
    return c`export declare function ${name}(${typedParameters(file, operation, INPUT, required ? c`` : c`?`, c``)}): ${result()}`
  }
  const words = joinCode([literal(pages.next), literal(pages.items)], ', ')
  // A call that begins in the middle goes on from there.
  const type = flavor === 'typescript' ? c`: ${identifier(operation.types.request)}[${literal(pages.token)}]` : c``
  const page = c`${called}(${CLIENT}, { ...${INPUT}, ${key(pages.token)}: token }, ${OPTIONS})`
  const call = c`${runtime('paginate', 1)}((token${type} = ${INPUT}${member(pages.token)}) => ${page}, ${words})`
  return flavor === 'typescript'
    ? c`
      export function ${name}(${typedParameters(file, operation, INPUT, c``, fallback)}): ${result()} {
        return ${call}
      }`
    : c`
      export function ${name}(${CLIENT}, ${INPUT}${fallback}, ${OPTIONS}) {
        return ${call}
      }`
}
