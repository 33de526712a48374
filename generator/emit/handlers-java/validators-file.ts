import type { Report } from '../../base/diagnostic.ts'
import type { ApiModel, Operation } from '../../model/api-model.ts'
import type { SpecDocument } from '../../model/document.ts'
import { type Code, type CodeFile, joinCode, symbol } from '../code.ts'
import { booleanLiteral, checkName, textLiteral } from '../languages/java.ts'
import { block, indent } from '../languages/java-fields.ts'
import { javaDialect, VALIDATION } from '../languages/validation/java-dialect.ts'
import { createOperationChecks, type OperationCheck } from '../languages/validation/operation-checks.ts'

interface Input {
  readonly model: ApiModel
  readonly document: SpecDocument
  readonly operations: readonly Operation[]
  readonly file: CodeFile
  readonly report: Report
}

/** `generated/handlers/java/Validators.java`: one check for every operation, and the classes that the checks are made of. */
export function validatorsFile({ model, document, operations, file, report }: Input): string {
  const compiled = createOperationChecks(model, document, javaDialect(file), report)
  const checks = operations.map((operation) => printCheck(file, operation, compiled.checkOf(operation)))
  const all = [file.code`private Validators() {}`, ...checks, ...compiled.declarations().map(({ code }) => code)]
  file.print`
    /** What is wrong with requests. */
    ${block(file.code`public final class Validators {`, [joinCode(all, '\n\n')])}`
  return file.toString()
}

function printCheck(file: CodeFile, { id }: Operation, { parameters, body }: OperationCheck): Code {
  const c = file.code.bind(file)
  const parts: Code[] = parameters.map(({ place, member, check }) => {
    return c`violationsOf(${textLiteral(place)}, request.get(${textLiteral(member)}), ${check}::check)`
  })
  if (body) {
    const [only] = body.checks
    const several = joinCode(
      body.checks.map(({ mediaType, check }) => c`new Typed(${textLiteral(mediaType)}, ${check ? c`${check}::check` : c`null`})`),
      ', ',
    )
    const list = symbol('List', 'java.util')
    const check =
      body.checks.length === 1 ? only?.check && c`${only.check}::check` : c`byMediaType(request.get("contentType"), ${list}.of(${several}))`
    if (check || body.required) parts.push(c`bodyViolations(request, ${booleanLiteral(body.required)}, ${check ?? c`null`})`)
  }
  const list = symbol('List', 'java.util')
  const all = parts.length === 0 ? c`${list}.of()` : c`all(${list}.of(\n${indent(joinCode(parts, ',\n'))}))`
  return c`
    /** What is wrong with a request of ${checkName(id)}. */
    public static ${list}<${symbol('Violation', VALIDATION)}> ${checkName(id)}(${symbol('Map', 'java.util')}<String, Object> request) {
        return ${all};
    }`
}
