import { policyStatements, textsOf } from '../policy-statements.ts'
import type { Rule } from '../rule.ts'

/** The actions of `execute-api` (service authorization reference, Amazon API Gateway). */
const ACTIONS = ['Invoke', 'InvalidateCache', 'ManageConnections']

/** An action in a resource policy that no request to an API is. */
export const policyAction: Rule = {
  code: 'security/policy-action',
  only: 'rest',
  visit: {
    document(view, say) {
      for (const statement of policyStatements(view)) {
        for (const { value, pointer } of [...textsOf(statement, 'Action'), ...textsOf(statement, 'NotAction')]) {
          if (value.includes('${') || ACTIONS.some((action) => covers(value, `execute-api:${action}`))) continue
          say(`\`${value}\` is no action of an API; those are ${ACTIONS.map((action) => `\`execute-api:${action}\``).join(', ')}.`, pointer)
        }
      }
    },
  },
}

/** Whether a pattern of IAM, in which `*` and `?` stand for others and case does not count, means a text. In linear time, whoever wrote it. */
function covers(pattern: string, text: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), text.toLowerCase()]
  let ends = new Set([0])
  for (const char of wanted) {
    if (char === '*') {
      const from = Math.min(...ends)
      ends = new Set(Array.from({ length: given.length - from + 1 }, (_, index) => from + index))
    } else ends = new Set([...ends].flatMap((at) => (at < given.length && (char === '?' || given[at] === char) ? [at + 1] : [])))
    if (ends.size === 0) return false
  }
  return ends.has(given.length)
}
