import { own } from '../../base/json.ts'
import { functionSettings } from '../lambda-settings.ts'
import type { Rule } from '../rule.ts'

/** What a function may have of each, in MB. */
const BOUNDS = [
  ['memory', 128, 10_240, 'of memory'],
  ['ephemeralStorage', 512, 10_240, 'of `/tmp`'],
] as const

/** Memory or disk space that Lambda does not give. */
export const memory: Rule = {
  code: 'lambda/memory',
  visit: {
    document(view, say) {
      for (const { value, pointer } of functionSettings(view)) {
        for (const [key, least, most, what] of BOUNDS) {
          const megabytes = own(value, key)
          if (typeof megabytes === 'number' && (!Number.isInteger(megabytes) || megabytes < least || megabytes > most))
            say(`A function has ${least} to ${most} MB ${what}, in whole numbers, not ${megabytes}.`, `${pointer}/${key}`)
        }
      }
    },
  },
}
