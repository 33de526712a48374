import { type Code, type CodeFile, type FileMaker, type ImportSymbol, joinCode, symbol } from '../code.ts'
import type { PlannedFunction, PlannedOperation } from '../languages/handlers/plan.ts'
import { docComment, identifier, literal } from '../languages/typescript.ts'
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

/** Up to so many operations are loaded with their function: reading some kilobytes of each takes less than opening more files. Decision 0147. */
const MOST_AT_ONCE = 24

/**
 * `generated/handlers/typescript/functions/<function>.ts`: what Lambda calls. The code of its operations is imported; where there are many, it is
 * loaded when it is asked for. `operations`: those of the API, by their modules.
 */
export function functionFile(
  planned: PlannedFunction,
  kind: FunctionKind,
  operations: ReadonlyMap<string, PlannedOperation>,
  newFile: FileMaker,
): string {
  const file = newFile(['handler'])
  const isOfMany = planned.modules.length > MOST_AT_ONCE
  const handlers = planned.modules.map((module) => {
    const operation = isOfMany ? operations.get(module) : undefined
    if (operation) return loaded(operation, file)
    return file.code`${symbol('default', moduleOf(module), 'value', identifier(module))}`
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

/** What tells requests of an operation apart, and where its code is. A module that is missing is an error of the compiler here too. */
function loaded({ operation: { id, method, path }, event }: PlannedOperation, file: CodeFile): Code {
  return file.code`{ id: ${literal(id)}, method: ${literal(method)}, path: ${literal(path)}, event: ${literal(event)}, load: () => import(${literal(moduleOf(id))}) }`
}

/** The module of the user's code. */
function moduleOf(name: string): string {
  return `../../../../handlers/typescript/${name}.js`
}

/** A handler with the functions around it that are the user's. */
export function aroundIt(file: CodeFile, handler: Code): Code {
  return file.code`${symbol('aroundFunction', '../runtime/around-function.js')}(${handler}, ${aroundAll()})`
}

function aroundAll(): ImportSymbol {
  return symbol('around', `../../../../handlers/typescript/${AROUND}.js`)
}
