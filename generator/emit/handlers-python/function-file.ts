import { type Code, type CodeFile, type FileMaker, joinCode, symbol } from '../code.ts'
import type { PlannedFunction } from '../languages/handlers/plan.ts'
import { docstring, moduleName } from '../languages/python.ts'

/** The module of the functions around functions, which are the user's. No operation's is called so. */
export const AROUND = 'around_functions'

/** `generated/handlers/python/functions/<function>.py`: what Lambda calls. */
export function functionFile(planned: PlannedFunction, newFile: FileMaker): string {
  const file = newFile(['handler'])
  const handlers = planned.modules.map((module) => {
    return file.code`${symbol('handler', `handlers.python.${moduleName(module)}`, 'value', moduleName(module))}`
  })
  const served = file.code`${symbol('serve', '..runtime.serve')}([${joinCode(handlers, ', ')}])`
  file.print`
    handler: ${symbol('LambdaHandler', '..runtime.serve', 'type')} = ${aroundIt(file, served)}
    ${docstring(`The Lambda function ${planned.id}.`)}`
  return file.toString()
}

/** A handler with the functions around it that are the user's. */
export function aroundIt(file: CodeFile, handler: Code): Code {
  return file.code`${symbol('around_function', '..runtime.around_function')}(${handler}, ${symbol('around', `handlers.python.${AROUND}`)})`
}
