import type { Json } from '../../base/json.ts'
import { snakeCase } from '../../base/names.ts'
import { type Code, type FileMaker, symbol } from '../code.ts'
import type { ErrorBody } from '../languages/handlers/error-bodies.ts'
import { docstring, identifier, literal } from '../languages/python.ts'

/** `generated/handlers/python/errors.py`: how the API's own models say what is wrong; undefined where it has none. */
export function errorsFile(bodies: readonly ErrorBody[], newFile: FileMaker): string | undefined {
  if (bodies.length === 0) return undefined
  const file = newFile(bodies.map(errorName))
  for (const body of bodies) {
    file.blank().print`
      ${errorName(body)}: ${symbol('ErrorBody', '.runtime.errors', 'type')} = {
          "mediaType": ${literal(body.mediaType)},
          "body": ${literal(body.body as Json)},
      }
      ${docstring(`Errors of type \`${body.mediaType}\` that the handlers' code does not answer itself.`)}`
  }
  return file.toString()
}

/** What an error body is called in Python. */
export function errorName({ name }: ErrorBody): Code {
  return identifier(snakeCase(name))
}
