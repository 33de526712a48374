import { type FileMaker, symbol } from '../code.ts'
import type { PlannedFunction } from '../languages/handlers/plan.ts'
import { docComment, identifier } from '../languages/typescript.ts'
import { list } from './list.ts'

/** Whether a function has responses to check, and whether some of them are streamed. */
export interface FunctionTraits {
  readonly answers: boolean
  readonly streams: boolean
}

/** `generated/handlers/typescript/functions/<function>.ts`: what Lambda calls. */
export function functionFile(planned: PlannedFunction, { answers, streams }: FunctionTraits, newFile: FileMaker): string {
  const file = newFile(['handler', 'process'])
  const handlers = planned.modules.map((module) => {
    return file.code`${symbol('default', `../../../../handlers/typescript/${module}.js`, 'value', identifier(module))}`
  })
  const type = symbol('LambdaHandler', '../runtime/serve.js', 'type')
  const serve = streams ? symbol('serveStreams', '../runtime/stream.js') : symbol('serve', '../runtime/serve.js')
  const about = docComment(`The Lambda function ${planned.id}.`)
  if (!answers) {
    file.print`
      ${about}
      export const handler: ${type} = ${serve}(${list(handlers, file)})`
    return file.toString()
  }
  // A packager that is told the variable's value leaves the import out.
  file.print`
    declare const process: { readonly env: { readonly APIGEN_CHECK_RESPONSES?: string } }

    ${about}
    export const handler: ${type} = ${serve}(
      ${list(handlers, file)},
      process.env.APIGEN_CHECK_RESPONSES === "1" ? () => import("../../../response-validators.js") : undefined,
    )`
  return file.toString()
}
