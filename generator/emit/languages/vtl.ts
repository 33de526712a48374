import type { Json } from '../../base/json.ts'
import { percentEncode } from '../../base/percent.ts'
import { type Code, trusted } from '../code.ts'

/**
 * Names that may stand between single quotes in a template. Velocity has no escape there, so a name with a quote or a control
 * character cannot be written at all.
 */
const QUOTABLE = /^[A-Za-z0-9 :._$[\]{}@!%&*+^`|~-]+$/

/** A JSON value as text of a template that prints exactly that JSON: `$` and `#`, which only its strings can hold, become `\u` escapes. */
export function jsonText(value: Json): Code {
  return trusted(JSON.stringify(value).replace(/[$#\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`))
}

/** A name as a single-quoted string of a template, in which nothing is evaluated; undefined where Velocity has no way to write it. */
export function quotedName(name: string): Code | undefined {
  return QUOTABLE.test(name) ? trusted(`'${name}'`) : undefined
}

/**
 * Text that a template prints as it stands; undefined where it holds a backslash in front of `$` or `#`, or at its end, where a directive
 * may follow: Velocity would take it for an escape.
 */
export function exampleText(text: string): Code | undefined {
  if (/\\([$#]|$)/.test(text)) return undefined
  // A directive in front of the text would eat the end of its line.
  const start = /^[ \t]*[\r\n]/.test(text) ? '#**#' : ''
  if (!/[$#]/.test(text)) return trusted(start + text)
  const printed = text.replace(/[$#]/g, (char) => (char === '$' ? '${dollar}' : '${hash}'))
  return trusted(`#set($dollar = '$')\n#set($hash = '#')\n${start}${printed}`)
}

/** A piece of template in apigen's own words, with holes for pieces that were made safe; backslashes stand for themselves. */
export function vtl(strings: TemplateStringsArray, ...holes: readonly (Code | number)[]): Code {
  let text = strings.raw[0] ?? ''
  holes.forEach((hole, index) => {
    text += String(hole) + (strings.raw[index + 1] ?? '')
  })
  return trusted(text)
}

/** `${name}`: a variable of ours in front of text that would be read as a part of its name. */
export function formal(name: string): Code {
  return trusted(`\${${name}}`)
}

/** Pieces one after another, each on its own line; empty ones are left out. */
export function vtlLines(...pieces: readonly (Code | readonly Code[])[]): Code {
  return trusted(
    pieces
      .flat()
      .filter((piece) => piece !== '')
      .join('\n'),
  )
}

/** Every line two blanks further in. Only for lines where a blank means nothing: JSON, and directives. */
export function indented(piece: Code): Code {
  return trusted(piece.replace(/^(?=.)/gm, '  '))
}

/** The value of a reference inside a JSON string: escaped, and `\'` (which JSON does not know) turned back. */
export function escaped(reference: Code): Code {
  return vtl`$util.escapeJavaScript(${reference}).replaceAll("\\'", "'")`
}

/**
 * A url-decoded text. A `%` that begins no escape stands for itself, where Java would throw: valid escapes are set apart by a mark
 * that cannot stand in the text, and what is left of `%` is escaped.
 */
export function decoded(text: Code, mark: '&' | ';'): Code {
  const marked = trusted(mark)
  return vtl`$util.urlDecode(${text}.replaceAll('%([0-9a-fA-F]{2})', '${marked}$1').replace("%", "%25").replace("${marked}", "%"))`
}

/** How the text of a reference is written into what surrounds it: a JSON string, a url-encoded form, or nothing but itself. */
export type Writing = 'json' | 'form' | 'plain'

/** The text of a reference, safe where it is printed. */
export function written(reference: Code, as: Writing): Code {
  if (as === 'plain') return reference
  return as === 'json' ? escaped(reference) : vtl`$util.urlEncode(${reference})`
}

/**
 * A text of the spec with its late-bound names: stage variables are read when the template runs; what a deployment binds, and what
 * API Gateway fills in while it imports, stays as it is.
 */
export function lateText(text: string, as: Writing): Code {
  let printed = ''
  let from = 0
  for (const match of text.matchAll(/\$\{([A-Za-z0-9_.:-]+)\}/g)) {
    printed += literalText(text.slice(from, match.index), as)
    const name = match[1] ?? ''
    const variable = /^stageVariables\.([A-Za-z0-9_]+)$/.exec(name)?.[1]
    printed += variable === undefined ? `\${${name}}` : written(trusted(`$stageVariables.get('${variable}')`), as)
    from = match.index + match[0].length
  }
  return trusted(printed + literalText(text.slice(from), as))
}

function literalText(text: string, as: Writing): string {
  if (as === 'plain') return text.replace(/[$#\\]/g, (char) => `$util.urlDecode('${encodeURIComponent(char)}')`)
  return as === 'json' ? jsonText(text).slice(1, -1) : percentEncode(text).replaceAll('%20', '+')
}

/** A member of the body, as the value itself or as JSON text; undefined where a name in its path cannot be written. */
export function inputPath(path: readonly string[], as: 'path' | 'json'): Code | undefined {
  if (path.some((name) => quotedName(name) === undefined)) return undefined
  return trusted(`$input.${as}('$${path.map((name) => `["${name}"]`).join('')}')`)
}

/** A member of `$context`; names of claims hold colons, which only brackets can write. */
export function contextPath(path: readonly string[]): Code {
  return trusted(`$context${path.map((name) => (/^[A-Za-z][A-Za-z0-9_]*$/.test(name) ? `.${name}` : `['${name}']`)).join('')}`)
}

/** A number in a text, printed bare where it is one; anything else stays a string. */
export function bareNumber(reference: Code): Code {
  return vtl`#if(${reference}.matches("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?"))${reference}#else"${escaped(reference)}"#end`
}
