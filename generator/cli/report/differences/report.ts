import { posix } from 'node:path'
import type { Severity, SourceRef } from '../../../base/diagnostic.ts'
import type { Texts } from '../../../load/locate.ts'
import type { Difference } from '../../../model/difference.ts'
import { visible } from '../escape.ts'
import { placeOf } from '../pretty.ts'
import type { Locate } from '../reading-order.ts'

/** What a comparison found, in the order in which it is printed, and the texts it is about. */
export interface DifferenceReport {
  readonly differences: readonly Difference[]
  /** How many the config leaves out. */
  readonly ignored: number
  readonly texts: Texts
  /** The files that both sides begin with; a stage is none. */
  readonly entries: { readonly base: string; readonly head: string }
}

/** What a severity is called where it is one of a difference. */
export const WORDS: Readonly<Record<Severity, string>> = { error: 'breaking', warning: 'warning', note: 'note' }

/** The worst first. */
export const ORDER: readonly Severity[] = ['error', 'warning', 'note']

/** More operations than these are counted, not named. */
const MOST_OPERATIONS = 3

/** The worst first, otherwise as they were found. */
export function sorted(differences: readonly Difference[]): readonly Difference[] {
  return ORDER.flatMap((severity) => differences.filter((one) => one.severity === severity))
}

/** Every operation that a difference reaches. */
export function operationsOf({ operation, operations = operation === undefined ? [] : [operation] }: Difference): readonly string[] {
  return operations
}

/** Operations by name, or as many as can be read and how many more. */
export function listOperations(operations: readonly string[]): string {
  const named = operations.slice(0, MOST_OPERATIONS).map(visible)
  const more = operations.length - named.length
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ')
}

/** `old.yaml:3:5 → new.yaml:4:5`, or the one place there is. */
export function placesOf({ base, head }: Difference, locate: Locate): string {
  return [base, head].flatMap((at) => (at ? [placeOf(at, locate(at))] : [])).join(' → ')
}

/**
 * Where a reviewer of the new side should look: what changed, or the nearest thing that is still there around what was removed. The
 * base itself where the new side is no file; undefined where neither is.
 */
export function reviewedPlace({ base, head }: Difference, { texts, entries }: DifferenceReport): SourceRef | undefined {
  const isFile = (file: string): boolean => Object.hasOwn(texts.files, file)
  if (head && isFile(head.file)) return head
  if (base === undefined) return isFile(entries.head) ? { file: entries.head, pointer: '' } : undefined
  const file = counterpart(base.file, entries)
  if (isFile(file)) return { file, pointer: base.pointer }
  if (isFile(entries.head)) return { file: entries.head, pointer: '' }
  return isFile(base.file) ? base : undefined
}

/** The file of the new side that has the place of one of the base: as far from its entry. */
function counterpart(file: string, { base, head }: DifferenceReport['entries']): string {
  return file === base ? head : posix.join(posix.dirname(head), posix.relative(posix.dirname(base), file))
}

/** How many there are of each severity, as a sentence. */
export function countDifferences({ differences, ignored }: DifferenceReport): string {
  const leftOut = ignored === 0 ? '' : ` The config leaves out ${ignored === 1 ? 'one' : ignored} more.`
  if (differences.length === 0) return `No differences: nothing changes for clients, security and integrations.${leftOut}`
  const parts = ORDER.map((severity) => {
    const number = differences.filter((one) => one.severity === severity).length
    return `${number} ${WORDS[severity]}${number === 1 || severity === 'error' ? '' : 's'}`
  })
  return `${differences.length} ${differences.length === 1 ? 'difference' : 'differences'}: ${parts.join(', ')}.${leftOut}`
}

/** Differences that stand at a line; what follows from them for code and policies stands at none. */
export function withLines(differences: readonly Difference[]): readonly Difference[] {
  return differences.filter(({ area }) => area !== 'consequence')
}
