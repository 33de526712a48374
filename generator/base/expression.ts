/**
 * Values that a short form takes from the request, written as OpenAPI writes them in links: `$request.path.NAME`,
 * `$request.query.NAME`, `$request.header.NAME`, `$request.body`, `$request.body#/POINTER`; and `$context.NAME…` for what API
 * Gateway knows. They stand alone or in braces inside a text: `ORDER#{$request.path.id}`.
 */
export type Expression =
  | { readonly kind: 'parameter'; readonly in: 'path' | 'query' | 'header'; readonly name: string }
  /** The members on the way to the value; none means the whole body. */
  | { readonly kind: 'body'; readonly path: readonly string[] }
  | { readonly kind: 'context'; readonly path: readonly string[] }

/** A text as what it is made of; a text of its own for what stands between expressions. */
export type TextPart = Expression | { readonly kind: 'literal'; readonly text: string }

/** The parts of a text; a string says why an expression in it is none. */
export function parseText(text: string): readonly TextPart[] | string {
  if (LOOKS_LIKE.test(text)) {
    const alone = parseExpression(text)
    return typeof alone === 'string' ? alone : [alone]
  }
  const parts: TextPart[] = []
  let from = 0
  for (const match of text.matchAll(/\{(\$(?:request|context)[^{}]*)\}/g)) {
    const expression = parseExpression(match[1] ?? '')
    if (typeof expression === 'string') return expression
    if (match.index > from) parts.push({ kind: 'literal', text: text.slice(from, match.index) })
    parts.push(expression)
    from = match.index + match[0].length
  }
  if (from < text.length || parts.length === 0) parts.push({ kind: 'literal', text: text.slice(from) })
  return parts
}

const LOOKS_LIKE = /^\$(?:request|context)\b/

function parseExpression(text: string): Expression | string {
  const parameter = /^\$request\.(path|query|header)\.(.+)$/s.exec(text)
  if (parameter) return { kind: 'parameter', in: parameter[1] as 'path' | 'query' | 'header', name: parameter[2] ?? '' }
  const body = /^\$request\.body(?:#((?:\/[^/]*)*))?$/.exec(text)
  if (body) {
    const tokens = (body[1] ?? '').split('/').slice(1)
    return { kind: 'body', path: tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~')) }
  }
  const context = /^\$context\.([A-Za-z][A-Za-z0-9_:-]*(?:\.[A-Za-z][A-Za-z0-9_:-]*)*)$/.exec(text)
  if (context) return { kind: 'context', path: (context[1] ?? '').split('.') }
  return `\`${text}\` is no value of a request; there are \`$request.path.NAME\`, \`$request.query.NAME\`, \`$request.header.NAME\`, \`$request.body\`, \`$request.body#/POINTER\` and \`$context.NAME\``
}
