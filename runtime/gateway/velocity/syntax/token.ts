/** The kinds of token that Velocity 1.7 knows, and the end of the template. */
export type TokenKind =
  | 'end-of-template'
  | 'text'
  | 'escape'
  | 'double-escape'
  | 'escaped-directive'
  | 'empty-index'
  | 'comment'
  | 'comment-start'
  | 'comment-end'
  | 'textblock'
  | 'set'
  | 'if'
  | 'elseif'
  | 'else'
  | 'end'
  | 'word'
  | 'bracketed-word'
  | 'identifier'
  | 'dot'
  | 'reference-open'
  | 'reference-close'
  | 'index-open'
  | 'index-close'
  | 'open'
  | 'close'
  | 'method-close'
  | 'list-open'
  | 'list-close'
  | 'map-open'
  | 'map-close'
  | 'comma'
  | 'colon'
  | 'double-dot'
  | 'blank'
  | 'string'
  | 'true'
  | 'false'
  | 'integer'
  | 'double'
  | '-'
  | '+'
  | '*'
  | '/'
  | '%'
  | '&&'
  | '||'
  | '<'
  | '<='
  | '>'
  | '>='
  | '=='
  | '!='
  | '!'
  | '='

/** One token. `end` is where its image ends; the scanner itself may have gone back behind it. */
export interface Token {
  readonly kind: TokenKind
  readonly start: number
  readonly end: number
  readonly image: string
  /** What the scanner saw and gave back before this token: `$` and `#` that turned out to start nothing. */
  readonly before: string
}

/** The lexical states. */
export type State =
  | 'default'
  | 'reference'
  | 'modifier'
  | 'arguments'
  | 'index'
  | 'directive'
  | 'before-directive'
  | 'line-comment'
  | 'formal-comment'
  | 'block-comment'
  | 'textblock'

/** What the machine matches besides tokens: what begins or ends something and has no image of its own. */
export type SpecialKind =
  | 'dollar'
  | 'dollar-bang'
  | 'textblock-open'
  | 'formal-comment-open'
  | 'block-comment-open'
  | 'hash'
  | 'reference-end'
  | 'directive-end'
  | 'skip'
  | 'more'
