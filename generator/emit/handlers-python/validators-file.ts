import type { Report } from '../../base/diagnostic.ts'
import type { ApiModel, Operation } from '../../model/api-model.ts'
import type { SpecDocument } from '../../model/document.ts'
import { type Code, type CodeFile, type FileMaker, joinCode, symbol } from '../code.ts'
import { checkName, literal } from '../languages/python.ts'
import { createOperationChecks, type OperationCheck } from '../languages/validation/operation-checks.ts'
import { pythonDialect } from '../languages/validation/python-dialect.ts'

const CHECK = '.validation.check'

interface Input {
  readonly model: ApiModel
  readonly document: SpecDocument
  readonly operations: readonly Operation[]
  readonly newFile: FileMaker
  readonly report: Report
}

/** `generated/handlers/python/validators.py`: one check for every operation, and the functions that the checks are made of. */
export function validatorsFile({ model, document, operations, newFile, report }: Input): string {
  const file = newFile(operations.map(({ id }) => checkName(id)))
  const compiled = createOperationChecks(model, document, pythonDialect(file), report)
  const checks = operations.map((operation) => printCheck(file, operation, compiled.checkOf(operation)))
  for (const code of [...checks, ...compiled.declarations().map(({ code }) => code)]) file.blank().blank().print`${code}`
  return file.toString()
}

function printCheck(file: CodeFile, { id }: Operation, { parameters, body }: OperationCheck): Code {
  const c = file.code.bind(file)
  const parts: Code[] = parameters.map(({ place, member, check }) => {
    return c`*${symbol('violations_of', CHECK)}(${literal(place)}, request[${literal(member)}], ${check}),`
  })
  if (body) {
    const [only] = body.checks
    const several = joinCode(
      body.checks.map(({ mediaType, check }) => c`(${literal(mediaType)}, ${check ?? literal(null)})`),
      ', ',
    )
    const check = body.checks.length === 1 ? only?.check : c`${symbol('by_media_type', CHECK)}(request.get("contentType"), [${several}])`
    if (check || body.required)
      parts.push(c`*${symbol('body_violations', CHECK)}(request, ${literal(body.required)}, ${check ?? literal(null)}),`)
  }
  const [mapping, violation] = [symbol('Mapping', 'collections.abc', 'type'), symbol('Violation', CHECK, 'type')]
  const head = c`def ${checkName(id)}(request: ${mapping}[str, ${symbol('Any', 'typing', 'type')}]) -> list[${violation}]:`
  if (parts.length === 0) return c`${head} return []`
  return c`
    ${head}
        return [
            ${joinCode(parts, '\n')}
        ]`
}
