import { type FileMaker, symbol } from '../code.ts'
import type { PlannedAuthorizer } from '../languages/handlers/plan.ts'
import { docstring, identifier, moduleName } from '../languages/python.ts'
import { generic, printAliases } from './aliases.ts'

const RUNTIME = '.runtime.authorizer'

/**
 * `generated/handlers/python/<authorizer>.py`: an authorizer, bound to the type of what it is asked and of what it leaves for handlers: the
 * class `Given` of the user's own module.
 */
export function authorizerFile({ authorizers, module }: PlannedAuthorizer, newFile: FileMaker): string {
  const file = newFile(['authorizer', 'Authorized', 'Question', 'Decision', 'LambdaContext'])
  const kinds = new Set(authorizers.map(({ kind }) => (kind === 'token' ? 'TokenQuestion' : 'RequestQuestion')))
  const names = authorizers.map(({ name }) => `\`${name}\``).join(', ')
  const type = symbol('Authorizer', RUNTIME)
  const given = symbol('Given', `handlers.python.${moduleName(module)}`, 'type')
  file.print`
    if TYPE_CHECKING:

        class Authorized(${given}):
            ${docstring(`What ${names} leaves for handlers: \`context.authorizer\`.`)}

            principalId: str`.blank()
  printAliases(file, {
    Question: [...kinds].sort().map((kind) => symbol(kind, RUNTIME, 'type')),
    Decision: [generic(file, symbol('Decision', RUNTIME, 'type', identifier('AuthorizerDecision')), given)],
    LambdaContext: [symbol('LambdaContext', '.runtime.context', 'type', identifier('FunctionContext'))],
  })
  file.blank().print`
    authorizer: ${type}[Question, ${given}] = ${type}()
    ${docstring(`The authorizer of ${names}.`)}`
  return file.toString()
}
