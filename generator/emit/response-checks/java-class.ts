import { type Code, type CodeFile, joinCode, symbol } from '../code.ts'
import { checkName, identifier, RUNTIME, textLiteral } from '../languages/java.ts'
import { block } from '../languages/java-fields.ts'
import type { CheckedOperation, ResponseCheck } from '../languages/validation/response-checks.ts'

/** The package of the checks of responses, apart from all that is generated. */
export const PACKAGE = 'apigen.checks'

/** The class that the run time finds there. */
export const CLASS = 'Declared'

/** Prints the class of the checks. What an operation may answer stands in a method of its own: a method holds 64 KB. */
export function printClass(file: CodeFile, checked: readonly CheckedOperation[], declarations: readonly Code[]): void {
  const c = file.code.bind(file)
  const map = symbol('Map', 'java.util')
  const spec = symbol('OperationSpec', RUNTIME)
  const strings = c`${symbol('List', 'java.util')}<String>`
  const known = checked.map(({ operation: { id } }) => c`case ${textLiteral(id)} -> ${checkName(id)}();`)
  const find = c`
    private static ${map}<String, ResponseCheck> checksOf(String operation) {
        return switch (operation) {
            ${joinCode([...known, c`default -> ${map}.of();`], '\n')}
        };
    }`
  const methods = checked.map(({ operation, responses }) => {
    const entries = responses.map((response) => printResponse(file, response))
    return c`
      private static ${map}<String, ResponseCheck> ${checkName(operation.id)}() {
          return ${map}.ofEntries(${joinCode(entries, ', ')});
      }`
  })
  const faults = c`
    @Override
    public ${strings} of(${spec} spec, ${symbol('Reply', RUNTIME)} reply) {
        return CheckResponse.faults(checksOf(spec.id()), spec, reply);
    }`
  file.print`
    /** What is wrong with responses. */
    ${block(c`public final class ${identifier(CLASS)} implements ${symbol('ResponseFaults', RUNTIME)} {`, [
      joinCode([faults, find, ...methods, ...declarations], '\n\n'),
    ])}`
}

function printResponse(file: CodeFile, { status, headers, bodies }: ResponseCheck): Code {
  const c = file.code.bind(file)
  const checks = [headers, ...bodies].map((check) => (check === undefined ? c`ResponseCheck.ANY` : c`${check}::check`))
  return c`${symbol('Map', 'java.util')}.entry(${textLiteral(status)}, ResponseCheck.of(${joinCode(checks, ', ')}))`
}
