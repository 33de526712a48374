import { type FileMaker, symbol } from '../code.ts'
import type { PlannedAuthorizer } from '../languages/handlers/plan.ts'
import { docstring, identifier } from '../languages/python.ts'
import { printAliases } from './aliases.ts'

const RUNTIME = '.runtime.authorizer'

/** `generated/handlers/python/<authorizer>.py`: an authorizer, bound to the type of what it is asked. */
export function authorizerFile({ authorizers }: PlannedAuthorizer, newFile: FileMaker): string {
  const file = newFile(['authorizer', 'Question', 'Decision', 'LambdaContext'])
  const kinds = new Set(authorizers.map(({ kind }) => (kind === 'token' ? 'TokenQuestion' : 'RequestQuestion')))
  const names = authorizers.map(({ name }) => `\`${name}\``).join(', ')
  const type = symbol('Authorizer', RUNTIME)
  printAliases(file, {
    Question: [...kinds].sort().map((kind) => symbol(kind, RUNTIME, 'type')),
    Decision: [symbol('Decision', RUNTIME, 'type', identifier('AuthorizerDecision'))],
    LambdaContext: [symbol('LambdaContext', '.runtime.context', 'type', identifier('FunctionContext'))],
  })
  file.blank().print`
    authorizer: ${type}[Question] = ${type}()
    ${docstring(`The authorizer of ${names}.`)}`
  return file.toString()
}
