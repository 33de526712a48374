import type { ApiModel, Operation } from '../../model/api-model.ts'
import type { SpecDocument } from '../../model/document.ts'
import { type Code, type FileMaker, joinCode, symbol } from '../code.ts'
import { literal } from '../languages/python.ts'
import { pythonDialect } from '../languages/validation/python-dialect.ts'
import { createResponseChecks, type ResponseCheck } from '../languages/validation/response-checks.ts'

const CHECK = '.validation.check'
const RUNTIME = '.runtime.check_response'

interface Input {
  readonly model: ApiModel
  readonly document: SpecDocument
  readonly operations: readonly Operation[]
  readonly newFile: FileMaker
}

/** `generated/handlers/python/response_validators.py`: what every declared response must be. It is imported in development alone. */
export function responseValidatorsFile({ model, document, operations, newFile }: Input): string {
  const file = newFile(['faults_of'])
  const compiled = createResponseChecks(model, document, pythonDialect(file))
  const c = file.code.bind(file)
  const response = ({ status, headers, bodies }: ResponseCheck): Code => {
    const checks = joinCode(
      bodies.map((body) => body ?? literal(null)),
      ', ',
    )
    const parts = [...(headers === undefined ? [] : [c`"headers": ${headers}`]), c`"bodies": [${checks}]`]
    return c`${literal(status)}: {${joinCode(parts, ', ')}},`
  }
  const entries = operations.map((operation) => {
    const responses = compiled.checksOf(operation).map(response)
    return c`
      ${literal(operation.id)}: {
          ${joinCode(responses, '\n')}
      },`
  })
  const declarations = compiled.declarations()
  for (const declaration of declarations) file.blank().blank().print`${declaration}`
  file.blank().blank().print`
    faults_of: ${symbol('FaultsOf', RUNTIME, 'type')} = ${symbol('create_faults', RUNTIME)}(${symbol('violations_of', CHECK)}, {
        ${joinCode(entries, '\n')}
    })
    """What is wrong with a response. It is imported in development, or where APIGEN_CHECK_RESPONSES is 1."""`
  return file.toString()
}
