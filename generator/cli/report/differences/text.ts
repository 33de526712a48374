import { createLocator } from '../../../load/locate.ts'
import type { Difference } from '../../../model/difference.ts'
import { visible } from '../escape.ts'
import type { Paint } from '../style.ts'
import { countDifferences, type DifferenceReport, listOperations, operationsOf, placesOf, sorted, WORDS } from './report.ts'

const COLORS = { error: 'red', warning: 'yellow', note: 'cyan' } as const

/** Each difference with its rule, its places on both sides and whom it reaches, the worst first; and a count. */
export function printDifferencesText(report: DifferenceReport, paint: Paint): string {
  const locate = createLocator(report.texts)
  const blocks = sorted(report.differences).map((difference) => {
    const { severity, code, message, fingerprint } = difference
    const details = [`${code}  ${placesOf(difference, locate)}  [${fingerprint}]`, ...reach(difference)]
    const first = `${paint([COLORS[severity], 'bold'], WORDS[severity].padEnd(8))} ${visible(message)}`
    return [first, ...details.map((detail) => `         ${paint('dim', detail)}`)].map((line) => `${line}\n`).join('')
  })
  return `${blocks.join('')}${blocks.length > 0 ? '\n' : ''}${countDifferences(report)}\n`
}

/** Whom a difference reaches, where its sentence does not say so. */
function reach(difference: Difference): readonly string[] {
  const operations = operationsOf(difference)
  return operations.length === 0 || (operations.length === 1 && difference.message.includes(operations[0] as string))
    ? []
    : [`reaches ${listOperations(operations)}`]
}
