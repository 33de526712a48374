import type { Report } from '../../base/diagnostic.ts'
import type { ApiModel, Operation } from '../../model/api-model.ts'
import type { SpecDocument } from '../../model/document.ts'
import type { Emitter } from '../../model/emitter.ts'
import { type Code, CodeFile, joinCode, symbol } from '../code.ts'
import { pascal } from '../languages/type-names.ts'
import { header, identifier, literal, typescript } from '../languages/typescript.ts'
import { createOperationChecks, type OperationCheck } from '../languages/validation/operation-checks.ts'
import { CHECK, typescriptDialect } from '../languages/validation/typescript-dialect.ts'
import { runtimeSources } from '../runtime-sources.ts'

/** One check for every operation, and the few functions that the checks are made of. */
export const validators: Emitter = {
  name: 'validators',
  *emit({ model, document }, report) {
    yield { path: 'generated/validators.ts', text: printValidators(model, document, report), owner: 'apigen' }
    for (const { path, text } of runtimeSources('typescript/validation')) {
      yield { path: `generated/validation/${path}`, text, owner: 'apigen' }
    }
  },
}

function printValidators(model: ApiModel, document: SpecDocument, report: Report): string {
  const operations = model.operations.filter((operation) => !operation.preflight)
  const file = new CodeFile({
    syntax: typescript,
    header: header(model.source),
    declared: operations.map((operation) => `check${pascal(operation.id)}`),
  })
  const compiled = createOperationChecks(model, document, typescriptDialect(file), report)
  const checks = operations.map((operation) => printCheck(file, operation, compiled.checkOf(operation)))
  // `Violation` stands in every signature, and whoever uses a check may want to name it.
  file.print`export type { Violation } from ${literal(CHECK)}`.blank()
  file.print`
    /** A request to check: declared values by their declared names; headers by theirs, in any case. */
    export interface CheckedRequest {
      readonly path: unknown
      readonly query: unknown
      readonly headers: unknown
      readonly body: unknown
      /** The media type of the body, where an operation takes several. */
      readonly contentType?: unknown
    }`
  for (const check of checks) file.blank().print`${check}`
  for (const declaration of compiled.declarations()) file.blank().print`${declaration}`
  return file.toString()
}

function printCheck(file: CodeFile, { id }: Operation, { parameters, body }: OperationCheck): Code {
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
  const name = identifier(`check${pascal(id)}`)
  const violation = symbol('Violation', CHECK, 'type')
  if (parts.length === 0) return c`export function ${name}(_request: CheckedRequest): readonly ${violation}[] {\n  return []\n}`
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
    export function ${name}(request: CheckedRequest): readonly ${violation}[] {
      return ${all}
    }`
}
