import type { Json } from '../base/json.ts'
import { isLateBound } from '../base/late-bound.ts'

/** A text whose every letter is known: neither late-bound nor resolved from stage variables. */
export function isPlainText(value: Json | undefined): value is string {
  return typeof value === 'string' && !isLateBound(value) && !value.includes('${')
}

/** A sentence as it stands behind a colon, without its capital letter. */
export function behindColon(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}

/** `a`, `b` and `c`, in backticks. */
export function listOf(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`
}
