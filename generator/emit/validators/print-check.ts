import { type Code, type CodeFile, joinCode, symbol } from '../code.ts'
import { identifier, literal } from '../languages/typescript.ts'
import type { OperationCheck } from '../languages/validation/operation-checks.ts'

/** The folder of what checks are made with. */
export const RUNTIME = '../validation'
const CHECK = `${RUNTIME}/check.js`

/** The function that checks the requests of an operation. */
export function printCheck(file: CodeFile, name: Code, { parameters, body }: OperationCheck): Code {
  const c = file.code.bind(file)
  const parts: Code[] = parameters.map(({ place, member, check }) => {
    return c`${symbol('violationsOf', CHECK)}(${literal(place)}, request.${identifier(member)}, "", ${check})`
  })
  if (body) {
    const [only] = body.checks
    const check =
      body.checks.length === 1
        ? only?.check
        : c`${symbol('byMediaType', CHECK)}(request.contentType, [
            ${joinCode(
              body.checks.map(({ mediaType, check }) => c`[${literal(mediaType)}, ${check ?? literal(null)}],`),
              '\n',
            )}
          ])`
    if (check || body.required)
      parts.push(c`${symbol('bodyViolations', CHECK)}(request.body, ${literal(body.required)}, ${check ?? literal(null)})`)
  }
  const violation = symbol('Violation', CHECK, 'type')
  const request = symbol('CheckedRequest', CHECK, 'type')
  if (parts.length === 0) return c`function ${name}(_request: ${request}): readonly ${violation}[] {\n  return []\n}`
  const [only] = parts
  // Nothing is copied where there is nothing to join.
  const all =
    parts.length === 1 && only
      ? only
      : c`[\n  ${joinCode(
          parts.map((part) => c`...${part},`),
          '\n',
        )}\n]`
  return c`
    function ${name}(request: ${request}): readonly ${violation}[] {
      return ${all}
    }`
}
