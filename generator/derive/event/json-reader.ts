import { asString, type Json } from '../../base/json.ts'
import type { Schema } from '../../model/schema.ts'
import { arrayOf, entry, objectOf } from './reader-members.ts'
import { merged, shapeOf } from './reader-merge.ts'
import { type Content, type Frame, MIXED, MOST, type Mode, type Option, type State } from './reader-state.ts'
import { unionOf } from './union.ts'

/** What a hole may hold, by where it stands. */
export interface Hole {
  /** The value that stands there without quotes; undefined where that may be anything. */
  readonly raw: Schema | undefined
  /** The text between quotes. */
  readonly quoted: Schema
  /** Told when the type of a value is lost here. */
  lost(): void
}

const VALUE: Mode = { kind: 'value' }
const MEMBER: Mode = { kind: 'member' }
const COLON: Mode = { kind: 'colon' }
const DONE: Mode = { kind: 'done' }
const EMPTY: Content = { kind: 'literals', texts: [''] }

/**
 * Begins to read JSON of which only parts are known: texts, holes for values, and places where one of several ways was taken. A reading is
 * a set of states, because two ways may leave the reader at different places; ways that cannot be JSON die out. Commas are not counted: a
 * template leaves them out by conditions that only a run can know.
 */
export function startReading(): State[] {
  return [{ frame: { kind: 'root', shape: '' }, mode: VALUE }]
}

/** Reads a known text. */
export function readText(states: readonly State[], text: string): State[] {
  return merged(states.flatMap((state) => advance(state, text) ?? []))
}

/** Reads a value of which only the type is known. */
export function readHole(states: readonly State[], hole: Hole): State[] {
  return merged(states.flatMap((state) => fill(state, hole)))
}

/** What is read where one of several ways was taken. */
export function mergeWays(ways: readonly (readonly State[])[]): State[] {
  const states = ways.flat()
  return merged([...states, ...endedEarly(states)])
}

/** A value without quotes may end here, too: then it has ended where another way has ended its value. */
function endedEarly(states: readonly State[]): State[] {
  const shapes = new Set(states.map(shapeOf))
  return states.flatMap(({ frame, mode }) => {
    const ended = mode.kind === 'bare' && shapes.size > 1 ? closeBare(frame, mode.options) : undefined
    return ended && shapes.has(shapeOf(ended)) ? [ended] : []
  })
}

/** The type of what was read; undefined where it cannot have been JSON. */
export function finishReading(states: readonly State[]): Schema | undefined {
  const values = states.flatMap(({ frame, mode }) => {
    const closed = mode.kind === 'bare' && frame.kind === 'root' ? closeBare(frame, mode.options) : { frame, mode }
    return closed?.mode.kind === 'done' && closed.frame.kind === 'root' && closed.frame.value ? [closed.frame.value] : []
  })
  return values.length === 0 ? undefined : unionOf(values)
}

function advance(start: State, text: string): State | undefined {
  let state: State | undefined = start
  let at = 0
  while (state && at < text.length) {
    if (state.mode.kind === 'string') {
      const end = endOfRun(text, at, state.mode.escaped)
      state = inString(state, state.mode, text.slice(at, end.run), end.stop)
      at = end.next
    } else if (state.mode.kind === 'bare') {
      const end = endOfBare(text, at)
      state = {
        frame: state.frame,
        mode: { kind: 'bare', options: state.mode.options.map((option) => withText(option, text.slice(at, end))) },
      }
      if (end < text.length) state = closeBare(state.frame, (state.mode as Extract<Mode, { kind: 'bare' }>).options)
      at = end
    } else {
      state = character(state, text.charAt(at))
      // What begins a bare value is read as part of it.
      if (state?.mode.kind !== 'bare') at++
    }
  }
  return state
}

function character(state: State, char: string): State | undefined {
  if (' \t\r\n'.includes(char)) return state
  const { frame, mode } = state
  switch (mode.kind) {
    case 'value':
      return value(frame, char)
    case 'member':
      if (char === ',') return state
      if (char === '"') return { frame, mode: { kind: 'string', role: 'key', content: EMPTY, escaped: false } }
      return char === '}' && frame.kind === 'object' ? complete(frame.below, objectOf(frame)) : undefined
    case 'colon':
      return char === ':' ? { frame, mode: VALUE } : undefined
    default:
      return undefined
  }
}

function value(frame: Frame, char: string): State | undefined {
  switch (char) {
    case '"':
      return { frame, mode: { kind: 'string', role: 'value', content: EMPTY, escaped: false } }
    case '{':
      return opened(frame, { kind: 'object', shape: `${frame.shape}o`, below: frame, members: undefined }, MEMBER)
    case '[':
      return opened(frame, { kind: 'array', shape: `${frame.shape}a`, below: frame, items: undefined }, VALUE)
    case ']':
      return frame.kind === 'array' ? complete(frame.below, arrayOf(frame)) : undefined
    case ',':
      return frame.kind === 'array' ? { frame, mode: VALUE } : undefined
    default:
      return /[-\w]/.test(char) ? { frame, mode: { kind: 'bare', options: [{ kind: 'text', text: '' }] } } : undefined
  }
}

function opened(outer: Frame, frame: Frame, mode: Mode): State | undefined {
  return outer.shape.length < MOST.depth ? { frame, mode } : undefined
}

/** A value is whole: it goes to what it stands in. */
function complete(frame: Frame, schema: Schema): State {
  switch (frame.kind) {
    case 'root':
      return { frame: { ...frame, value: schema }, mode: DONE }
    case 'array':
      return { frame: { ...frame, items: entry(frame.items, undefined, schema, true) }, mode: VALUE }
    case 'object': {
      const { key, ...rest } = frame
      return { frame: { ...rest, members: entry(frame.members, key?.name, schema, key?.name !== undefined) }, mode: MEMBER }
    }
  }
}

function inString(state: State, mode: Extract<Mode, { kind: 'string' }>, run: string, stop: 'quote' | 'escape' | 'end'): State | undefined {
  const content = appended(mode.content, run)
  if (stop !== 'quote') return { frame: state.frame, mode: { ...mode, content, escaped: stop === 'escape' } }
  const { frame } = state
  if (mode.role === 'value') return complete(frame, textOf(content))
  if (frame.kind !== 'object') return undefined
  const [name, ...more] = content.kind === 'literals' ? content.texts.map(decoded) : []
  return { frame: { ...frame, key: { name: more.length === 0 ? name : undefined } }, mode: COLON }
}

/** Up to the quote that ends the string, or to the end of the text: an escape may go on in the next piece. */
function endOfRun(
  text: string,
  from: number,
  escaped: boolean,
): { readonly run: number; readonly next: number; readonly stop: 'quote' | 'escape' | 'end' } {
  let at = escaped ? from + 1 : from
  while (at < text.length) {
    const char = text.charCodeAt(at)
    if (char === 0x22) return { run: at, next: at + 1, stop: 'quote' }
    if (char === 0x5c) {
      if (at + 1 >= text.length) return { run: text.length, next: text.length, stop: 'escape' }
      at++
    }
    at++
  }
  return { run: text.length, next: text.length, stop: 'end' }
}

function endOfBare(text: string, from: number): number {
  let at = from
  while (at < text.length && !' \t\r\n,]}:'.includes(text.charAt(at))) at++
  return at
}

function appended(content: Content, run: string): Content {
  if (run === '') return content
  return content.kind === 'literals' ? { kind: 'literals', texts: content.texts.map((text) => text + run) } : MIXED
}

function textOf(content: Content): Schema {
  if (content.kind === 'single') return content.schema
  const texts = content.kind === 'literals' ? content.texts.map(decoded) : [undefined]
  return texts.includes(undefined) ? { kind: 'string' } : { kind: 'enum', values: [...new Set(texts as string[])] }
}

/** The text that a JSON string means; undefined where it is none. */
function decoded(text: string): string | undefined {
  try {
    return asString(JSON.parse(`"${text}"`) as Json)
  } catch {
    return undefined
  }
}

function withText(option: Option, text: string): Option {
  if (text === '') return option
  return option.kind === 'text' ? { kind: 'text', text: option.text + text } : { kind: 'hole', schema: { kind: 'unknown' } }
}

function closeBare(frame: Frame, options: readonly Option[]): State | undefined {
  const schemas = options.flatMap((option): Schema[] => {
    if (option.kind === 'hole') return [option.schema]
    if (!/^(true|false|null|-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?)$/.test(option.text)) return []
    return [option.text === 'null' ? { kind: 'null' } : { kind: 'enum', values: [JSON.parse(option.text) as Json] }]
  })
  return schemas.length === 0 ? undefined : complete(frame, unionOf(schemas))
}

function fill({ frame, mode }: State, hole: Hole): State[] {
  switch (mode.kind) {
    case 'string': {
      const isAlone = mode.content.kind === 'literals' && mode.content.texts.every((text) => text === '')
      return [{ frame, mode: { ...mode, content: isAlone ? { kind: 'single', schema: hole.quoted } : MIXED, escaped: false } }]
    }
    case 'value':
      if (hole.raw === undefined) hole.lost()
      return [{ frame, mode: { kind: 'bare', options: [{ kind: 'hole', schema: hole.raw ?? { kind: 'unknown' } }] } }]
    case 'bare':
      hole.lost()
      return [{ frame, mode: { kind: 'bare', options: [{ kind: 'hole', schema: { kind: 'unknown' } }] } }]
    case 'member':
      // The name of a member, or something that prints nothing.
      return frame.kind === 'object'
        ? [
            { frame: { ...frame, key: { name: undefined } }, mode: COLON },
            { frame, mode },
          ]
        : []
    case 'done':
      return [{ frame, mode }]
    case 'colon':
      return []
  }
}
