import { type FileMaker, joinCode, symbol } from '../code.ts'
import type { PlannedFunction } from '../languages/handlers/plan.ts'
import { docstring, moduleName } from '../languages/python.ts'

/** `generated/handlers/python/functions/<function>.py`: what Lambda calls. */
export function functionFile(planned: PlannedFunction, newFile: FileMaker): string {
  const file = newFile(['handler'])
  const handlers = planned.modules.map((module) => {
    return file.code`${symbol('handler', `handlers.python.${moduleName(module)}`, 'value', moduleName(module))}`
  })
  file.print`
    handler: ${symbol('LambdaHandler', '..runtime.serve', 'type')} = ${symbol('serve', '..runtime.serve')}([${joinCode(handlers, ', ')}])
    ${docstring(`The Lambda function ${planned.id}.`)}`
  return file.toString()
}
