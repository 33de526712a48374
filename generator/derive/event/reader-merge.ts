import { entry, membersOf } from './reader-members.ts'
import { type Content, type Entry, type Frame, MIXED, MOST, type Mode, type State } from './reader-state.ts'
import { unionOf } from './union.ts'

/** States of one shape become one; where there are many, those that read different members do, too. */
export function merged(states: readonly State[]): State[] {
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

/** What two states have to have in common to become one. */
export function shapeOf({ frame, mode }: State): string {
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
