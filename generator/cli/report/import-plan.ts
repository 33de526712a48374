import type { Desired } from '../../deploy/desire.ts'
import type { CloudChange, ImportPlan } from '../../deploy/plan-import.ts'
import { changeLine } from './change-line.ts'
import { visible } from './escape.ts'
import type { Paint } from './style.ts'

const KEPT = 'It stays: the document does not say it, and an import alone would reset it.'
const UNDEPLOYED =
  'Undeployed changes of the API that this import replaces. Nothing brings them back, since no stage serves them outside of a canary; to keep them, deploy them in the console and take them over with apigen export --into:'

/** The plan of an import: where, a line a change with its reason, what is risky about it, and the counts. */
export function printImportPlan(plan: ImportPlan, desired: Desired, place: string, paint: Paint): string {
  const where = `${paint('bold', visible(desired.name))} → ${visible(place)}, ${plan.api.id === undefined ? 'a new API' : `API ${visible(plan.api.id)}`}, stage ${visible(desired.stage.name)}`
  if (plan.changes.length === 0) return `${where}\nNothing to do: the stage serves this document already.\n`
  const lines = [
    ...plan.changes.map((change) => changeLine({ ...change, why: [change.why, change.loosens ?? ''].join(' ').trimEnd() }, paint)),
    ...plan.kept.map((id) => changeLine({ action: 'keep', kind: 'setting', id, why: KEPT, risk: 'none' }, paint)),
  ]
  const undeployed = plan.undeployed.map((change) => changeLine(change, paint))
  const count = (action: CloudChange['action']): number => plan.changes.filter((change) => change.action === action).length
  const counts = [`${count('create')} to create`, `${count('update')} to change`, `${count('delete')} to remove`].join(', ')
  const besides = undeployed.length === 0 ? '' : `${paint('bold', UNDEPLOYED)}\n${undeployed.join('\n')}\n`
  return `${where}\n${lines.join('\n')}\n${besides}${counts}\n`
}
