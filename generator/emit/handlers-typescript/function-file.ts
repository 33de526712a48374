import { type Code, type CodeFile, type FileMaker, type ImportSymbol, joinCode, symbol } from '../code.ts'
import type { PlannedFunction } from '../languages/handlers/plan.ts'
import { docComment, identifier } from '../languages/typescript.ts'
import { list } from './list.ts'

/** The module of the functions around functions. No operation can be called so. */
export const AROUND = 'around-functions'

const SERVE = {
  one: ['serveOne', '../runtime/serve-one.js'],
  several: ['serve', '../runtime/serve.js'],
  streams: ['serveStreams', '../runtime/stream.js'],
} as const

/** One operation behind a proxy integration, or any, of which some may stream their responses. */
export type FunctionKind = 'one' | 'several' | 'streams'

/** `generated/handlers/typescript/functions/<function>.ts`: what Lambda calls. */
export function functionFile(planned: PlannedFunction, kind: FunctionKind, newFile: FileMaker): string {
  const file = newFile(['handler'])
  const handlers = planned.modules.map((module) => {
    return file.code`${symbol('default', `../../../../handlers/typescript/${module}.js`, 'value', identifier(module))}`
  })
  const type = symbol('LambdaHandler', '../runtime/serve.js', 'type')
  const [name, from] = SERVE[kind]
  const serve = symbol(name, from)
  const served = kind === 'one' ? joinCode(handlers, ', ') : list(handlers, file)
  file.print`
    ${docComment(`The Lambda function ${planned.id}.`)}
    export const handler: ${type} = ${kind === 'streams' ? file.code`${serve}(${served}, ${aroundAll()})` : aroundIt(file, file.code`${serve}(${served})`)}`
  return file.toString()
}

/** A handler with the functions around it that are the user's. */
export function aroundIt(file: CodeFile, handler: Code): Code {
  return file.code`${symbol('aroundFunction', '../runtime/around-function.js')}(${handler}, ${aroundAll()})`
}

function aroundAll(): ImportSymbol {
  return symbol('around', `../../../../handlers/typescript/${AROUND}.js`)
}
