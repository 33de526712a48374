import type { Budget } from './budget.ts'
import { TemplateFailure } from './failure.ts'
import { parseBody } from './java/parse-json.ts'
import { printValue } from './java/print.ts'
import type { Host, Value } from './java/value.ts'
import { missingArgument } from './methods/read-list.ts'

/** `$util`: the six functions that API Gateway documents. */
export const util: Host = {
  kind: 'host',
  className: 'Util',
  get: () => undefined,
  call(method, args, budget) {
    const [first = null] = args
    if (args.length !== 1) return undefined
    switch (method) {
      case 'escapeJavaScript':
        return first === null ? null : counted(escapeJavaScript(printValue(first, budget) ?? 'null', budget), budget)
      case 'base64Encode':
        return counted(Buffer.from(first === null ? 'null' : (printValue(first, budget) ?? 'null'), 'utf8').toString('base64'), budget)
      default:
        if (first === null && functionsOfText.includes(method)) return missingArgument(method)
        return typeof first === 'string' ? callWithText(method, first, budget) : undefined
    }
  },
}

const functionsOfText: readonly string[] = ['parseJson', 'urlEncode', 'urlDecode', 'base64Decode']

/** What a function made; several times the text that it was given, at most. */
function counted(text: string, budget: Budget): string {
  budget.text(text.length)
  return text
}

function callWithText(method: string, text: string, budget: Budget): Value | undefined {
  switch (method) {
    case 'parseJson':
      budget.step(text.length >> 1)
      return parseBody(text)
    case 'urlEncode':
      budget.characters(text.length)
      return counted(urlEncode(text), budget)
    case 'urlDecode':
      budget.characters(text.length)
      return urlDecode(text)
    case 'base64Decode':
      return base64Decode(text)
    default:
      return undefined
  }
}

const shortEscapes: Readonly<Record<string, string>> = {
  "'": "\\'",
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

const needsEscape = /['"\\\u0000-\u001f\u0080-\uffff]/

/** commons-lang's escapes, `/` excepted. */
function escapeJavaScript(text: string, budget: Budget): string {
  budget.text(text.length)
  if (!needsEscape.test(text)) return text
  budget.characters(text.length)
  return text.replace(/['"\\\u0000-\u001f\u0080-\uffff]/g, (char) => {
    if (Object.hasOwn(shortEscapes, char)) return shortEscapes[char] ?? char
    return `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  })
}

/** java.net.URLEncoder: letters, digits and `.-*_` stay, a blank becomes `+`. */
function urlEncode(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '?'))
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** java.net.URLDecoder: bytes that are no UTF-8 become U+FFFD, a `%` without two digits is an error. */
function urlDecode(text: string): string {
  return text.replaceAll('+', ' ').replace(/(?:%[\s\S]{0,2})+/g, (escapes) => {
    if (!/^(?:%[0-9a-fA-F]{2})+$/.test(escapes)) return decodePieces(escapes)
    return Buffer.from(escapes.replaceAll('%', ''), 'hex').toString('utf8')
  })
}

/** A run in which escapes and other text alternate. */
function decodePieces(text: string): string {
  return text.replace(/(?:%[0-9a-fA-F]{2})+|%/g, (escapes) => {
    if (escapes === '%')
      throw new TemplateFailure('evaluation', 'java.lang.IllegalArgumentException: URLDecoder: Incomplete trailing escape (%) pattern')
    return Buffer.from(escapes.replaceAll('%', ''), 'hex').toString('utf8')
  })
}

function base64Decode(text: string): string {
  const illegal = /[^A-Za-z0-9+/=]/.exec(text)
  if (illegal !== null)
    throw new TemplateFailure(
      'evaluation',
      `java.lang.IllegalArgumentException: Illegal base64 character ${illegal[0].charCodeAt(0).toString(16)}`,
    )
  const body = text.replace(/={1,2}$/, '')
  if (body.includes('=') || body.length % 4 === 1 || (body.length !== text.length && text.length % 4 !== 0)) {
    throw new TemplateFailure('evaluation', 'java.lang.IllegalArgumentException: Input byte array has wrong 4-byte ending unit')
  }
  return Buffer.from(body, 'base64').toString('utf8')
}
