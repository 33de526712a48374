import type { DeployPlan, FunctionChange } from '../../deploy/functions/plan-deploy.ts'
import { changeLine } from './change-line.ts'
import { visible } from './escape.ts'
import type { Paint } from './style.ts'

/** The plan of a deployment: where, a line a change with its reason, and the counts. */
export function printDeployPlan(plan: DeployPlan, place: string, paint: Paint): string {
  const where = `${paint('bold', visible(plan.api))} → ${visible(place)}, alias ${visible(plan.alias)}`
  const lines = plan.changes.map((change) => changeLine({ ...change, id: idOf(change) }, paint))
  const count = (...actions: readonly FunctionChange['action'][]): number =>
    plan.changes.filter(({ action }) => actions.includes(action)).length
  const counts = [
    `${count('create')} to create`,
    `${count('update', 'replace')} to change`,
    `${count('delete')} to remove`,
    `${count('keep')} as they are`,
  ]
  return `${where}\n${lines.join('\n')}\n${counts.join(', ')}\n`
}

/** A permission is named with the function that gives it. */
function idOf({ id, function: name }: FunctionChange): string {
  return id === name ? id : `${name} ${id}`
}
