import type { Content, Response } from '../../model/api-model.ts'
import type { Code } from '../code.ts'
import { quotedName, vtl, vtlLines } from './vtl.ts'

/**
 * The response template for what the function returns: the answer of the operation, `{"status", "body", "headers"}`. A Lambda
 * error that no pattern took comes here too, because API Gateway has no other place for it: one of the contract is `otherwise`, the
 * default response, and keeps its status; any other answers 500 without a word of what went wrong inside.
 */
export function answerTemplate(response: Response | undefined, content: Content | undefined, otherwise?: Response): Code {
  return vtlLines(
    vtl`#set($message = $input.path('$.errorMessage'))`,
    vtl`#if($message == "")`,
    headers(response, vtl`$input.path('$.headers')`),
    vtl`${answerBody(content)}#elseif($message.startsWith('{"status":'))`,
    vtl`#set($context.responseOverride.status = $util.parseJson($message).status)`,
    headers(otherwise, vtl`$util.parseJson($message).headers`),
    vtl`${errorBody(undefined)}#else`,
    vtl`#set($context.responseOverride.status = 500)`,
    vtl`{"message": "Internal server error"}#end`,
  )
}

/** The response template for a Lambda error of the contract whose status has a pattern. */
export function errorTemplate(response: Response, content: Content | undefined): Code {
  const isRange = !/^\d+$/.test(response.status)
  return vtlLines(
    vtl`#set($message = $input.path('$.errorMessage'))`,
    isRange ? vtl`#set($context.responseOverride.status = $util.parseJson($message).status)` : vtl``,
    headers(response, vtl`$util.parseJson($message).headers`),
    response.contents.length === 0 ? vtl`#set($message = "")` : errorBody(content),
  )
}

/** Declared headers only: what a function invents does not get out. */
function headers(response: Response | undefined, source: Code): Code {
  const lines = (response?.headers ?? []).flatMap((header): Code[] => {
    const name = quotedName(header.name)
    if (name === undefined) return []
    return [
      vtl`#set($value = $headers.get(${name}))`,
      vtl`#if($value != "")`,
      vtl`#set($context.responseOverride.header[${name}] = "$value")`,
      vtl`#end`,
    ]
  })
  return lines.length === 0 ? vtl`` : vtlLines(vtl`#set($headers = ${source})`, lines)
}

function answerBody(content: Content | undefined): Code {
  if (!content) return vtl``
  return content.form === 'json' ? vtl`$input.json('$.body')` : vtl`$input.path('$.body')`
}

/**
 * The JSON of the body is cut out of the message, because API Gateway's templates cannot print a parsed value as JSON. The order
 * `status`, `body`, `headers` is part of the contract, and inside a JSON string the two marks would have escaped quotes.
 */
function errorBody(content: Content | undefined): Code {
  if (content && content.form !== 'json') return vtl`$util.parseJson($message).body`
  return vtlLines(
    vtl`#set($at = $message.indexOf('"body":'))`,
    vtl`#set($from = $at + 7)`,
    vtl`#set($to = $message.lastIndexOf(',"headers":'))`,
    vtl`#if($at > 0 && $to > $from)$message.substring($from, $to)#end`,
  )
}
