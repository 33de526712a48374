import type { Json } from '../../base/json.ts'
import { tokens } from '../../base/pointer.ts'
import { createLocator, type Texts } from '../../load/locate.ts'
import type { LeftChange, Merged, MergedChange } from '../merge-stage.ts'
import { visible } from './escape.ts'
import { placeOf } from './pretty.ts'
import type { Paint } from './style.ts'

const SIGNS = { set: '~', append: '+', remove: '-' } as const
const COLORS = { '~': 'yellow', '+': 'green', '-': 'red' } as const

/** What a stage changes in the files of a spec, a line each with its place; then what it does not, and why. */
export function printMerged({ changes, left, files }: Merged, texts: Texts, paint: Paint): string {
  const locate = createLocator(texts)
  const lines = changes.map((change) => {
    const sign = change.before === undefined ? '+' : SIGNS[change.kind]
    return `${paint(COLORS[sign], sign)} ${placeOf(change.at, locate(change.at))}  ${visible(nameOf(change.at.pointer))}: ${what(change)}`
  })
  const rest = left.map(
    ({ pointer, why }) => `${paint('cyan', '!')} ${visible(nameOf(pointer))} is otherwise in the stage and was left: ${visible(why)}.`,
  )
  return [...lines, ...rest, count(changes, left, files)].map((line) => `${line}\n`).join('')
}

/** `GET /pets › security`, or the names on the way. */
function nameOf(pointer: string): string {
  const names = tokens(pointer)
  const [paths, path, method, ...rest] = names
  const isOperation = paths === 'paths' && path !== undefined && method !== undefined
  return (isOperation ? [`${method.toUpperCase()} ${path}`, ...rest] : paths === 'paths' && path !== undefined ? [path] : names).join(' › ')
}

function what({ kind, before, after }: MergedChange): string {
  if (after === undefined) return `${show(before)} is gone`
  return before === undefined || kind === 'append' ? show(after) : `${show(before)} becomes ${show(after)}`
}

function show(value: Json | undefined): string {
  const text = visible(JSON.stringify(value ?? null))
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

function count(changes: readonly MergedChange[], left: readonly LeftChange[], files: ReadonlyMap<string, string>): string {
  if (changes.length === 0 && left.length === 0) return 'The spec says what the stage says: nothing to change.'
  const places = changes.length === 1 ? '1 place' : `${changes.length} places`
  const names = [...files.keys()].map(visible).join(', ')
  const made = changes.length === 0 ? 'Nothing was taken over' : `${places} of ${names}`
  return left.length === 0 ? `${made}.` : `${made}; ${left.length} left.`
}
