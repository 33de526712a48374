import type { ApiModel, Operation } from '../../model/api-model.ts'
import type { SpecDocument } from '../../model/document.ts'
import { type Code, type FileMaker, joinCode, symbol } from '../code.ts'
import { key, literal } from '../languages/typescript.ts'
import { createResponseChecks, type ResponseCheck } from '../languages/validation/response-checks.ts'
import { CHECK, typescriptDialect } from '../languages/validation/typescript-dialect.ts'

const RUNTIME = './handlers/typescript/runtime/check-response.js'

interface Input {
  readonly model: ApiModel
  readonly document: SpecDocument
  readonly operations: readonly Operation[]
  readonly newFile: FileMaker
}

/** `generated/response-validators.ts`: what every declared response must be. It is loaded in development alone. */
export function responseValidatorsFile({ model, document, operations, newFile }: Input): string {
  const file = newFile(['faultsOf'])
  const compiled = createResponseChecks(model, document, typescriptDialect(file))
  const c = file.code.bind(file)
  const response = ({ status, headers, bodies }: ResponseCheck): Code => {
    const parts = [
      ...(headers === undefined ? [] : [c`headers: ${headers}`]),
      c`bodies: [${joinCode(
        bodies.map((body) => body ?? literal(null)),
        ', ',
      )}]`,
    ]
    return c`${key(status)}: { ${joinCode(parts, ', ')} },`
  }
  const entries = operations.map((operation) => {
    const responses = compiled.checksOf(operation).map(response)
    return c`
      ${key(operation.id)}: {
        ${joinCode(responses, '\n')}
      },`
  })
  file.print`
    /** What is wrong with a response. It is loaded in development, or where APIGEN_CHECK_RESPONSES is 1. */
    export const faultsOf: ${symbol('FaultsOf', RUNTIME, 'type')} = ${symbol('createFaults', RUNTIME)}(${symbol('violationsOf', CHECK)}, {
      ${joinCode(entries, '\n')}
    })`
  for (const declaration of compiled.declarations()) file.blank().print`${declaration}`
  return file.toString()
}
