import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE, type ScalarEvent, YAMLException } from 'js-yaml'
import { MAX_DEPTH, type Span, type TextProblem } from './outline.ts'

/**
 * The door of the YAML parser. It is asked for its events alone, which carry offsets: values, duplicate keys and positions are all
 * made from the same events, so they can never disagree.
 */

/** How a scalar was written. */
export type YamlStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded'

/** One node of a YAML document, before tags are applied and aliases followed. Spans are those of the text as written. */
export type YamlNode = {
  readonly start: number
  end: number
  /** As written (`!Sub`, `!!str`), or `''`. */
  readonly tag: string
  readonly anchor: string
} & (
  | { readonly kind: 'scalar'; readonly style: YamlStyle; readonly text: string; readonly raw: RawScalar }
  | { readonly kind: 'map'; readonly pairs: { readonly key: YamlNode; readonly value: YamlNode }[] }
  | { readonly kind: 'list'; readonly items: YamlNode[] }
  | { readonly kind: 'alias'; readonly name: string }
)

/** What is needed to read a scalar once more, letter by letter. */
export interface RawScalar {
  readonly indent: number
  /** The value is the text between the offsets. */
  readonly verbatim: boolean
}

/** The first document of a YAML text as a tree, or what is wrong with the text. */
export function parseYamlTree(text: string): { readonly tree?: YamlNode; readonly problem?: TextProblem } {
  const attempt = parseLeniently(text)
  if ('problem' in attempt) return attempt
  return buildTree(attempt.events, attempt.source)
}

/** A text whose flow collections were indented enough for the parser, and the way back to the offsets of the text as written. */
interface Source {
  readonly text: string
  readonly original: string
  back(offset: number): number
}

/** Blanks put before a line that is not indented enough: more than any block around it can want. */
const PADDING = 1000
/** Lines mended in one text, and letters read again while doing so. */
const MAX_MENDED_LINES = 500
const MAX_MENDED_LETTERS = 100_000_000

/**
 * Many real documents close a `[` or `{` at the indentation of their key. YAML 1.2 forbids it, nearly all parsers allow it, and blanks
 * have no other meaning inside flow collections and quoted text: so such lines are indented more before the parser sees them again.
 */
function parseLeniently(original: string): { events: Event[]; source: Source } | { problem: TextProblem } {
  const mended: number[] = []
  let text = original
  for (;;) {
    const current = text
    const source: Source = { text: current, original, back: (offset) => back(mended, offset) }
    try {
      return { events: parseEvents(current, { maxDepth: MAX_DEPTH }), source }
    } catch (error) {
      const problem = describe(error, source)
      const line = error instanceof YAMLException && error.reason === 'deficient indentation' ? lineStart(current, error) : undefined
      if (line === undefined || mended.length >= MAX_MENDED_LINES || mended.length * current.length > MAX_MENDED_LETTERS) return { problem }
      mended.push(source.back(line))
      mended.sort((a, b) => a - b)
      text = current.slice(0, line) + ' '.repeat(PADDING) + current.slice(line)
    }
  }
}

function lineStart(text: string, error: YAMLException): number | undefined {
  const position = error.mark?.position
  return position === undefined ? undefined : text.lastIndexOf('\n', position - 1) + 1
}

/** Offset in the text as written of an offset in the mended text. `mended` holds the line starts of the former, ascending. */
function back(mended: readonly number[], offset: number): number {
  let shift = 0
  for (const line of mended) {
    if (line + shift >= offset) break
    // An offset inside the padding is the start of its line.
    shift += Math.min(PADDING, offset - (line + shift))
  }
  return offset - shift
}

/** The parser sees such a mistake where the next key ends. */
const COLON = ' A `:` may be missing at the end of the line before.'

function describe(error: unknown, source: Source): TextProblem {
  if (!(error instanceof YAMLException)) {
    return { kind: 'syntax', message: 'The text is not valid YAML.', at: { start: 0, end: 1 } }
  }
  const start = source.back(error.mark?.position ?? 0)
  const tooDeep = error.reason.includes('maxDepth')
  const message = tooDeep
    ? `Values are nested deeper than ${MAX_DEPTH} levels here.`
    : `The YAML is not valid here: ${error.reason.replace(/\s+/g, ' ')}.${/multiline key/.test(error.reason) ? COLON : ''}`
  return { kind: tooDeep ? 'too-deep' : 'syntax', message, at: { start, end: start + 1 } }
}

type Frame =
  | { readonly node: YamlNode & { kind: 'map' | 'list' }; key: YamlNode | undefined }
  | { readonly node: undefined; root?: YamlNode }

function buildTree(events: readonly Event[], source: Source): { readonly tree?: YamlNode; readonly problem?: TextProblem } {
  const frames: Frame[] = []
  const roots: YamlNode[] = []
  let last = 0
  const slice = (start: number, end: number): string => (start === -1 ? '' : source.text.slice(start, end))
  const add = (node: YamlNode): void => {
    last = node.end
    const frame = frames.at(-1)
    if (!frame) return
    if (!frame.node) frame.root = node
    else if (frame.node.kind === 'list') frame.node.items.push(node)
    else if (frame.key === undefined) frame.key = node
    else {
      frame.node.pairs.push({ key: frame.key, value: node })
      frame.key = undefined
    }
  }
  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        frames.push({ node: undefined })
        break
      case EVENT_ID.SCALAR: {
        const start = event.valueStart === -1 ? last : source.back(event.valueStart)
        add({
          kind: 'scalar',
          start,
          end: event.valueStart === -1 ? start : source.back(event.valueEnd),
          tag: slice(event.tagStart, event.tagEnd),
          anchor: slice(event.anchorStart, event.anchorEnd),
          style: styleOf(event),
          text: getScalarValue(source.text, event),
          raw: { indent: event.indent, verbatim: event.fast },
        })
        break
      }
      case EVENT_ID.ALIAS: {
        const start = source.back(event.anchorStart) - 1
        add({
          kind: 'alias',
          start,
          end: source.back(event.anchorEnd),
          tag: '',
          anchor: '',
          name: slice(event.anchorStart, event.anchorEnd),
        })
        break
      }
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING: {
        const start = source.back(event.start)
        const shared = {
          start,
          end: start,
          tag: slice(event.tagStart, event.tagEnd),
          anchor: slice(event.anchorStart, event.anchorEnd),
        }
        last = start
        const node: YamlNode & { kind: 'map' | 'list' } =
          event.type === EVENT_ID.MAPPING ? { kind: 'map', ...shared, pairs: [] } : { kind: 'list', ...shared, items: [] }
        frames.push({ node, key: undefined })
        break
      }
      case EVENT_ID.POP: {
        const frame = frames.pop()
        if (!frame) break
        if (frame.node) {
          frame.node.end = Math.max(last, frame.node.start)
          add(frame.node)
        } else if (frame.root) roots.push(frame.root)
        break
      }
    }
  }
  const [tree, second] = roots
  if (!tree) return { problem: { kind: 'syntax', message: 'The file holds no value.', at: { start: 0, end: 1 } } }
  if (second)
    return { problem: { kind: 'syntax', message: 'A second YAML document begins here; a spec is one document.', at: firstLetter(second) } }
  return { tree }
}

function firstLetter(node: YamlNode): Span {
  return { start: node.start, end: node.start + 1 }
}

function styleOf(event: ScalarEvent): YamlStyle {
  switch (event.style) {
    case SCALAR_STYLE.SINGLE_QUOTED:
      return 'single'
    case SCALAR_STYLE.DOUBLE_QUOTED:
      return 'double'
    case SCALAR_STYLE.LITERAL_BLOCK:
      return 'literal'
    case SCALAR_STYLE.FOLDED_BLOCK:
      return 'folded'
    default:
      return 'plain'
  }
}
