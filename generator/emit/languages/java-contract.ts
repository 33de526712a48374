import type { ApiModel, Content, Parameter } from '../../model/api-model.ts'
import { type Code, type CodeFile, joinCode, symbol, trusted } from '../code.ts'
import { bodyShape } from './handlers/contract.ts'
import type { ErrorBodies } from './handlers/error-bodies.ts'
import type { PlannedOperation } from './handlers/plan.ts'
import { parameterShape, type Schemas, type Shape } from './handlers/shape.ts'
import { booleanLiteral, checkName, GENERATED, RUNTIME, textLiteral } from './java.ts'
import { indent } from './java-fields.ts'
import { parameterDefaults } from './operation-schemas.ts'
import { proxyHeaders } from './vtl-headers.ts'

/** What a contract takes of the whole API. */
export interface ContractModel {
  readonly errors: ErrorBodies
  readonly model: ApiModel
}

/** The arguments of `OperationSpec`: the contract of an operation as data. */
export function contractArguments(file: CodeFile, planned: PlannedOperation, schemas: Schemas, { errors, model }: ContractModel): Code[] {
  const c = file.code.bind(file)
  const { operation, success } = planned
  const list = symbol('List', 'java.util')
  const lines = (items: readonly Code[]): Code =>
    items.length < 2 ? c`${list}.of(${joinCode(items, '')})` : c`${list}.of(\n${indent(joinCode(items, ',\n'))})`
  const responses = operation.responses.map(({ status, contents }) => {
    return c`${symbol('Map', 'java.util')}.entry(${textLiteral(status)}, ${list}.of(${joinCode(
      contents.map((content) => contentSpec(file, content, undefined)),
      ', ',
    )}))`
  })
  const headers = Object.entries(proxyHeaders(operation, model)).map(
    ([name, value]) => c`${textLiteral(name)}, ${textLiteral(String(value))}`,
  )
  const check = c`Validators::${checkName(operation.id)}`
  const defaults = parameterDefaults(operation)
  return [
    c`${textLiteral(operation.id)}, ${textLiteral(operation.method)}, ${textLiteral(operation.path)}`,
    lines(operation.parameters.map((parameter) => parameterSpec(file, parameter, schemas))),
    lines((operation.body?.contents ?? []).map((content) => contentSpec(file, content, bodyShape(operation, content, schemas)))),
    c`${symbol('Map', 'java.util')}.ofEntries(\n${indent(joinCode(responses, ',\n'))})`,
    c`${symbol('Map', 'java.util')}.of(${joinCode(headers, ', ')})`,
    c`${symbol('Map', 'java.util')}.ofEntries(${joinCode(
      errors
        .of(operation)
        .map(
          ([status, { name }]) =>
            c`${symbol('Map', 'java.util')}.entry(${textLiteral(status)}, ${symbol('Errors', GENERATED)}.${constant(name)})`,
        ),
      ', ',
    )})`,
    c`${success}`,
    defaults ? c`${symbol('Defaults', RUNTIME)}.after(${check}, ${textLiteral(JSON.stringify(defaults))})` : check,
  ]
}

function parameterSpec(file: CodeFile, parameter: Parameter, schemas: Schemas): Code {
  const c = file.code.bind(file)
  const type = symbol('ParameterSpec', RUNTIME)
  const shape = shapeCode(file, parameterShape(parameter, schemas))
  const place = constant(parameter.in)
  return c`new ${type}(${textLiteral(parameter.name)}, ${type}.Place.${place}, ${shape}, ${type}.Style.${constant(parameter.style)}, ${booleanLiteral(parameter.explode)})`
}

function contentSpec(file: CodeFile, content: Content, shape: Shape | undefined): Code {
  const c = file.code.bind(file)
  const type = symbol('ContentSpec', RUNTIME)
  const more = shape === undefined ? c`` : c`, ${shapeCode(file, shape)}`
  return c`new ${type}(${textLiteral(content.mediaType)}, ${type}.Form.${constant(content.form)}${more})`
}

function shapeCode(file: CodeFile, shape: Shape): Code {
  const c = file.code.bind(file)
  const type = symbol('Shape', RUNTIME)
  if (typeof shape === 'string') return c`${type}.Scalar.${constant(shape)}`
  if ('list' in shape) return c`new ${type}.Items(${shapeCode(file, shape.list)})`
  const entries = Object.entries(shape.fields).map(
    ([name, field]) => c`${symbol('Map', 'java.util')}.entry(${textLiteral(name)}, ${shapeCode(file, field)})`,
  )
  const fields = c`${symbol('Map', 'java.util')}.ofEntries(${joinCode(entries, ', ')})`
  return shape.other === undefined ? c`new ${type}.Fields(${fields})` : c`new ${type}.Fields(${fields}, ${shapeCode(file, shape.other)})`
}

/** A constant: `SPACE_DELIMITED` of `spaceDelimited`, which is a word of ours or an identifier in camelCase. */
export function constant(name: string): Code {
  return trusted(name.replace(/(?=[A-Z])/g, '_').toUpperCase())
}
