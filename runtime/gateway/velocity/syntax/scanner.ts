import { createMatcher } from './match-token.ts'
import type { SpecialKind, State, Token, TokenKind } from './token.ts'

/** What the scanner throws where no token can start. */
export class ScanError extends Error {
  readonly offset: number
  readonly state: State
  constructor(message: string, offset: number, state: State) {
    super(message)
    this.name = 'ScanError'
    this.offset = offset
    this.state = state
  }
}

/** Reads tokens one by one; the parser switches it after a directive's name, as Velocity's parser does. */
export interface Scanner {
  next(): Token
  /** Whether a parenthesis follows, blanks aside. */
  parenthesisAhead(): boolean
  enterDirective(): void
  leaveDirective(): void
  leaveSet(): void
}

interface Frame {
  readonly open: number
  readonly close: number
  readonly state: State
}

/**
 * Velocity 1.7's own token machine: the same lexical states, the longest match, the first rule where two are equally long.
 * Its oddities (what `$`, `#` and parentheses mean where) follow from the states, so they are kept rather than imitated.
 * Linear in the length of the text.
 */
export function createScanner(text: string): Scanner {
  const match = createMatcher(text)
  const length = text.length
  let position = 0
  let state: State = 'default'
  const stack: Frame[] = []
  let open = 0
  let close = 0
  let inComment = false
  let inSet = false

  function push(): void {
    stack.push({ open, close, state })
    open = 0
  }

  function pop(): boolean {
    const frame = stack.pop()
    if (frame === undefined) {
      open = 0
      state = 'default'
      return false
    }
    open = frame.open
    close = frame.close
    state = frame.state
    return true
  }

  function closeParenthesis(): void {
    if (inComment) return
    for (;;) {
      if (open > 0) {
        if (open === close + 1) pop()
        else close++
        return
      }
      if (!pop()) return
    }
  }

  function startComment(next: State): void {
    inComment = true
    push()
    state = next
  }

  function endComment(): void {
    inComment = false
    pop()
  }

  /** What a match that is no token by itself does to the machine. */
  function continueWith(kind: SpecialKind): void {
    if (kind === 'dollar' || kind === 'dollar-bang') {
      if (inComment) return
      if (state === 'reference') pop()
      push()
      state = 'reference'
    } else if (kind === 'textblock-open') {
      if (!inComment) startComment('textblock')
    } else if (kind === 'formal-comment-open') {
      if (inComment) return
      position--
      startComment('formal-comment')
    } else if (kind === 'block-comment-open') {
      if (!inComment) startComment('block-comment')
    } else if (kind === 'hash') {
      if (inComment) return
      if (state === 'reference' || state === 'modifier') pop()
      push()
      state = 'before-directive'
    }
  }

  function act(kind: TokenKind): void {
    if (kind === 'index-open') {
      push()
      state = 'index'
    } else if (kind === 'open') {
      if (!inComment) open++
      if (state === 'modifier') state = 'arguments'
    } else if (kind === 'close') closeParenthesis()
    else if (kind === 'method-close') state = 'reference'
    else if (kind === 'set') {
      if (inComment) return
      push()
      inSet = true
      state = 'directive'
      open++
    } else if (kind === 'comment-start') {
      if (inComment) return
      if (state === 'reference') pop()
      startComment('line-comment')
    } else if (kind === 'comment-end' || kind === 'comment' || kind === 'textblock') endComment()
    else if (kind === 'index-close' || kind === 'end' || kind === 'else' || kind === 'reference-close') pop()
    else if (kind === 'if' || kind === 'elseif') state = 'directive'
    else if (kind === 'string') {
      if (state === 'directive' && !inSet && open === 0) pop()
    } else if (kind === 'integer') {
      if (open === 0 && !inSet && state !== 'arguments' && state !== 'index') pop()
    } else if (kind === 'double') {
      if (open === 0 && !inSet && state !== 'arguments') pop()
    } else if (kind === 'dot') state = 'modifier'
  }

  function fail(): never {
    const seen = position < length ? `\`${text[position]}\`` : 'end of the template'
    throw new ScanError(`Unexpected ${seen}: nothing of Velocity's can start here`, Math.min(position, length), state)
  }

  function next(): Token {
    let before = ''
    let start = position
    for (;;) {
      if (position >= length) {
        if (start < position) fail()
        return { kind: 'end-of-template', start, end: start, image: '', before }
      }
      const found = match(state, position)
      if (found === undefined) fail()
      const { kind } = found
      position = found.end
      if (kind === 'skip') start = position
      else if (kind === 'reference-end' || kind === 'directive-end') {
        before += keptBefore(text.slice(start, position))
        position--
        pop()
        start = position
      } else if (kind === 'more') continue
      else if (isSpecial(kind)) continueWith(kind)
      else {
        const end = position
        let image = text.slice(start, end)
        act(kind)
        if (kind === 'dot') {
          position--
          // What the scanner had in hand before the dot is lost.
          return { kind, start: position - 1, end: position, image: '.', before }
        }
        if (kind === 'integer' && image.endsWith('..')) {
          position -= 2
          image = image.slice(0, -2)
        }
        return { kind, start, end: start + image.length, image, before }
      }
    }
  }

  return {
    next,
    parenthesisAhead() {
      let at = position
      while (at < length && ' \n\r\t'.includes(text.charAt(at))) at++
      return text[at] === '('
    },
    enterDirective() {
      state = 'directive'
    },
    leaveDirective() {
      pop()
    },
    leaveSet() {
      inSet = false
    },
  }
}

function isSpecial(kind: TokenKind | SpecialKind): kind is SpecialKind {
  return (
    kind === 'dollar' ||
    kind === 'dollar-bang' ||
    kind === 'textblock-open' ||
    kind === 'formal-comment-open' ||
    kind === 'block-comment-open' ||
    kind === 'hash' ||
    kind === 'reference-end' ||
    kind === 'directive-end' ||
    kind === 'skip' ||
    kind === 'more'
  )
}

/** Of what the scanner gave back, Velocity prints `$`, `#` and the backslashes right before a `$`; the rest is lost. */
function keptBefore(image: string): string {
  let kept = ''
  for (let at = 0; at < image.length; at++) {
    const char = image[at]
    if (char === '$' || char === '#') kept += char
    else if (char === '\\') {
      let end = at
      while (image[end] === '\\') end++
      if (image[end] === '$') {
        kept += image.slice(at, end + 1)
        at = end + 1
      } else at = end - 1
    }
  }
  return kept
}
