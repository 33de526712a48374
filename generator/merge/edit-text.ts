import { equal, type Json } from '../base/json.ts'
import { parseFile } from '../load/parse.ts'
import { parseYamlTree } from '../load/yaml.ts'
import { applyEdit } from './apply-edit.ts'
import type { Edit } from './edit.ts'
import type { Style } from './print-value.ts'
import { type Splice, spliceOf } from './splice.ts'

/** A text after edits, and the edits that it could not take. */
export interface Edited {
  readonly text: string
  readonly refused: readonly Edit[]
}

/**
 * Changes a JSON or YAML text and leaves every other letter of it alone: comments, order, anchors, quotes. The value of the result is
 * checked against the edits; one that would change anything else is refused.
 */
export function editText(text: string, edits: readonly Edit[]): Edited {
  const style = styleOf(text)
  const value = read(text)
  if (value === undefined) return { text, refused: edits }
  const all = editAll(text, value, edits, style)
  if (all.refused.length === 0) return { text: all.text, refused: [] }
  // One of them spoils the rest: each alone shows which.
  const refused: Edit[] = []
  let current = { text, value }
  for (const edit of edits) {
    const edited = editAll(current.text, current.value, [edit], style)
    if (edited.refused.length > 0) refused.push(edit)
    else current = { text: edited.text, value: edited.value }
  }
  return { text: current.text, refused }
}

/** All of them or none. Edits of one collection, or of one inside another, go one after the other. */
function editAll(text: string, value: Json, edits: readonly Edit[], style: Style): Edited & { readonly value: Json } {
  let current = text
  let pending = edits
  while (pending.length > 0) {
    const { tree } = parseYamlTree(current)
    if (!tree) return { text, value, refused: edits }
    const taken: Splice[] = []
    const waiting: Edit[] = []
    for (const edit of pending) {
      const splice = spliceOf(current, tree, edit, style)
      if (splice && taken.every((other) => isApart(splice, other))) taken.push(splice)
      else waiting.push(edit)
    }
    if (taken.length === 0) return { text, value, refused: edits }
    for (const { start, end, text: piece } of taken.sort((a, b) => b.start - a.start))
      current = current.slice(0, start) + piece + current.slice(end)
    pending = waiting
  }
  const wanted = edits.reduce<Json | undefined>((document, edit) => (document !== undefined ? applyEdit(document, edit) : undefined), value)
  const got = read(current)
  const isRight = wanted !== undefined && got !== undefined && equal(wanted, got)
  return isRight ? { text: current, value: got, refused: [] } : { text, value, refused: edits }
}

function isApart(one: Splice, other: Splice): boolean {
  return one.within !== other.within && (one.end < other.start || other.end < one.start)
}

function read(text: string): Json | undefined {
  let failed = false
  const file = parseFile('', text, ({ severity }) => {
    failed ||= severity === 'error'
  })
  return failed ? undefined : file?.value
}

function styleOf(text: string): Style {
  const syntax = /^\s*[{[]/.test(text) ? 'json' : 'yaml'
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  // The first line that is further in than the one before it tells what a level is.
  const [, blanks = '  '] = /\n( +)[^\s#-]/.exec(text) ?? []
  return { syntax, newline, step: Math.min(8, blanks.length) }
}
