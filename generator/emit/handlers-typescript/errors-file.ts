import { type Code, type CodeFile, type FileMaker, joinCode, symbol } from '../code.ts'
import type { ErrorBody } from '../languages/handlers/error-bodies.ts'
import type { ErrorTemplate } from '../languages/handlers/error-template.ts'
import { docComment, identifier, key, literal } from '../languages/typescript.ts'

const RUNTIME = './handlers/typescript/runtime/errors.js'

/** `generated/errors.ts`: how the API's own models say what is wrong; undefined where it has none. */
export function errorsFile(bodies: readonly ErrorBody[], newFile: FileMaker): string | undefined {
  if (bodies.length === 0) return undefined
  const file = newFile(bodies.map(({ name }) => name))
  for (const { name, mediaType, body } of bodies) {
    const words = wordsOf(body)
    const given = words.some(isOfRequest) ? file.code`error, about` : words.length > 0 ? file.code`error` : file.code``
    file.blank().print`
      ${docComment(`Errors of type \`${mediaType}\` that the handlers' code does not answer itself.`)}
      export const ${identifier(name)}: ${symbol('ErrorBody', RUNTIME, 'type')} = {
        mediaType: ${literal(mediaType)},
        body: (${given}) => (${say(body, 'error', file)}),
      }`
  }
  return file.toString()
}

/** A part of a body: an expression of the error, or of one of its violations. */
function say(template: ErrorTemplate, of: 'error' | 'one', file: CodeFile): Code {
  const code = file.code.bind(file)
  if (typeof template === 'string') return sayWord(template, of, file)
  if (!isList(template)) {
    const members = Object.entries(template).map(([name, member]) => code`${key(name)}: ${say(member, of, file)},`)
    return code`{\n  ${joinCode(members, '\n')}\n}`
  }
  const [kind, inner] = template
  if (kind === 'is') return literal(inner)
  const given = wordsOf(inner).some(isOfOne) ? code`one` : code``
  return code`${symbol(kind, RUNTIME)}(error, (${given}) => (${say(inner, 'one', file)}))`
}

/** What is known under a word. */
function sayWord(word: string, of: 'error' | 'one', file: CodeFile): Code {
  const code = file.code.bind(file)
  const call = (name: string, of: Code): Code => code`${symbol(name, RUNTIME)}(${of})`
  const one = of === 'one' ? code`one` : code`error`
  switch (word) {
    case 'message':
      return code`${one}.message`
    case 'line':
      return of === 'one' ? call('lineOf', one) : code`error.message`
    case 'in':
    case 'pointer':
      return of === 'one' ? code`one.${key(word)}` : literal('')
    case 'account':
      return call('accountOf', code`error`)
    case 'title':
      return call('titleOf', code`error`)
    case 'time':
      return call('timeOf', code`about`)
    default:
      return isOfRequest(word) ? code`about.${key(word)}` : code`error.${key(word)}`
  }
}

/** The words of a part that are looked up when there is an error. */
function wordsOf(template: ErrorTemplate): string[] {
  if (typeof template === 'string') return [template]
  if (!isList(template)) return Object.values(template).flatMap(wordsOf)
  const [kind, inner] = template
  return kind === 'is' ? [] : ['violations', ...wordsOf(inner)]
}

function isOfRequest(word: string): boolean {
  return word === 'requestId' || word === 'resource' || word === 'time'
}

function isOfOne(word: string): boolean {
  return word === 'message' || word === 'line' || word === 'in' || word === 'pointer'
}

function isList(template: ErrorTemplate): template is Extract<ErrorTemplate, readonly unknown[]> {
  return Array.isArray(template)
}
