import { LIMITS } from '../../../runtime/gateway/facts.ts'
import { own } from '../../base/json.ts'
import type { Rule } from '../rule.ts'

/** An integration's timeout beyond what API Gateway waits. */
export const timeout: Rule = {
  code: 'gateway/timeout',
  only: 'rest',
  visit: {
    integration({ value, pointer }, say) {
      const given = own(value, 'timeoutInMillis')
      const at = `${pointer}/timeoutInMillis`
      if (typeof given !== 'number') return
      if (given < LIMITS.minimumTimeoutMs)
        say(`A timeout of ${given} ms is less than the ${LIMITS.minimumTimeoutMs} ms that API Gateway takes.`, at)
      const streams = String(own(value, 'responseTransferMode')).toUpperCase() === 'STREAM'
      const most = streams ? LIMITS.streamTimeoutMs : LIMITS.raisedTimeoutMs
      if (given > most) say(`A timeout of ${given} ms is more than the ${most} ms that API Gateway ever waits.`, at)
      else if (given > LIMITS.maximumTimeoutMs && !streams) {
        say(`A timeout of ${given} ms needs a raised quota: without it API Gateway waits ${LIMITS.maximumTimeoutMs} ms at most.`, at, {
          severity: 'warning',
        })
      }
    },
  },
}
