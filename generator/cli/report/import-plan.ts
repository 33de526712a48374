import type { Desired } from '../../deploy/desire.ts'
import type { CloudChange, ImportPlan } from '../../deploy/plan-import.ts'
import { visible } from './escape.ts'
import type { Paint } from './style.ts'

const SIGNS = {
  create: ['+', 'green'],
  update: ['~', 'yellow'],
  replace: ['~', 'magenta'],
  delete: ['-', 'red'],
  keep: ['=', 'dim'],
} as const

/** The plan of an import: where, a line a change with its reason, what is risky about it, and the counts. */
export function printImportPlan(plan: ImportPlan, desired: Desired, place: string, paint: Paint): string {
  const where = `${paint('bold', visible(desired.name))} → ${visible(place)}, ${plan.api.id === undefined ? 'a new API' : `API ${visible(plan.api.id)}`}, stage ${visible(desired.stage.name)}`
  if (plan.changes.length === 0) return `${where}\nNothing to do: the stage serves this document already.\n`
  const lines = plan.changes.map((change) => line(change, paint))
  const count = (action: CloudChange['action']): number => plan.changes.filter((change) => change.action === action).length
  const counts = [`${count('create')} to create`, `${count('update')} to change`, `${count('delete')} to remove`].join(', ')
  return `${where}\n${lines.join('\n')}\n${counts}\n`
}

function line({ action, kind, id, why, risk }: CloudChange, paint: Paint): string {
  const [sign, color] = SIGNS[action]
  const warning = risk === 'none' ? '' : paint(['red', 'bold'], ` [${risk}]`)
  return `  ${paint(color, sign)} ${kind} ${visible(id)}${warning}  ${paint('dim', visible(why))}`
}
