import { unreachable } from '../base/never.ts'

declare const brand: unique symbol

/**
 * Text that may stand in generated code. It is made only by a language's `literal`, `identifier`, `key` and `comment`
 * (in `languages/`) and by the printer below, so text of a spec cannot reach code in any other way: that is a type error.
 */
export type Code = string & { readonly [brand]: 'Code' }

/** For `languages/` alone (the architecture test sees to it): declares that a text was made safe. */
export function trusted(text: string): Code {
  return text as Code
}

/** A name that lives in another module. Printing it imports it. */
export interface ImportSymbol {
  readonly kind: 'import'
  readonly name: string
  /** The module as the generated file names it: `./types.js`. */
  readonly from: string
  readonly use: 'type' | 'value'
  /** What it is called in the file, where that name is free; by default its own name. */
  readonly as?: Code
}

/** Names a symbol of a module. Both are ours, never text of a spec. */
export function symbol(name: string, from: string, use: 'type' | 'value' = 'value', as?: Code): ImportSymbol {
  return { kind: 'import', name, from, use, ...(as !== undefined && { as }) }
}

export type Printable = Code | number | ImportSymbol | readonly Printable[]

/** How a language writes imports and comments; its `importBlock` gets symbols sorted by module and name. */
export interface Syntax {
  importBlock(imports: readonly { readonly from: string; readonly names: readonly ImportedName[] }[]): string
  /** The nth other name for a name that is taken in a file; no name made from a spec looks like one. */
  alias(wish: string, n: number, from: string): string
}

export interface ImportedName {
  readonly name: string
  readonly local: string
  readonly use: 'type' | 'value'
}

/** A symbol as one file imports it; `maybe`: a piece was made with it, which may never have been printed. */
interface Import {
  readonly from: string
  readonly name: string
  readonly local: string
  use: 'type' | 'value'
  used: 'maybe' | 'yes'
}

/** A template is one place of a program: printed a thousand times, dedented once. */
type Dedented = Map<TemplateStringsArray, Template>

/** A template's text between its holes. */
interface Template {
  readonly parts: readonly string[]
  /** By hole: the blanks that its line begins with; undefined where a hole before it stands on that line, too. */
  readonly indents: readonly (string | undefined)[]
}

/** Makes a new file; `declared` are the names that it declares itself. */
export type FileMaker = (declared?: Iterable<string>) => CodeFile

/** The maker of many files of one syntax and header. */
export function fileMaker(syntax: Syntax, header: Code): FileMaker {
  const dedented: Dedented = new Map()
  return (declared = []) => new CodeFile({ syntax, header, declared, dedented })
}

/**
 * Prints one file: tagged templates whose holes take `Code` only, re-indented to where they stand; every symbol that is
 * printed is imported, with an alias where two modules share a name.
 */
export class CodeFile {
  readonly #syntax: Syntax
  readonly #header: Code
  readonly #lines: string[] = []
  /** By module, then by name there. */
  readonly #imports = new Map<string, Map<string, Import>>()
  readonly #locals: Set<string>
  readonly #dedented: Dedented

  /** `declared` are the names that the file itself declares: imports give way to them. `dedented` is shared by files of one maker. */
  constructor(options: { syntax: Syntax; header: Code; declared?: Iterable<string>; dedented?: Dedented }) {
    this.#syntax = options.syntax
    this.#header = options.header
    this.#locals = new Set(options.declared)
    this.#dedented = options.dedented ?? new Map()
  }

  /**
   * A file that declares these names and prints pieces that were made for this one: what they import is imported there, under the names that
   * it has here. `words` are those of the pieces. Both stand in one folder.
   */
  beside(declared: Iterable<string>, words: ReadonlySet<string>): CodeFile {
    const file = new CodeFile({ syntax: this.#syntax, header: this.#header, declared, dedented: this.#dedented })
    for (const names of this.#imports.values()) {
      for (const one of names.values()) {
        file.#locals.add(one.local)
        if (words.has(one.local)) file.#take({ ...one, used: 'yes' })
      }
    }
    return file
  }

  /** Imports what a piece names that was made without this file. */
  use(wanted: ImportSymbol): this {
    this.#import(wanted, 'yes')
    return this
  }

  /** A piece of code for a hole of another piece. */
  code(strings: TemplateStringsArray, ...holes: readonly Printable[]): Code {
    return this.#render(strings, holes, 'maybe')
  }

  #render(strings: TemplateStringsArray, holes: readonly Printable[], used: 'maybe' | 'yes'): Code {
    const { parts, indents } = this.#dedent(strings)
    let text = parts[0] ?? ''
    for (let index = 0; index < holes.length; index++) {
      let shown = this.#show(holes[index] as Printable, used)
      if (shown.includes('\n')) {
        const indent = indents[index] ?? blanksOfLastLine(text)
        if (indent !== '') shown = shown.replaceAll('\n', `\n${indent}`)
      }
      text += shown + (parts[index + 1] ?? '')
    }
    return text as Code
  }

  /** Adds a piece of code and a line end. A piece that is empty adds nothing. */
  print(strings: TemplateStringsArray, ...holes: readonly Printable[]): this {
    const text = this.#render(strings, holes, 'yes')
    // Blank lines of a re-indented hole must not carry blanks: the output is its own formatter.
    if (text !== '') this.#lines.push(text.includes(' \n') || text.endsWith(' ') ? text.replace(/^[ \t]+$/gm, '') : text)
    return this
  }

  /** Adds an empty line. */
  blank(): this {
    this.#lines.push('')
    return this
  }

  /** The header, the imports, what was printed, one line end at the end. */
  toString(): string {
    const body = trimLines(this.#lines.join('\n'))
    const imports = this.#printed(body)
    if (imports.length === 0) return `${[this.#header, body].filter((part) => part !== '').join('\n\n')}\n`
    const modules = new Map<string, ImportedName[]>()
    for (const { from, name, local, use } of imports) {
      const names = modules.get(from) ?? []
      names.push({ name, local, use })
      modules.set(from, names)
    }
    const block = this.#syntax.importBlock([...modules].map(([from, names]) => ({ from, names })))
    return `${[this.#header, block, body].filter((part) => part !== '').join('\n\n')}\n`
  }

  /** What is imported, by module and name: what was printed, and not what only pieces were made with that nobody used. */
  #printed(body: string): Import[] {
    const all = [...this.#imports.values()].flatMap((names) => [...names.values()])
    const sure = all.every(({ used }) => used === 'yes')
    const code = sure ? '' : withoutTexts(body)
    // Names are met about in the order in which they stand: each is looked for from where the last one was, or many names cost a long file
    // a search from its start each.
    let near = 0
    const isPrinted = (name: string): boolean => {
      const found = findWord(code, name, near)
      if (found !== -1) near = found
      return found !== -1 || (near > 0 && hasWord(code, name))
    }
    return all.filter(({ local, used }) => used === 'yes' || isPrinted(local)).sort((a, b) => (a.from + a.name < b.from + b.name ? -1 : 1))
  }

  #dedent(strings: TemplateStringsArray): Template {
    const known = this.#dedented.get(strings)
    if (known) return known
    const parts = dedent(strings)
    const indents = parts.map((part, index) => (index === 0 || part.includes('\n') ? blanksOfLastLine(part) : undefined))
    const template = { parts, indents }
    this.#dedented.set(strings, template)
    return template
  }

  #show(hole: Printable, used: 'maybe' | 'yes'): string {
    if (typeof hole === 'number') {
      if (!Number.isFinite(hole)) throw new Error('a number that is not finite cannot be printed')
      return String(hole)
    }
    if (typeof hole === 'string') return hole
    if (Array.isArray(hole)) return (hole as readonly Printable[]).map((item) => this.#show(item, used)).join('')
    const symbolHole = hole as ImportSymbol
    return symbolHole.kind === 'import' ? this.#import(symbolHole, used) : unreachable(symbolHole.kind)
  }

  #import(wanted: ImportSymbol, used: 'maybe' | 'yes'): string {
    const known = this.#imports.get(wanted.from)?.get(wanted.name)
    if (known) {
      if (wanted.use === 'value') known.use = 'value'
      if (used === 'yes') known.used = 'yes'
      return known.local
    }
    const wish = wanted.as ?? wanted.name
    let local: string = wish
    for (let n = 1; this.#locals.has(local); n++) local = this.#syntax.alias(wish, n, wanted.from)
    this.#locals.add(local)
    this.#take({ from: wanted.from, name: wanted.name, local, use: wanted.use, used })
    return local
  }

  #take(one: Import): void {
    const names = this.#imports.get(one.from) ?? new Map<string, Import>()
    names.set(one.name, one)
    this.#imports.set(one.from, names)
  }
}

/** Joins pieces with a separator of ours. */
export function joinCode(pieces: readonly Code[], separator: string): Code {
  return pieces.join(separator) as Code
}

/** True where a name stands in code by itself, not as a part of a longer one. */
export function hasWord(code: string, word: string): boolean {
  return findWord(code, word, 0) !== -1
}

/** The names and words that stand in code outside of texts and comments. */
export function wordsIn(code: Code): ReadonlySet<string> {
  return new Set(withoutTexts(code).match(/[A-Za-z_$][\w$]*/g))
}

function withoutTexts(code: string): string {
  return code.replace(/"(?:[^"\\\n]|\\.)*"|\/\*[\s\S]*?\*\/|\/\/.*/g, '')
}

/** Where a name stands next by itself; -1 where it does not. */
function findWord(code: string, word: string, from: number): number {
  for (let start = code.indexOf(word, from); start !== -1; start = code.indexOf(word, start + 1)) {
    if (!isPartOfName(code.charCodeAt(start - 1)) && !isPartOfName(code.charCodeAt(start + word.length))) return start
  }
  return -1
}

/** Letters, digits, `_` and `$` of ASCII; NaN, before and behind the text, is none. */
function isPartOfName(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 36
}

function blanksOfLastLine(text: string): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n') + 1))?.[0] ?? ''
}

function trimLines(text: string): string {
  let start = 0
  let end = text.length
  while (text[start] === '\n') start++
  while (end > start && text[end - 1] === '\n') end--
  return text.slice(start, end)
}

/** Drops a first and last line that are blank, and the indentation that all lines of a template share. */
function dedent(strings: TemplateStringsArray): string[] {
  if (!strings.some((part) => part.includes('\n'))) return [...strings]
  const parts = [...strings]
  parts[0] = (parts[0] ?? '').replace(/^[ \t]*\n/, '')
  parts[parts.length - 1] = (parts.at(-1) ?? '').replace(/\n[ \t]*$/, '')
  let smallest = Number.POSITIVE_INFINITY
  parts.forEach((part, index) => {
    const lines = part.split('\n')
    lines.forEach((line, at) => {
      if (at === 0 && (index > 0 || !strings[0]?.startsWith('\n'))) return
      const lastOfLiteral = at === lines.length - 1 && index < parts.length - 1
      if (line.trim() !== '' || lastOfLiteral) smallest = Math.min(smallest, /^[ \t]*/.exec(line)?.[0].length ?? 0)
    })
  })
  if (!Number.isFinite(smallest) || smallest === 0) return parts
  const margin = new RegExp(`^[ \\t]{0,${smallest}}`)
  return parts.map((part, index) =>
    part
      .split('\n')
      .map((line, at) => (at === 0 && (index > 0 || !strings[0]?.startsWith('\n')) ? line : line.replace(margin, '')))
      .join('\n'),
  )
}
