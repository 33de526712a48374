import { own } from '../../base/json.ts'
import { functionSettings } from '../lambda-settings.ts'
import type { Rule } from '../rule.ts'

/** Memory or disk space that Lambda does not give. */
export const memory: Rule = {
  code: 'lambda/memory',
  visit: {
    document(view, say) {
      for (const { value, pointer } of functionSettings(view)) {
        const megabytes = own(value, 'memory')
        if (typeof megabytes === 'number' && (!Number.isInteger(megabytes) || megabytes < 128 || megabytes > 10_240)) {
          say(`A function has 128 to 10240 MB of memory, in whole numbers, not ${megabytes}.`, `${pointer}/memory`)
        }
      }
    },
  },
}
