import type { SourceRef } from '../base/diagnostic.ts'
import { tokens } from '../base/pointer.ts'
import type { LoadedFile } from '../model/document.ts'
import { outlineJson } from './json.ts'
import type { OutlineNode, Span } from './outline.ts'
import { parseYamlTree, type YamlNode } from './yaml.ts'
import { outlineYaml } from './yaml-outline.ts'

/** A place in a file: line and column count from 1, in UTF-16 units, and `length` never goes beyond the line. */
export interface Position {
  readonly line: number
  readonly column: number
  readonly length: number
}

/** What positions are looked up in: the texts of `Loaded`, or of files that could not be loaded. */
export interface Texts {
  readonly files: Readonly<Record<string, LocatedFile>>
  /** What files were parsed as already: trees of YAML, or JSON. */
  readonly trees?: ReadonlyMap<string, YamlNode | 'json'>
}

/** A text; the syntax of one with a value is what it was parsed as, that of any other what it looks like. */
type LocatedFile = Pick<LoadedFile, 'text' | 'syntax'> & Partial<Pick<LoadedFile, 'value'>>

/**
 * Makes the function that finds places in files. Nothing is parsed before it is first called for a file. A pointer that leads nowhere
 * gives the place of its nearest ancestor; `inside` at the root is an offset in the text of the file. Undefined for an unknown file.
 */
export function createLocator(texts: Texts): (at: SourceRef) => Position | undefined {
  const cache = new Map<string, FileOutline>()
  return (at) => {
    if (!Object.hasOwn(texts.files, at.file)) return undefined
    const file = texts.files[at.file]
    if (!file) return undefined
    let outline = cache.get(at.file)
    if (!outline) {
      outline = new FileOutline(file, texts.trees?.get(at.file))
      cache.set(at.file, outline)
    }
    return outline.locate(at)
  }
}

/** The position of one reference; whoever has several makes a locator. */
export function locate(texts: Texts, at: SourceRef): Position | undefined {
  return createLocator(texts)(at)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

class FileOutline {
  private readonly text: string
  private readonly syntax: 'json' | 'yaml'
  private readonly isParsed: boolean
  private readonly lineStarts: number[]
  private readonly tree: YamlNode | undefined
  private root: OutlineNode | undefined | 'unknown' = 'unknown'

  constructor(file: LocatedFile, parsed: YamlNode | 'json' | undefined) {
    this.tree = parsed === 'json' ? undefined : parsed
    this.text = file.text
    this.syntax = file.syntax
    this.isParsed = parsed === 'json' || file.value !== undefined
    this.lineStarts = [0]
    for (let index = this.text.indexOf('\n'); index !== -1; index = this.text.indexOf('\n', index + 1)) this.lineStarts.push(index + 1)
  }

  locate(at: SourceRef): Position {
    if (at.pointer === '' && at.inside) return this.position({ start: at.inside.offset, end: at.inside.offset + at.inside.length })
    const root = this.outline()
    if (!root) return this.position({ start: 0, end: 1 })
    let node = root
    let complete = true
    for (const token of tokens(at.pointer)) {
      const child = node.child(token)
      if (!child) {
        complete = false
        break
      }
      node = child
    }
    const inside = complete && at.inside ? insideOf(node, at.inside) : undefined
    return this.position(inside ?? spanOf(node, complete ? at.on : undefined, this.text))
  }

  private outline(): OutlineNode | undefined {
    if (this.root !== 'unknown') return this.root
    this.root = undefined
    try {
      // A text that begins like JSON may be YAML: the outline of JSON is for texts that parse as such.
      if (this.tree === undefined && this.syntax === 'json' && (this.isParsed || isJson(this.text))) this.root = outlineJson(this.text)
      else {
        const tree = this.tree ?? parseYamlTree(this.text).tree
        this.root = tree && outlineYaml(tree, this.text)
      }
    } catch {
      // A text that does not parse has no outline: its places are offsets.
    }
    return this.root
  }

  private position(span: Span): Position {
    const offset = Math.min(Math.max(0, span.start), this.text.length)
    let low = 0
    let high = this.lineStarts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    const start = this.lineStarts[low] ?? 0
    const lineEnd = (this.lineStarts[low + 1] ?? this.text.length + 1) - 1
    const end = this.text.charAt(lineEnd - 1) === '\r' ? lineEnd - 1 : lineEnd
    return { line: low + 1, column: offset - start + 1, length: Math.max(1, Math.min(span.end, end) - offset) }
  }
}

/** Scalars are shown as they stand, objects and lists by their key: their text goes on for many lines. */
function spanOf(node: OutlineNode, on: 'key' | 'value' | undefined, text: string): Span {
  const wanted = on ?? (node.kind === 'scalar' && node.end > node.start ? 'value' : 'key')
  if (wanted === 'key' && node.key) return node.key
  if (node.kind === 'scalar') return blockHeader(node, text) ?? node
  return { start: node.start, end: '{['.includes(text.charAt(node.start)) ? node.start + 1 : node.end }
}

/** A block scalar is shown by its key: its own text begins on the next line. */
function blockHeader(node: OutlineNode, text: string): Span | undefined {
  return node.key && text.slice(node.key.end, node.start).includes('\n') ? node.key : undefined
}

function insideOf(node: OutlineNode, inside: { readonly offset: number; readonly length: number }): Span | undefined {
  const places = node.map()
  const start = places?.[inside.offset]
  if (!places || start === undefined) return undefined
  const last = places[inside.offset + Math.max(0, inside.length - 1)]
  return { start, end: Math.max(start + 1, (last ?? start) + 1) }
}
