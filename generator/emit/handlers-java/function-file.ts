import { type Code, type FileMaker, joinCode, symbol } from '../code.ts'
import type { HandlerPlan, PlannedFunction } from '../languages/handlers/plan.ts'
import { className, functionName, GENERATED, javadoc, operationName, questionOf, RUNTIME } from '../languages/java.ts'
import { indent } from '../languages/java-fields.ts'

/** `generated/handlers/java/functions/<Function>.java`: what Lambda calls. */
export function functionFile(planned: PlannedFunction, plan: HandlerPlan, newFile: FileMaker): string {
  const name = functionName(planned.id)
  const file = newFile([name])
  const c = file.code.bind(file)
  const service = symbol('Service', RUNTIME)
  const served = planned.modules.flatMap((module): Code[] => {
    const code = c`new ${symbol(className(module), 'handlers.java')}()`
    const authorizer = plan.authorizers.find((one) => one.module === module)
    if (!authorizer) return [c`${symbol(operationName(module), GENERATED)}.serve(${code})`]
    const question = c`${symbol('AuthorizerQuestion', RUNTIME)}${questionOf(authorizer.authorizers.map(({ kind }) => kind))}`
    return [c`${symbol('Served', RUNTIME)}.authorizer(${question}.class, ${code})`]
  })
  file.print`
    ${javadoc(`The Lambda function ${planned.id}.`)}
    public final class ${name} implements ${symbol('LambdaFunction', RUNTIME)} {
        private static final ${service} SERVICE = ${service}.of(${symbol('List', 'java.util')}.of(
            ${indent(joinCode(served, ',\n'))}));

        @Override
        public ${service} service() {
            return SERVICE;
        }
    }`
  return file.toString()
}
