import type { Json } from '../base/json.ts'
import { tokens } from '../base/pointer.ts'
import type { YamlNode } from '../load/yaml.ts'
import type { Edit } from './edit.ts'
import { printBlock, printFlow, printItem, printKey, printQuoted, printScalar, type Style } from './print-value.ts'

/** A piece of a text and what takes its place. `within` is the collection that it changes: two edits of one wait for each other. */
export interface Splice {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly within: YamlNode
}

type YamlMap = YamlNode & { readonly kind: 'map' }
type YamlList = YamlNode & { readonly kind: 'list' }
type Pair = YamlMap['pairs'][number]

/** A collection on the way to a value, and where in it the way goes on. */
interface Step {
  readonly node: YamlMap | YamlList
  readonly index: number
}

/** How an edit changes a text; undefined where the text cannot be changed so: behind an alias, a merge key or a tag, or at its root. */
export function spliceOf(text: string, tree: YamlNode, edit: Edit, style: Style): Splice | undefined {
  const path = tokens(edit.pointer)
  const last = edit.kind === 'append' ? undefined : path.pop()
  const found = walk(tree, path)
  if (found === undefined) return undefined
  const { node, steps } = found
  const writer = new Writer(text, style)
  if (edit.kind === 'append') return node.kind === 'list' ? writer.append(node, edit.value, steps) : undefined
  if (last === undefined) return undefined
  if (node.kind === 'list') {
    const index = Number(last)
    if (node.items[index] === undefined) return undefined
    return edit.kind === 'set' ? writer.replace({ node, index }, edit.value) : writer.removeItem({ node, index }, steps)
  }
  if (node.kind !== 'map') return undefined
  const index = node.pairs.findIndex(({ key }) => key.kind === 'scalar' && key.text === last)
  if (edit.kind === 'remove') return index === -1 ? undefined : writer.removePair({ node, index }, steps)
  return index === -1 ? writer.add(node, last, edit.value, steps) : writer.replace({ node, index }, edit.value)
}

function walk(tree: YamlNode, path: readonly string[]): { readonly node: YamlNode; readonly steps: readonly Step[] } | undefined {
  const steps: Step[] = []
  let node = tree
  for (const token of path) {
    if (node.tag.startsWith('!') && !node.tag.startsWith('!!')) return undefined
    if (node.kind !== 'map' && node.kind !== 'list') return undefined
    const index = node.kind === 'list' ? Number(token) : node.pairs.findIndex(({ key }) => key.kind === 'scalar' && key.text === token)
    const child: YamlNode | undefined = node.kind === 'list' ? node.items[index] : node.pairs[index]?.value
    if (child === undefined) return undefined
    steps.push({ node, index })
    node = child
  }
  return node.kind === 'alias' ? undefined : { node, steps }
}

/** Writes into one text. A class, because all it does needs the text and its style. */
class Writer {
  private readonly text: string
  private readonly style: Style

  constructor(text: string, style: Style) {
    this.text = text
    this.style = style
  }

  /** Another value in the place of one; a comment behind a value on one line stays. */
  replace({ node, index }: Step, value: Json): Splice {
    const old = valueAt({ node, index })
    const isShort = typeof value !== 'object' || value === null
    if (this.isFlow(node)) return this.splice(startOf(old), this.endOf(old), printFlow(value, this.indentAt(old.start), this.style), node)
    const onOneLine = old.kind === 'scalar' && old.end > old.start && !this.text.slice(old.start, old.end).includes('\n') && !isBlock(old)
    if (onOneLine && isShort && !(typeof value === 'string' && value.includes('\n')))
      return this.splice(startOf(old), this.endOf(old), this.scalar(value, old), node)
    if (node.kind === 'list') return this.splice(startOf(old), this.endOf(old), printItem(value, this.dashColumn(old), this.style), node)
    const { key } = node.pairs[index] as Pair
    const colon = this.text.indexOf(':', this.endOf(key)) + 1
    return this.splice(colon, Math.max(colon, this.endOf(old)), printBlock(value, this.column(startOf(key)), this.style), node)
  }

  add(node: YamlMap, key: string, value: Json, steps: readonly Step[]): Splice | undefined {
    const last = node.pairs.at(-1)
    if (this.isFlow(node))
      return this.addInside(node, last && [startOf(last.key), this.endOf(last.value)], (indent) => this.flowPair(key, value, indent))
    if (last === undefined) return this.parentOf(steps, (step) => this.replace(step, { [key]: value }))
    const indent = this.column(startOf((node.pairs[0] as Pair).key))
    return this.newLine(node, last.value, `${' '.repeat(indent)}${printKey(key)}:${printBlock(value, indent, this.style)}`)
  }

  append(node: YamlList, value: Json, steps: readonly Step[]): Splice | undefined {
    const last = node.items.at(-1)
    if (this.isFlow(node))
      return this.addInside(node, last && [startOf(last), this.endOf(last)], (indent) => printFlow(value, indent, this.style))
    if (last === undefined) return this.parentOf(steps, (step) => this.replace(step, [value]))
    const indent = this.dashColumn(last)
    return this.newLine(node, last, `${' '.repeat(indent)}- ${printItem(value, indent, this.style)}`)
  }

  removePair({ node, index }: Step & { readonly node: YamlMap }, steps: readonly Step[]): Splice | undefined {
    const spans = node.pairs.map(({ key, value }): [number, number] => [startOf(key), this.endOf(value)])
    return this.remove(node, index, spans, (at) => at, {}, steps)
  }

  removeItem({ node, index }: Step & { readonly node: YamlList }, steps: readonly Step[]): Splice | undefined {
    const spans = node.items.map((item): [number, number] => [startOf(item), this.endOf(item)])
    return this.remove(node, index, spans, (at) => this.dashBefore(at), [], steps)
  }

  /** Takes one member away, `begin` leading from where it is written to where its line has its first letter. */
  private remove(
    node: YamlMap | YamlList,
    index: number,
    spans: readonly [number, number][],
    begin: (at: number) => number,
    empty: Json,
    steps: readonly Step[],
  ): Splice | undefined {
    const [start, end] = spans[index] as [number, number]
    const before = spans[index - 1]
    const after = spans[index + 1]
    if (this.isFlow(node)) {
      if (before) return this.splice(before[1], end, '', node)
      return after ? this.splice(start, after[0], '', node) : this.splice(node.start + 1, this.closing(node), '', node)
    }
    if (!before && !after) return this.parentOf(steps, (step) => this.replace(step, empty))
    const first = begin(start)
    const line = this.text.lastIndexOf('\n', first - 1) + 1
    // The first of a list's item stands behind the dash: the next one takes its place.
    if (this.text.slice(line, first).trim() !== '') return after && this.splice(first, begin(after[0]), '', node)
    return this.splice(line, this.nextLine(end), '', node)
  }

  /** Behind the last member of a collection in brackets, or as its first. */
  private addInside(node: YamlMap | YamlList, last: readonly [number, number] | undefined, print: (indent: number) => string): Splice {
    if (last === undefined) {
      const indent = this.indentAt(node.start)
      const isJson = this.style.syntax === 'json'
      const inner = indent + this.style.step
      const text = isJson
        ? `${this.style.newline}${' '.repeat(inner)}${print(inner)}${this.style.newline}${' '.repeat(indent)}`
        : node.kind === 'map'
          ? ` ${print(indent)} `
          : print(indent)
      return this.splice(node.start + 1, this.closing(node), text, node)
    }
    const [start, end] = last
    const line = this.text.lastIndexOf('\n', start - 1)
    const ownLine = line > node.start && this.text.slice(line + 1, start).trim() === ''
    const indent = ownLine ? start - line - 1 : this.indentAt(node.start)
    const before = ownLine ? `,${this.style.newline}${' '.repeat(indent)}` : ', '
    return this.splice(end, end, `${before}${print(indent)}`, node)
  }

  private flowPair(key: string, value: Json, indent: number): string {
    const name = this.style.syntax === 'json' ? JSON.stringify(key) : printKey(key)
    return `${name}: ${printFlow(value, indent, this.style)}`
  }

  private parentOf(steps: readonly Step[], change: (step: Step) => Splice): Splice | undefined {
    const step = steps.at(-1)
    return step && change(step)
  }

  private newLine(node: YamlNode, last: YamlNode, line: string): Splice {
    const at = this.nextLine(this.endOf(last))
    const { newline } = this.style
    const begun = at === 0 || this.text.charAt(at - 1) === '\n'
    return this.splice(at, at, begun ? `${line}${newline}` : `${newline}${line}`, node)
  }

  private scalar(value: Json, old: YamlNode): string {
    if (typeof value !== 'string') return JSON.stringify(value)
    if (old.kind === 'scalar' && old.style === 'double') return JSON.stringify(value)
    if (old.kind === 'scalar' && old.style === 'single') return printQuoted(value)
    return printScalar(value)
  }

  private splice(start: number, end: number, text: string, within: YamlNode): Splice {
    return { start, end, text, within }
  }

  private isFlow(node: YamlNode): boolean {
    return '{['.includes(this.text.charAt(node.start) || ' ')
  }

  /** Where the bracket of a collection is that closes it. */
  private closing(node: YamlNode): number {
    const close = this.text.charAt(node.start) === '{' ? '}' : ']'
    const last = node.kind === 'map' ? node.pairs.at(-1)?.value : node.kind === 'list' ? node.items.at(-1) : undefined
    return this.text.indexOf(close, last ? this.endOf(last) : node.start)
  }

  /** The end of a value in the text, without the blanks and line ends behind it. */
  private endOf(node: YamlNode): number {
    if ((node.kind === 'map' || node.kind === 'list') && this.isFlow(node)) return this.closing(node) + 1
    const last = node.kind === 'map' ? node.pairs.at(-1)?.value : node.kind === 'list' ? node.items.at(-1) : undefined
    if (last) return this.endOf(last)
    if (isQuoted(node)) return node.end + 1
    // Nothing was written: its place is that of the colon.
    if (node.end === node.start) return node.end + (/^["']?\s*:/.exec(this.text.slice(node.end, node.end + 100))?.[0].length ?? 0)
    let end = node.end
    while (end > node.start && /\s/.test(this.text.charAt(end - 1))) end--
    return end
  }

  private nextLine(offset: number): number {
    const end = this.text.indexOf('\n', offset)
    return end === -1 ? this.text.length : end + 1
  }

  private column(offset: number): number {
    return offset - (this.text.lastIndexOf('\n', offset - 1) + 1)
  }

  private dashBefore(offset: number): number {
    return this.text.lastIndexOf('-', offset - 1)
  }

  private dashColumn(item: YamlNode): number {
    return this.column(this.dashBefore(startOf(item)))
  }

  /** How far the line of an offset is indented. */
  private indentAt(offset: number): number {
    const line = this.text.lastIndexOf('\n', offset - 1) + 1
    return /^[ \t]*/.exec(this.text.slice(line, offset))?.[0].length ?? 0
  }
}

/** Where a value begins, its quote included. */
function startOf(node: YamlNode): number {
  return isQuoted(node) ? node.start - 1 : node.start
}

function isQuoted(node: YamlNode): boolean {
  return node.kind === 'scalar' && (node.style === 'single' || node.style === 'double')
}

function isBlock(node: YamlNode): boolean {
  return node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded')
}

function valueAt({ node, index }: Step): YamlNode {
  return node.kind === 'list' ? (node.items[index] as YamlNode) : (node.pairs[index] as Pair).value
}
