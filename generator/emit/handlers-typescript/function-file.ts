import { type FileMaker, symbol } from '../code.ts'
import type { PlannedFunction } from '../languages/handlers/plan.ts'
import { docComment, identifier } from '../languages/typescript.ts'
import { list } from './list.ts'

/** `generated/handlers/typescript/functions/<function>.ts`: what Lambda calls. */
export function functionFile(planned: PlannedFunction, newFile: FileMaker): string {
  const file = newFile(['handler'])
  const handlers = planned.modules.map((module) => {
    return file.code`${symbol('default', `../../../../handlers/typescript/${module}.js`, 'value', identifier(module))}`
  })
  file.print`
    ${docComment(`The Lambda function ${planned.id}.`)}
    export const handler: ${symbol('LambdaHandler', '../runtime/serve.js', 'type')} = ${symbol('serve', '../runtime/serve.js')}(${list(handlers, file)})`
  return file.toString()
}
