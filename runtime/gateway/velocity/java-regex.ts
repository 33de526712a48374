import { type Matcher, RE2JS } from 're2js'
import { TemplateFailure } from './failure.ts'

/** A compiled Java regular expression that matches in linear time. */
export interface JavaPattern {
  /** `matches()`: the whole text. */
  matches(text: string): boolean
  /** Every match with its groups. */
  matcher(text: string): Matcher
}

/**
 * Compiles a Java regular expression for the linear-time engine. What that engine cannot run (look-around, back references,
 * possessive quantifiers) throws a {@link TemplateFailure} that says so.
 */
export function compilePattern(pattern: string, flags: { readonly ignoreCase?: boolean } = {}): JavaPattern {
  const compiled = compile(pattern, flags.ignoreCase === true ? RE2JS.CASE_INSENSITIVE : 0)
  return { matches: (text) => compiled.matches(text), matcher: (text) => compiled.matcher(text) }
}

function compile(pattern: string, flags: number): RE2JS {
  try {
    return RE2JS.compile(translate(pattern), flags)
  } catch (error) {
    throw new TemplateFailure(
      'evaluation',
      `The regular expression ${JSON.stringify(pattern)} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

/** Java's escapes that the engine spells differently. */
const escapes: Readonly<Record<string, string>> = {
  h: '[ \\t\\x{a0}\\x{1680}\\x{180e}\\x{2000}-\\x{200a}\\x{202f}\\x{205f}\\x{3000}]',
  R: '(?:\\r\\n|[\\n\\x0b\\f\\r\\x{85}\\x{2028}\\x{2029}])',
  Z: '(?:\\r?\\n)?\\z',
  e: '\\x1b',
}

function translate(pattern: string): string {
  if (!pattern.includes('\\')) return pattern
  return pattern.replace(
    /\\(?:u([0-9a-fA-F]{4})|Q[\s\S]*?(?:\\E|$)|([\s\S]))/g,
    (whole, code: string | undefined, char: string | undefined) => {
      if (code !== undefined) return `\\x{${code}}`
      return char !== undefined && Object.hasOwn(escapes, char) ? (escapes[char] ?? whole) : whole
    },
  )
}

/** `String.replaceAll` and `replaceFirst`: `$1` and `\$` in the replacement as Java has them. */
export function replacePattern(text: string, pattern: string, replacement: string, count: 'all' | 'first'): string {
  const literal = literalPattern(pattern)
  if (literal !== undefined && !/[\\$]/.test(replacement)) {
    return count === 'all' ? text.replaceAll(literal, () => replacement) : text.replace(literal, () => replacement)
  }
  const matcher = compilePattern(pattern).matcher(text)
  let result = ''
  let from = 0
  while (matcher.find()) {
    result += text.slice(from, matcher.start()) + expand(replacement, matcher)
    from = matcher.end()
    if (count === 'first') break
  }
  return result + text.slice(from)
}

/** The text that a pattern matches which has no special characters, or only such as are escaped. */
function literalPattern(pattern: string): string | undefined {
  if (!/^(?:[^\\^$.|?*+()[\]{}]|\\[^A-Za-z0-9])+$/.test(pattern)) return undefined
  return pattern.replace(/\\([\s\S])/g, '$1')
}

function expand(replacement: string, matcher: Matcher): string {
  let result = ''
  for (let at = 0; at < replacement.length; at++) {
    const char = replacement[at]
    if (char === '\\') {
      at++
      if (at === replacement.length) throw new TemplateFailure('evaluation', 'character to be escaped is missing')
      result += replacement[at]
    } else if (char === '$') {
      const group = groupAt(replacement, at + 1, matcher.groupCount())
      result += matcher.group(group.value) ?? ''
      at = group.end - 1
    } else result += char
  }
  return result
}

function groupAt(replacement: string, at: number, groups: number): { value: number | string; end: number } {
  const name = /^\{([a-zA-Z][a-zA-Z0-9]*)\}/.exec(replacement.slice(at, at + 64))
  if (name?.[1] !== undefined) return { value: name[1], end: at + name[0].length }
  if (!/[0-9]/.test(replacement.charAt(at)))
    throw new TemplateFailure('evaluation', 'Illegal group reference in a replacement: write "\\$" for a dollar sign')
  let value = Number(replacement[at])
  if (value > groups) throw new TemplateFailure('evaluation', `No group ${value}`)
  let end = at + 1
  while (/[0-9]/.test(replacement.charAt(end))) {
    const longer = value * 10 + Number(replacement[end])
    if (longer > groups) break
    value = longer
    end++
  }
  return { value, end }
}

/** `String.split`: a limit of 0 drops the empty texts at the end. */
export function splitPattern(text: string, pattern: string, limit: number): string[] {
  const literal = literalPattern(pattern)
  const parts: string[] = []
  if (literal !== undefined && limit === 0) parts.push(...text.split(literal))
  else {
    const matcher = compilePattern(pattern).matcher(text)
    let from = 0
    while (matcher.find() && (limit <= 0 || parts.length < limit - 1)) {
      if (matcher.end() === 0) continue
      parts.push(text.slice(from, matcher.start()))
      from = matcher.end()
    }
    parts.push(text.slice(from))
  }
  if (parts.length === 1) return [text]
  if (limit === 0) while (parts.length > 0 && parts.at(-1) === '') parts.pop()
  return parts
}
