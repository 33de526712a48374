import { type FileMaker, symbol } from '../code.ts'
import type { PlannedFunction } from '../languages/handlers/plan.ts'
import { docComment, identifier } from '../languages/typescript.ts'
import { list } from './list.ts'

/** `generated/handlers/typescript/functions/<function>.ts`: what Lambda calls. `streams`: whether some of its responses are streamed. */
export function functionFile(planned: PlannedFunction, streams: boolean, newFile: FileMaker): string {
  const file = newFile(['handler'])
  const handlers = planned.modules.map((module) => {
    return file.code`${symbol('default', `../../../../handlers/typescript/${module}.js`, 'value', identifier(module))}`
  })
  const type = symbol('LambdaHandler', '../runtime/serve.js', 'type')
  const serve = streams ? symbol('serveStreams', '../runtime/stream.js') : symbol('serve', '../runtime/serve.js')
  file.print`
    ${docComment(`The Lambda function ${planned.id}.`)}
    export const handler: ${type} = ${serve}(${list(handlers, file)})`
  return file.toString()
}
