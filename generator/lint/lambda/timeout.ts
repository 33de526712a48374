import { LIMITS } from '../../../runtime/gateway/facts.ts'
import { own } from '../../base/json.ts'
import { functionSettings } from '../lambda-settings.ts'
import type { Rule } from '../rule.ts'

const SECONDS = LIMITS.maximumTimeoutMs / 1000

/** A function that may run longer than Lambda lets it, or than API Gateway waits. */
export const lambdaTimeout: Rule = {
  code: 'lambda/timeout',
  visit: {
    document(view, say) {
      for (const { value, pointer } of functionSettings(view)) {
        const seconds = own(value, 'timeout')
        if (typeof seconds !== 'number') continue
        if (!Number.isInteger(seconds) || seconds < 1 || seconds > 900) {
          say(`A function runs 1 to 900 seconds, in whole numbers, not ${seconds}.`, `${pointer}/timeout`)
        } else if (seconds > SECONDS) {
          say(`The function may run ${seconds} s, but API Gateway answers 504 after ${SECONDS} s.`, `${pointer}/timeout`, {
            severity: 'warning',
          })
        }
      }
    },
  },
}
