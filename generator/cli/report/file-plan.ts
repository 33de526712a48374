import type { FileChange } from '../../model/plan.ts'
import { diffLines } from '../../write/line-diff.ts'
import type { FilePlan } from '../../write/plan-files.ts'
import { visible } from './escape.ts'
import type { Paint } from './style.ts'

const SIGNS: Readonly<Record<FileChange['action'], string>> = { create: '+', update: '~', replace: '~', delete: '-', keep: '=' }
const COLORS = { create: 'green', update: 'yellow', replace: 'magenta', delete: 'red', keep: 'dim' } as const

/** A line for every file that would not stay as it is: `+` new, `~` changed, `-` gone, `!` edited by hand. */
export function printPlan(plan: FilePlan, paint: Paint): string {
  return plan.changes
    .filter(({ action, conflict }) => action !== 'keep' || conflict !== undefined)
    .map((change) =>
      change.conflict
        ? `${paint('magenta', '!')} ${visible(change.id)}  (${change.why})`
        : `${paint(COLORS[change.action], SIGNS[change.action])} ${visible(change.id)}`,
    )
    .map((line) => `${line}\n`)
    .join('')
}

const WORDS = {
  done: { create: 'created', update: 'updated', delete: 'removed', conflict: 'left as edited by hand' },
  planned: { create: 'to create', update: 'to update', delete: 'to remove', conflict: 'to leave as edited by hand' },
} as const

/** `3 created, 1 updated, 20 unchanged`; of a plan that was not carried out, `3 to create …`. */
export function countPlan(plan: FilePlan, state: keyof typeof WORDS): string {
  const count = (...actions: readonly FileChange['action'][]): number =>
    plan.changes.filter((change) => actions.includes(change.action) && !change.conflict).length
  const words = WORDS[state]
  const parts: readonly (readonly [number, string])[] = [
    [count('create'), words.create],
    [count('update', 'replace'), words.update],
    [count('delete'), words.delete],
    [plan.conflicts.length, words.conflict],
    [count('keep'), 'unchanged'],
  ]
  const shown = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`)
  return shown.length === 0 ? 'nothing to write' : shown.join(', ')
}

/** Lines of a difference that anybody reads in a terminal. */
const LONGEST = 40

/** The files that somebody edited by hand, each with what the edit changed. */
export function printConflicts(plan: FilePlan, paint: Paint): string {
  const lines: string[] = []
  for (const { id, text, why, conflict } of plan.conflicts) {
    lines.push(`${paint(['magenta', 'bold'], 'edited')} ${visible(id)}: ${why}`)
    // What nothing generates any more cannot be compared with anything.
    const difference = text === undefined ? [] : diffLines(conflict?.found ?? '', text)
    const shown = difference.length > LONGEST ? [...difference.slice(0, LONGEST), { kind: 'gap', text: '' } as const] : difference
    for (const line of shown) {
      if (line.kind === 'gap') lines.push(paint('dim', '   …'))
      else if (line.kind === 'same') lines.push(paint('dim', `   ${visible(line.text)}`))
      else lines.push(line.kind === 'removed' ? paint('red', `  - ${visible(line.text)}`) : paint('green', `  + ${visible(line.text)}`))
    }
  }
  lines.push('Nothing of it was overwritten. Move what you need into a file of yours, then run again with --force.')
  return lines.join('\n')
}
