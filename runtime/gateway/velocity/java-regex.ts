import { linearRegex, type Matcher, type RE2JS } from '../linear-regex.ts'
import { Budget, longestLiteral } from './budget.ts'
import { quoted, TemplateFailure } from './failure.ts'
import { countText, replaceText } from './search-text.ts'

/** A compiled Java regular expression that matches in linear time. */
export interface JavaPattern {
  /** `matches()`: the whole text. */
  matches(text: string): boolean
  /** Calls back for every match in turn, until that gives false. */
  eachMatch(text: string, action: (match: Matcher) => boolean): void
}

/**
 * Compiles a Java regular expression for the linear-time engine; that and its matches are counted as work. What the engine cannot run
 * (look-around, back references, possessive quantifiers) throws a {@link TemplateFailure} that says so.
 */
export function compilePattern(pattern: string, budget: Budget, flags: { readonly ignoreCase?: boolean } = {}): JavaPattern {
  const compiled = compile(pattern, budget, flags.ignoreCase === true)
  const size = compiled.programSize()
  // Counted repetitions make a long program of a short pattern.
  budget.step(size * 16)
  const read = (characters: number): void => budget.step(Math.ceil((characters * size) / 8))
  const reach = looksFar(pattern) ? Number.POSITIVE_INFINITY : size
  return {
    matches(text) {
      read(text.length)
      return compiled.matches(text)
    },
    eachMatch(text, action) {
      const matcher = compiled.matcher(text)
      let from = 0
      do {
        read(Math.min(text.length - from, reach))
        if (!matcher.find()) return read(text.length - from)
        read(matcher.end() - from)
        from = matcher.end()
      } while (action(matcher))
    },
  }
}

/** Whether a pattern outside of a template matches the whole of a text. Throws a {@link TemplateFailure} where that is too much work. */
export function matchesPattern(pattern: string, text: string): boolean {
  return compileMatcher(pattern)(text)
}

/** The same for many texts. */
export function compileMatcher(pattern: string): (text: string) => boolean {
  const compiled = compile(pattern, new Budget(mostWork), false)
  const size = compiled.programSize()
  return (text) => {
    new Budget(mostWork).step(pattern.length * 8 + size * 16 + Math.ceil((text.length * size) / 8))
    return compiled.matches(text)
  }
}

/** Steps of one match outside of a template. */
const mostWork = 1_000_000

function compile(pattern: string, budget: Budget, ignoreCase: boolean): RE2JS {
  if (pattern.length > longestLiteral)
    throw new TemplateFailure('budget', `A regular expression has more than ${longestLiteral} characters`)
  budget.step(pattern.length * 8)
  const engine = linearRegex()
  try {
    return engine.compile(translate(pattern), ignoreCase ? engine.CASE_INSENSITIVE : 0)
  } catch (error) {
    if (error instanceof RangeError) throw error
    throw new TemplateFailure(
      'evaluation',
      `The regular expression ${quoted(pattern)} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

/**
 * Whether the engine may read far beyond a match before it settles for it, as `a.*b|a` makes it do: with every match then counts all that is
 * left. A repetition without end at the end of the pattern stops where the match does.
 */
function looksFar(pattern: string): boolean {
  return /(?:[*+]|\{\d+,\})[?+]?[^?+]/.test(pattern.replace(/\\[\s\S]/g, 'x').replace(/\)+$/, ''))
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
export function replacePattern(text: string, pattern: string, replacement: string, which: 'all' | 'first', budget: Budget): string {
  const literal = literalPattern(pattern)
  if (literal !== undefined && !/[\\$]/.test(replacement)) return replaceText(text, literal, replacement, which, budget)
  let result = ''
  let from = 0
  compilePattern(pattern, budget).eachMatch(text, (match) => {
    const piece = expand(replacement, match, budget)
    result += text.slice(from, match.start()) + piece
    budget.limitText(result.length)
    from = match.end()
    return which === 'all'
  })
  budget.text(result.length + text.length - from)
  return result + text.slice(from)
}

/** The text that a pattern matches which has no special characters, or only such as are escaped. */
function literalPattern(pattern: string): string | undefined {
  if (!/^(?:[^\\^$.|?*+()[\]{}]|\\[^A-Za-z0-9])+$/.test(pattern)) return undefined
  return pattern.replace(/\\([\s\S])/g, '$1')
}

function expand(replacement: string, matcher: Matcher, budget: Budget): string {
  budget.step(replacement.length)
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
export function splitPattern(text: string, pattern: string, limit: number, budget: Budget): string[] {
  const literal = literalPattern(pattern)
  const parts = literal !== undefined && limit === 0 ? splitText(text, literal, budget) : splitMatches(text, pattern, limit, budget)
  if (parts.length === 1) return [text]
  if (limit === 0) while (parts.length > 0 && parts.at(-1) === '') parts.pop()
  return parts
}

function splitText(text: string, separator: string, budget: Budget): string[] {
  budget.limitSize('list', countText(text, separator, budget) + 1)
  return text.split(separator)
}

function splitMatches(text: string, pattern: string, limit: number, budget: Budget): string[] {
  const parts: string[] = []
  let from = 0
  const more = (): boolean => limit <= 0 || parts.length < limit - 1
  compilePattern(pattern, budget).eachMatch(text, (match) => {
    if (!more()) return false
    // Java gives no empty text before an empty match at the beginning.
    if (match.end() === 0) return true
    budget.limitSize('list', parts.length + 1)
    parts.push(text.slice(from, match.start()))
    from = match.end()
    return more()
  })
  parts.push(text.slice(from))
  return parts
}
