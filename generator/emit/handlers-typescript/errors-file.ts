import type { Json } from '../../base/json.ts'
import { type FileMaker, symbol } from '../code.ts'
import type { ErrorBody } from '../languages/handlers/error-bodies.ts'
import { docComment, identifier, literal } from '../languages/typescript.ts'

/** `generated/errors.ts`: how the API's own models say what is wrong; undefined where it has none. */
export function errorsFile(bodies: readonly ErrorBody[], newFile: FileMaker): string | undefined {
  if (bodies.length === 0) return undefined
  const file = newFile(bodies.map(({ name }) => name))
  for (const { name, mediaType, body } of bodies) {
    file.blank().print`
      ${docComment(`Errors of type \`${mediaType}\` that the handlers' code does not answer itself.`)}
      export const ${identifier(name)}: ${symbol('ErrorBody', './handlers/typescript/runtime/errors.js', 'type')} = {
        mediaType: ${literal(mediaType)},
        body: ${literal(body as Json)},
      }`
  }
  return file.toString()
}
