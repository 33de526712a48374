import { type Code, type CodeFile, type FileMaker, joinCode, symbol } from '../code.ts'
import type { HandlerPlan, PlannedFunction } from '../languages/handlers/plan.ts'
import { className, functionName, GENERATED, javadoc, operationName, questionOf, RUNTIME } from '../languages/java.ts'
import { indent } from '../languages/java-fields.ts'

/** `generated/handlers/java/functions/<Function>.java`: what Lambda calls. */
export function functionFile(planned: PlannedFunction, plan: HandlerPlan, newFile: FileMaker): string {
  const name = functionName(planned.id)
  const file = newFile([name])
  const c = file.code.bind(file)
  const served = planned.modules.flatMap((module): Code[] => {
    const code = c`new ${symbol(className(module), 'handlers.java')}()`
    const authorizer = plan.authorizers.find((one) => one.module === module)
    if (!authorizer) return [c`${symbol(operationName(module), GENERATED)}.serve(${code})`]
    const question = c`${symbol('AuthorizerQuestion', RUNTIME)}${questionOf(authorizer.authorizers.map(({ kind }) => kind))}`
    return [c`${symbol('Served', RUNTIME)}.authorizer(${question}.class, ${code})`]
  })
  const service = c`${symbol('Service', RUNTIME)}.of(${symbol('List', 'java.util')}.of(\n${indent(joinCode(served, ',\n'))}))`
  printFunction(file, name, planned.id, service)
  return file.toString()
}

/** What Lambda calls: all that a function does, with the functions around it that are the user's. */
export function printFunction(file: CodeFile, name: Code, id: string, handling: Code): void {
  const type = symbol('Handling', RUNTIME)
  const around = file.code`${symbol('AroundFunctions', 'handlers.java')}.around()`
  file.print`
    ${javadoc(`The Lambda function ${id}.`)}
    public final class ${name} implements ${symbol('LambdaFunction', RUNTIME)} {
        private static final ${type} HANDLING = ${symbol('AroundFunction', RUNTIME)}.around(
            ${handling},
            ${around});

        @Override
        public ${type} service() {
            return HANDLING;
        }
    }`
}
