import { asString, type Json } from '../../base/json.ts'
import type { Property, Schema } from '../../model/schema.ts'
import { unionOf } from './union.ts'

/**
 * Reads JSON of which only parts are known: texts, holes for values, and places where one of several ways was taken. A reading is a set of
 * states, because two ways may leave the reader at different places; ways that cannot be JSON die out. Commas are not counted: a
 * template leaves them out by conditions that only a run can know.
 */
export interface State {
  readonly frame: Frame
  readonly mode: Mode
}

/** What a hole may hold, by where it stands. */
export interface Hole {
  /** The value that stands there without quotes; undefined where that may be anything. */
  readonly raw: Schema | undefined
  /** The text between quotes. */
  readonly quoted: Schema
  /** Told when the type of a value is lost here. */
  lost(): void
}

type Frame = RootFrame | ObjectFrame | ArrayFrame

interface RootFrame {
  readonly kind: 'root'
  readonly shape: ''
  readonly value?: Schema
}

interface ObjectFrame {
  readonly kind: 'object'
  readonly shape: string
  readonly below: Frame
  readonly members: Entry | undefined
  /** The member that is being read; its name is undefined where a value made it. */
  readonly key?: { readonly name: string | undefined }
}

interface ArrayFrame {
  readonly kind: 'array'
  readonly shape: string
  readonly below: Frame
  readonly items: Entry | undefined
}

/** Members or items so far, the last first, so that two ways share what they had in common. */
interface Entry {
  readonly name: string | undefined
  readonly schema: Schema
  readonly always: boolean
  readonly before: Entry | undefined
  readonly length: number
}

type Mode =
  | { readonly kind: 'value' }
  | { readonly kind: 'member' }
  | { readonly kind: 'colon' }
  | { readonly kind: 'done' }
  | { readonly kind: 'string'; readonly role: 'key' | 'value'; readonly content: Content; readonly escaped: boolean }
  | { readonly kind: 'bare'; readonly options: readonly Option[] }

/** What stands between quotes so far. */
type Content =
  | { readonly kind: 'literals'; readonly texts: readonly string[] }
  | { readonly kind: 'single'; readonly schema: Schema }
  | { readonly kind: 'mixed' }

/** What a value without quotes is so far. */
type Option = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'hole'; readonly schema: Schema }

const VALUE: Mode = { kind: 'value' }
const MEMBER: Mode = { kind: 'member' }
const COLON: Mode = { kind: 'colon' }
const DONE: Mode = { kind: 'done' }
const EMPTY: Content = { kind: 'literals', texts: [''] }
const MIXED: Content = { kind: 'mixed' }

/** Deeper nesting, more states and more ways to write one text are given up. */
const MOST = { depth: 64, states: 16, texts: 8, options: 16 }

/** Where reading begins. */
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

function entry(before: Entry | undefined, name: string | undefined, schema: Schema, always: boolean): Entry {
  return { name, schema, always, before, length: (before?.length ?? 0) + 1 }
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

/** States of one shape become one; where there are many, those that read different members do, too. */
function merged(states: readonly State[]): State[] {
  if (states.length < 2) return [...states]
  const fine = groupsOf(
    states,
    (state) => `${shapeOf(state)} ${state.frame.kind === 'object' && state.frame.key ? state.frame.key.name : ''}`,
  )
  const groups = fine.length > MOST.states ? groupsOf(states, shapeOf) : fine
  return groups.length > MOST.states ? [] : groups.flatMap(mergedPairs)
}

function groupsOf(states: readonly State[], keyOf: (state: State) => string): State[][] {
  const groups = new Map<string, Set<State>>()
  for (const state of states) {
    const key = keyOf(state)
    const group = groups.get(key)
    if (group) group.add(state)
    else groups.set(key, new Set([state]))
  }
  return [...groups.values()].map((group) => [...group])
}

function shapeOf({ frame, mode }: State): string {
  return `${frame.shape} ${mode.kind === 'string' ? mode.role : mode.kind}`
}

/** Two by two, so that the work stays in proportion to what the states added. */
function mergedPairs(states: readonly State[]): State[] {
  let left = states
  while (left.length > 1) {
    left = left.flatMap((state, index) => {
      const other = left[index + 1]
      if (index % 2 === 1) return []
      return other ? [{ frame: mergeFrames(state.frame, other.frame), mode: mergeModes(state.mode, other.mode) }] : [state]
    })
  }
  return [...left]
}

function mergeFrames(a: Frame, b: Frame): Frame {
  if (a === b) return a
  if (a.kind === 'object' && b.kind === 'object') {
    const name = a.key?.name === b.key?.name ? a.key?.name : undefined
    return {
      ...a,
      below: mergeFrames(a.below, b.below),
      members: mergeEntries(a.members, b.members),
      ...((a.key ?? b.key) && { key: { name } }),
    }
  }
  if (a.kind === 'array' && b.kind === 'array') return { ...a, below: mergeFrames(a.below, b.below), items: mergeEntries(a.items, b.items) }
  const values = [a, b].flatMap((frame) => (frame.kind === 'root' && frame.value ? [frame.value] : []))
  return values.length === 0 ? a : { kind: 'root', shape: '', value: unionOf(values) }
}

/** What both ways have in common stays as it is; what only one of them added may be missing. */
function mergeEntries(a: Entry | undefined, b: Entry | undefined): Entry | undefined {
  const ours: Entry[] = []
  const theirs: Entry[] = []
  let left = a
  let right = b
  while (left !== right) {
    if (left && (left.length > (right?.length ?? 0) || !right)) {
      ours.push(left)
      left = left.before
    } else if (right && (!left || right.length > left.length)) {
      theirs.push(right)
      right = right.before
    } else if (left && right) {
      ours.push(left)
      theirs.push(right)
      left = left.before
      right = right.before
    }
  }
  let result = left
  const first = membersOf(ours.reverse())
  const second = membersOf(theirs.reverse())
  for (const [name, one] of first.named) {
    const other = second.named.get(name)
    result = entry(result, name, other ? unionOf([one.schema, other.schema]) : one.schema, one.always && other?.always === true)
  }
  for (const [name, one] of second.named) if (!first.named.has(name)) result = entry(result, name, one.schema, false)
  const others = [...first.others, ...second.others]
  return others.length === 0 ? result : entry(result, undefined, unionOf(others), false)
}

interface Members {
  readonly named: ReadonlyMap<string, { readonly schema: Schema; readonly always: boolean }>
  readonly others: readonly Schema[]
}

/** Of members with one name the last one counts, where it is there. */
function membersOf(entries: readonly Entry[]): Members {
  const named = new Map<string, { readonly schema: Schema; readonly always: boolean }>()
  const others: Schema[] = []
  for (const { name, schema, always } of entries) {
    const before = name === undefined ? undefined : named.get(name)
    if (name === undefined) others.push(schema)
    else if (!before || always) named.set(name, { schema, always })
    else named.set(name, { schema: unionOf([before.schema, schema]), always: before.always })
  }
  return { named, others }
}

function inOrder(last: Entry | undefined): Entry[] {
  const entries: Entry[] = []
  for (let next = last; next; next = next.before) entries.push(next)
  return entries.reverse()
}

function objectOf(frame: ObjectFrame): Schema {
  const { named, others } = membersOf(inOrder(frame.members))
  const properties = [...named].map(([name, { schema, always }]): Property => ({ name, schema, required: always }))
  return { kind: 'object', properties, additional: others.length === 0 ? 'none' : unionOf(others) }
}

function arrayOf(frame: ArrayFrame): Schema {
  return { kind: 'array', items: unionOf(inOrder(frame.items).map(({ schema }) => schema)) }
}

function mergeModes(a: Mode, b: Mode): Mode {
  if (a.kind === 'string' && b.kind === 'string') {
    return { ...a, content: mergeContents(a.content, b.content), escaped: a.escaped || b.escaped }
  }
  if (a.kind === 'bare' && b.kind === 'bare') {
    const options = [...a.options, ...b.options]
    return { kind: 'bare', options: options.length > MOST.options ? [{ kind: 'hole', schema: { kind: 'unknown' } }] : options }
  }
  return a
}

function mergeContents(a: Content, b: Content): Content {
  if (a === b) return a
  if (a.kind === 'literals' && b.kind === 'literals') {
    const texts = [...new Set([...a.texts, ...b.texts])]
    return texts.length > MOST.texts ? MIXED : { kind: 'literals', texts }
  }
  if (a.kind === 'single' && b.kind === 'single') return { kind: 'single', schema: unionOf([a.schema, b.schema]) }
  return MIXED
}
