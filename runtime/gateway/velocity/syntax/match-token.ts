import type { SpecialKind, State, TokenKind } from './token.ts'

/** What matches at a place, and where it ends. */
export interface Match {
  readonly kind: TokenKind | SpecialKind
  readonly end: number
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
const isWordStart = (code: number): boolean => isLetter(code) || code === 95 || code === 64
const isWordPart = (code: number): boolean => isWordStart(code) || isDigit(code)
const isNamePart = (code: number): boolean => isLetter(code) || isDigit(code) || code === 95 || code === 45

const dollarCode = 36
const hashCode = 35
const backslash = 92

const operators: readonly (readonly [string, TokenKind])[] = [
  ['-', '-'],
  ['+', '+'],
  ['*', '*'],
  ['/', '/'],
  ['%', '%'],
  ['&&', '&&'],
  ['and', '&&'],
  ['||', '||'],
  ['or', '||'],
  ['<', '<'],
  ['lt', '<'],
  ['<=', '<='],
  ['le', '<='],
  ['>', '>'],
  ['gt', '>'],
  ['>=', '>='],
  ['ge', '>='],
  ['==', '=='],
  ['eq', '=='],
  ['!=', '!='],
  ['ne', '!='],
  ['!', '!'],
  ['not', '!'],
  ['=', '='],
]

/**
 * Finds, for a state and a place, the longest match, or the first rule where two are equally long: the rules in the order of
 * Velocity's grammar. Undefined: nothing can start there.
 */
export function createMatcher(text: string): (state: State, at: number) => Match | undefined {
  const length = text.length
  let state: State = 'default'
  let runStart = 0
  let runEnd = 0

  /** The end of the run of backslashes at `at`; remembered, or a long run would be read once per backslash. */
  function afterBackslashes(at: number): number {
    if (at >= runStart && at < runEnd) return runEnd
    if (text.charCodeAt(at) !== backslash) return at
    runStart = at
    runEnd = at
    while (text.charCodeAt(runEnd) === backslash) runEnd++
    return runEnd
  }

  function afterBlanks(at: number): number {
    let end = at
    while (text.charCodeAt(end) === 32 || text.charCodeAt(end) === 9) end++
    return end
  }

  /** Blanks and one line end, or `at` itself where no line end follows. */
  function afterLineEnd(at: number): number {
    const end = afterBlanks(at)
    if (text.startsWith('\r\n', end)) return end + 2
    return text[end] === '\n' || text[end] === '\r' ? end + 1 : at
  }

  function wordEnd(at: number, start: (code: number) => boolean): number {
    if (!start(text.charCodeAt(at))) return at
    let end = at + 1
    while (isWordPart(text.charCodeAt(end))) end++
    return end
  }

  function bracketedWordEnd(at: number): number {
    if (text[at] !== '{' || text[at + 1] === '@') return at
    const end = wordEnd(at + 1, isWordStart)
    return end > at + 1 && text[end] === '}' ? end + 1 : at
  }

  function stringEnd(at: number): number {
    const quote = text[at]
    if (quote !== '"' && quote !== "'") return at
    let candidate = at
    let from = at + 1
    for (;;) {
      const end = text.indexOf(quote, from)
      if (end === -1) return candidate
      if (text[end + 1] !== quote) return end + 1
      candidate = end + 1
      from = end + 2
    }
  }

  function digitsEnd(at: number): number {
    let end = at
    while (isDigit(text.charCodeAt(end))) end++
    return end
  }

  function exponentEnd(at: number): number {
    if (text[at] !== 'e' && text[at] !== 'E') return at
    const digits = text[at + 1] === '+' || text[at + 1] === '-' ? at + 2 : at + 1
    const end = digitsEnd(digits)
    return end > digits ? end : at
  }

  let bestKind: TokenKind | SpecialKind | undefined
  let bestEnd = 0

  function offer(kind: TokenKind | SpecialKind, end: number): void {
    if (end > bestEnd) {
      bestEnd = end
      bestKind = kind
    }
  }

  function offerNumber(at: number): void {
    const digits = text[at] === '-' ? at + 1 : at
    const whole = digitsEnd(digits)
    if (whole > digits) {
      offer('integer', text.startsWith('..', whole) ? whole + 2 : whole)
      if (text[whole] === '.') offer('double', exponentEnd(digitsEnd(whole + 1)))
      const exponent = exponentEnd(whole)
      if (exponent > whole) offer('double', exponent)
    } else if (text[digits] === '.') {
      const fraction = digitsEnd(digits + 1)
      if (fraction > digits + 1) offer('double', exponentEnd(fraction))
    }
  }

  function offerSet(at: number): void {
    const hash = afterBlanks(at)
    const name = text.startsWith('#set', hash) ? hash + 4 : text.startsWith('#{set}', hash) ? hash + 6 : 0
    if (name === 0) return
    let end = name
    while (text[end] === ' ') end++
    if (text[end] === '(') offer('set', end + 1)
  }

  /** What may start anywhere: references, comments, directives. */
  function offerAnywhere(at: number): void {
    const code = text.charCodeAt(at)
    if (code === backslash || code === dollarCode) {
      const dollar = afterBackslashes(at)
      if (text.charCodeAt(dollar) === dollarCode) {
        offer('dollar', dollar + 1)
        const mark = afterBackslashes(dollar + 1)
        if (text[mark] === '!') offer('dollar-bang', mark + 1)
      }
    } else if (code === hashCode) {
      if (text.startsWith('#[[', at)) offer('textblock-open', at + 3)
      if (text.startsWith('#**', at) && at + 3 < length && text[at + 3] !== '#') offer('formal-comment-open', at + 4)
      if (text[at + 1] === '*') offer('block-comment-open', at + 2)
      offer('hash', at + 1)
    }
  }

  function offerDefault(at: number): void {
    const code = text.charCodeAt(at)
    if (code === backslash) {
      const hash = afterBackslashes(at)
      // An odd number: pairs, and one that escapes the directive.
      if ((hash - at) % 2 === 1 && text[hash] === '#') {
        const end = Math.max(wordEnd(hash + 1, isWordStart), bracketedWordEnd(hash + 1))
        if (end > hash + 1) offer('escaped-directive', end)
      }
    }
    offerSet(at)
    offerAnywhere(at)
    if (text.startsWith('##', at)) offer('comment-start', at + 2)
    if (code === backslash) {
      if (text.charCodeAt(at + 1) === backslash) offer('double-escape', at + 2)
      offer('escape', at + 1)
    } else if (code !== dollarCode && code !== hashCode) {
      let end = at + 1
      while (end < length) {
        const next = text.charCodeAt(end)
        if (next === dollarCode || next === hashCode || next === backslash) break
        end++
      }
      offer('text', end)
    }
    offerEmptyIndex(at)
  }

  function offerEmptyIndex(at: number): void {
    if (text.charCodeAt(at) !== dollarCode) return
    for (const image of ['$[', '$![', '$\\![', '$.']) if (text.startsWith(image, at)) offer('empty-index', at + image.length)
  }

  function offerReference(at: number): void {
    const code = text.charCodeAt(at)
    if (text[at] === '[') offer('index-open', at + 1)
    if (state === 'modifier' && text[at] === '(') offer('open', at + 1)
    offerSet(at)
    offerAnywhere(at)
    if (state === 'reference' && text.startsWith('##', at)) offer('comment-start', at + 2)
    offerBoolean(at)
    offerName(at)
    if (text[at] === '{') offer('reference-open', at + 1)
    if (text[at] === '}') offer('reference-close', at + 1)
    offer('reference-end', at + 1)
    if (state === 'reference' && code === dollarCode) offerEmptyIndex(at)
  }

  function offerName(at: number): void {
    const code = text.charCodeAt(at)
    if (isLetter(code) || code === 95) {
      let end = at + 1
      while (isNamePart(text.charCodeAt(end))) end++
      offer('identifier', end)
    }
    if (text[at] === '.' && isLetter(text.charCodeAt(at + 1))) offer('dot', at + 2)
  }

  function offerBoolean(at: number): void {
    if (text.startsWith('true', at)) offer('true', at + 4)
    if (text.startsWith('false', at)) offer('false', at + 5)
  }

  function offerBlank(at: number): void {
    let end = at
    while (end < length && ' \t\n\r'.includes(text.charAt(end))) end++
    if (end > at) offer('blank', end)
  }

  function offerPunctuation(at: number): void {
    const kind = { '[': 'list-open', ']': 'list-close', ',': 'comma', ':': 'colon', '{': 'map-open', '}': 'map-close' } as const
    const char = text.charAt(at)
    if (Object.hasOwn(kind, char)) offer(kind[char as keyof typeof kind], at + 1)
    if (text.startsWith('..', at)) offer('double-dot', at + 2)
  }

  function offerArguments(at: number): void {
    offerPunctuation(at)
    if (text[at] === ')') offer('method-close', at + 1)
    offerSet(at)
    offerAnywhere(at)
    offerBlank(at)
    const end = stringEnd(at)
    if (end > at) offer('string', end)
    offerBoolean(at)
    offerNumber(at)
    offerName(at)
  }

  function offerIndex(at: number): void {
    if (text[at] === ']') offer('index-close', at + 1)
    offerAnywhere(at)
    offerBlank(at)
    const end = stringEnd(at)
    if (end > at) offer('string', end)
    offerBoolean(at)
    offerNumber(at)
  }

  function offerDirective(at: number): void {
    offerPunctuation(at)
    if (text[at] === '(') offer('open', at + 1)
    if (text[at] === ')') offer('close', afterLineEnd(at + 1))
    offerAnywhere(at)
    if (text.startsWith('##', at)) offer('comment-start', at + 2)
    offerBlank(at)
    const end = stringEnd(at)
    if (end > at) offer('string', end)
    offerBoolean(at)
    for (const [image, kind] of operators) if (text.startsWith(image, at)) offer(kind, at + image.length)
    offerNumber(at)
    offer('word', wordEnd(at, isWordStart))
    offer('bracketed-word', bracketedWordEnd(at))
  }

  function offerBeforeDirective(at: number): void {
    offerAnywhere(at)
    if (text.startsWith('##', at)) offer('comment-start', at + 2)
    for (const image of ['end', '{end}']) if (text.startsWith(image, at)) offer('end', afterLineEnd(at + image.length))
    for (const image of ['if', '{if}']) if (text.startsWith(image, at)) offer('if', at + image.length)
    for (const image of ['elseif', '{elseif}']) if (text.startsWith(image, at)) offer('elseif', at + image.length)
    for (const image of ['else', '{else}']) if (text.startsWith(image, at)) offer('else', afterLineEnd(at + image.length))
    offerNumber(at)
    offer('word', wordEnd(at, isWordStart))
    offer('bracketed-word', bracketedWordEnd(at))
    offer('directive-end', at + 1)
  }

  function offerComment(at: number): void {
    offerAnywhere(at)
    if (state === 'line-comment') {
      if (text.startsWith('\r\n', at)) offer('comment-end', at + 2)
      else if (text[at] === '\n' || text[at] === '\r') offer('comment-end', at + 1)
    } else if (text.startsWith('*#', at)) offer('comment', at + 2)
    offer('skip', at + 1)
  }

  function offerTextblock(at: number): void {
    offerAnywhere(at)
    if (text.startsWith(']]#', at)) offer('textblock', at + 3)
    offer('more', at + 1)
  }

  return (current, at) => {
    state = current
    bestKind = undefined
    bestEnd = at
    if (state === 'default') offerDefault(at)
    else if (state === 'reference' || state === 'modifier') offerReference(at)
    else if (state === 'arguments') offerArguments(at)
    else if (state === 'index') offerIndex(at)
    else if (state === 'directive') offerDirective(at)
    else if (state === 'before-directive') offerBeforeDirective(at)
    else if (state === 'textblock') offerTextblock(at)
    else offerComment(at)
    return bestKind === undefined ? undefined : { kind: bestKind, end: bestEnd }
  }
}
