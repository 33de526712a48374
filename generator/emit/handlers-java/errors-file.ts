import { type Code, type FileMaker, joinCode, symbol } from '../code.ts'
import type { ErrorBody } from '../languages/handlers/error-bodies.ts'
import { javadoc, RUNTIME, textLiteral } from '../languages/java.ts'
import { constant } from '../languages/java-contract.ts'
import { block } from '../languages/java-fields.ts'

/** `generated/handlers/java/Errors.java`: how the API's own models say what is wrong; undefined where it has none. */
export function errorsFile(bodies: readonly ErrorBody[], newFile: FileMaker): string | undefined {
  if (bodies.length === 0) return undefined
  const file = newFile(['Errors'])
  const type = symbol('ErrorBody', RUNTIME)
  const fields = bodies.map(
    ({ name, mediaType, body }): Code =>
      file.code`
        ${javadoc(`Errors of type ${mediaType} that the handlers' code does not answer itself.`)}
        static final ${type} ${constant(name)} = new ${type}(${textLiteral(mediaType)}, ${textLiteral(JSON.stringify(body))});`,
  )
  const all = joinCode([...fields, file.code`private Errors() {}`], '\n\n')
  file.print`
    ${javadoc('How errors are written that no handler answers itself.')}
    ${block(file.code`final class Errors {`, [all])}`
  return file.toString()
}
