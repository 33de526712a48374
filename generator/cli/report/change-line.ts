import type { Change } from '../../model/plan.ts'
import { visible } from './escape.ts'
import type { Paint } from './style.ts'

const SIGNS = {
  create: ['+', 'green'],
  update: ['~', 'yellow'],
  replace: ['~', 'magenta'],
  delete: ['-', 'red'],
  keep: ['=', 'dim'],
} as const

/** A change of a plan under its sign, with its reason and what is risky about it. */
export function changeLine({ action, kind, id, why, risk }: Change, paint: Paint): string {
  const [sign, color] = SIGNS[action]
  const warning = risk === 'none' ? '' : paint(['red', 'bold'], ` [${risk}]`)
  return `  ${paint(color, sign)} ${kind} ${visible(id)}${warning}  ${paint('dim', visible(why))}`
}
