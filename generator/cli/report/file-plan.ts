import type { FileChange } from '../../model/plan.ts'
import { diffLines } from '../../write/line-diff.ts'
import type { FilePlan } from '../../write/plan-files.ts'
import { visible } from './escape.ts'
import type { Paint } from './style.ts'

const SIGNS: Readonly<Record<FileChange['action'], string>> = { create: '+', update: '~', replace: '~', delete: '-', keep: '=' }
const COLORS = { create: 'green', update: 'yellow', replace: 'magenta', delete: 'red', keep: 'dim' } as const

/** A line a file: `+` new, `~` changed, `-` gone, `=` as it is, `!` edited by hand. */
export function printPlan(plan: FilePlan, paint: Paint): string {
  return plan.changes
    .map((change) =>
      change.conflict
        ? `${paint('magenta', '!')} ${visible(change.id)}  (${change.why})`
        : `${paint(COLORS[change.action], SIGNS[change.action])} ${visible(change.id)}`,
    )
    .map((line) => `${line}\n`)
    .join('')
}

/** `3 created, 1 updated, 20 unchanged`. */
export function countPlan(plan: FilePlan): string {
  const count = (...actions: readonly FileChange['action'][]): number =>
    plan.changes.filter((change) => actions.includes(change.action) && !change.conflict).length
  const parts: readonly (readonly [number, string])[] = [
    [count('create'), 'created'],
    [count('update', 'replace'), 'updated'],
    [count('delete'), 'removed'],
    [plan.conflicts.length, 'left as edited by hand'],
    [count('keep'), 'unchanged'],
  ]
  const shown = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`)
  return shown.length === 0 ? 'nothing to write' : shown.join(', ')
}

/** The files that somebody edited by hand, each with what the edit changed. */
export function printConflicts(plan: FilePlan, paint: Paint): string {
  const lines: string[] = []
  for (const { id, text = '', why, conflict } of plan.conflicts) {
    lines.push(`${paint(['magenta', 'bold'], 'edited')} ${visible(id)}: ${why}`)
    for (const line of diffLines(conflict?.found ?? '', text).slice(0, 40)) {
      if (line.kind === 'gap') lines.push(paint('dim', '   …'))
      else if (line.kind === 'same') lines.push(paint('dim', `   ${visible(line.text)}`))
      else lines.push(line.kind === 'removed' ? paint('red', `  - ${visible(line.text)}`) : paint('green', `  + ${visible(line.text)}`))
    }
  }
  lines.push('Nothing of it was overwritten. Move what you need into a file of yours, then run again with --force.')
  return lines.join('\n')
}
