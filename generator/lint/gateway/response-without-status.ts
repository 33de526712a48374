import { asObject, isObject, own } from '../../base/json.ts'
import { isIntrinsic, isLateBound } from '../../base/late-bound.ts'
import { join } from '../../base/pointer.ts'
import type { Rule } from '../rule.ts'

/** An integration response that does not say which status it answers with. */
export const responseWithoutStatus: Rule = {
  code: 'gateway/response-without-status',
  only: 'rest',
  visit: {
    integration({ value, pointer }, say) {
      const responses = asObject(own(value, 'responses'))
      if (isIntrinsic(responses)) return
      for (const [pattern, item] of Object.entries(responses)) {
        if (isIntrinsic(item)) continue
        const status = isObject(item) ? own(item, 'statusCode') : undefined
        if (typeof status === 'string' || typeof status === 'number' || isLateBound(status)) continue
        const missing = isObject(item) && (status === undefined || status === null)
        say(
          missing
            ? `The integration response \`${pattern}\` says no \`statusCode\`.`
            : isObject(item)
              ? `The \`statusCode\` of the integration response \`${pattern}\` must be a status such as \`'200'\`.`
              : `The integration response \`${pattern}\` must be an object with a \`statusCode\`.`,
          join(pointer, 'responses', pattern),
          {
            on: 'key',
            // What looks like a status selects by the back end's status or a function's error, and says nothing of the answer.
            ...(missing &&
              /^\d{3}$/.test(pattern) && {
                help: `\`${pattern}\` is only the pattern that selects this response; add \`statusCode: '${pattern}'\` to answer with that status.`,
              }),
          },
        )
      }
    },
  },
}
