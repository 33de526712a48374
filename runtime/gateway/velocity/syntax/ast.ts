/** Where a node stands in the template: code units from its start. */
export interface Place {
  readonly offset: number
  readonly length: number
}

/** A parsed template. */
export interface Template extends Place {
  readonly kind: 'template'
  readonly body: readonly Statement[]
}

/** One piece of a template. Comments leave no node. */
export type Statement = Text | Reference | SetStatement | IfStatement | Directive

/** What is printed as it stands, escapes already resolved. */
export interface Text extends Place {
  readonly kind: 'text'
  readonly text: string
}

/** `$root.name(…)[…]`. */
export interface Reference extends Place {
  readonly kind: 'reference'
  readonly root: string
  readonly accesses: readonly Access[]
  /** What is printed before the value: leading backslashes (halved) and `$` signs that start no reference. */
  readonly prefix: string
  /** `\$x`: printed as it stands. */
  readonly escaped: boolean
  /** A bare word where a reference may stand (`f(null)`): always null. */
  readonly bare: boolean
  /** `$!x`. */
  readonly quiet: boolean
  /** The reference's own text. */
  readonly source: string
  /** The name that `#set` and `#define` assign to: the first token without its `$` (`{` for `${a}`, as Velocity 1.7 has it). */
  readonly target: string
}

/** One step of a reference. */
export type Access = Property | Method | Index

/** `.name`. */
export interface Property extends Place {
  readonly kind: 'property'
  readonly name: string
}

/** `.name(…)`. */
export interface Method extends Place {
  readonly kind: 'method'
  readonly name: string
  readonly args: readonly Expression[]
}

/** `[…]`. */
export interface Index extends Place {
  readonly kind: 'index'
  readonly index: Expression
}

/** `#set($target = value)`. */
export interface SetStatement extends Place {
  readonly kind: 'set'
  readonly target: Reference
  readonly value: Expression
}

/** `#if … #elseif … #else … #end`. */
export interface IfStatement extends Place {
  readonly kind: 'if'
  readonly branches: readonly { readonly condition: Expression; readonly body: readonly Statement[] }[]
  readonly otherwise?: readonly Statement[]
}

/** `#name(…)`: `foreach`, `define` and the other directives by name, and any name that is none (printed as it stands). */
export interface Directive extends Place {
  readonly kind: 'directive'
  readonly name: string
  readonly args: readonly Argument[]
  /** What stands before `#end`, where the directive has a block. */
  readonly body?: readonly Statement[]
  /** The text of the block. */
  readonly bodySource?: string
  readonly source: string
}

/** What may stand between a directive's parentheses. */
export type Argument = Expression | Word

/** A bare word such as the `in` of `#foreach`. */
export interface Word extends Place {
  readonly kind: 'word'
  readonly text: string
}

/** What has a value. */
export type Expression =
  | Reference
  | StringLiteral
  | IntegerLiteral
  | DoubleLiteral
  | BooleanLiteral
  | ListLiteral
  | MapLiteral
  | Range
  | Binary
  | Not

/** `'…'` or `"…"`; one with `$` or `#` between double quotes is a template itself. */
export interface StringLiteral extends Place {
  readonly kind: 'string'
  readonly value: string
  /** Ends with a blank that is no part of the value when `padded`. */
  readonly template?: Template
  readonly padded?: boolean
}

/** `12`: any size. */
export interface IntegerLiteral extends Place {
  readonly kind: 'integer'
  readonly text: string
}

/** `1.5`, `.5`, `1e3`. */
export interface DoubleLiteral extends Place {
  readonly kind: 'double'
  readonly text: string
}

/** `true` or `false`. */
export interface BooleanLiteral extends Place {
  readonly kind: 'boolean'
  readonly value: boolean
}

/** `[a, b]`. */
export interface ListLiteral extends Place {
  readonly kind: 'list'
  readonly items: readonly Expression[]
}

/** `{"k": v}`. */
export interface MapLiteral extends Place {
  readonly kind: 'map'
  readonly entries: readonly (readonly [Expression, Expression])[]
}

/** `[1..3]`. */
export interface Range extends Place {
  readonly kind: 'range'
  readonly from: Expression
  readonly to: Expression
  readonly literal: string
}

/** The operators between two values, by their symbol. */
export type Operator = '||' | '&&' | '==' | '!=' | '<' | '>' | '<=' | '>=' | '+' | '-' | '*' | '/' | '%'

/** `left operator right`. */
export interface Binary extends Place {
  readonly kind: 'binary'
  readonly operator: Operator
  readonly left: Expression
  readonly right: Expression
  /** What it adds to a text when it comes to nothing: its right side, or all of it where it stands in parentheses. */
  readonly literal: string
}

/** `!operand`. */
export interface Not extends Place {
  readonly kind: 'not'
  readonly operand: Expression
}

/** What keeps a template from being read. */
export interface SyntaxProblem extends Place {
  readonly message: string
  /** `operator-in-argument`: an operator stands where Velocity takes literals and references only. */
  readonly reason?: 'operator-in-argument'
}
