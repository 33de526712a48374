import { type FileMaker, joinCode, symbol } from '../code.ts'
import type { PlannedFunction } from '../languages/handlers/plan.ts'
import { docstring, moduleName } from '../languages/python.ts'

/** `generated/handlers/python/functions/<function>.py`: what Lambda calls. `answers`: whether it has responses to check. */
export function functionFile(planned: PlannedFunction, answers: boolean, newFile: FileMaker): string {
  const file = newFile(['handler', '_development'])
  const handlers = planned.modules.map((module) => {
    return file.code`${symbol('handler', `handlers.python.${moduleName(module)}`, 'value', moduleName(module))}`
  })
  const listed = file.code`[${joinCode(handlers, ', ')}]`
  const served = answers ? file.code`${listed}, _development` : listed
  if (answers) {
    file.print`
      def _development() -> ${symbol('FaultsOf', '..runtime.check_response', 'type')}:
          from ..response_validators import faults_of

          return faults_of`
      .blank()
      .blank()
  }
  file.print`
    handler: ${symbol('LambdaHandler', '..runtime.serve', 'type')} = ${symbol('serve', '..runtime.serve')}(${served})
    ${docstring(`The Lambda function ${planned.id}.`)}`
  return file.toString()
}
