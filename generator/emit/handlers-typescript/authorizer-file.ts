import { type Code, type FileMaker, joinCode, symbol } from '../code.ts'
import type { PlannedAuthorizer } from '../languages/handlers/plan.ts'
import { docComment } from '../languages/typescript.ts'

const RUNTIME = './runtime/authorizer.js'

/** `generated/handlers/typescript/<authorizer>.ts`: an authorizer, bound to the type of what it is asked. */
export function authorizerFile({ authorizers }: PlannedAuthorizer, newFile: FileMaker): string {
  const file = newFile(['authorizer'])
  const code = file.code.bind(file)
  const kinds = new Set(authorizers.map(({ kind }) => (kind === 'token' ? 'TokenQuestion' : 'RequestQuestion')))
  const asked: Code = joinCode(
    [...kinds].sort().map((kind) => code`${symbol(kind, RUNTIME, 'type')}`),
    ' | ',
  )
  const names = authorizers.map(({ name }) => `\`${name}\``).join(', ')
  file.print`
    ${docComment(`The authorizer of ${names}.`)}
    export const authorizer: ${symbol('Authorizer', RUNTIME, 'type')}<${asked}> = ${symbol('defineAuthorizer', RUNTIME)}<${asked}>()`
  return file.toString()
}
