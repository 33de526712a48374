import { CONNECTION_TYPES, CONTENT_HANDLINGS, PASSTHROUGH_BEHAVIORS, RESPONSE_TRANSFER_MODES } from '../../../runtime/gateway/facts.ts'
import { own } from '../../base/json.ts'
import { suggest } from '../../base/suggest.ts'
import type { Rule } from '../rule.ts'
import { isPlainText, listOf } from '../text.ts'

const VALUES: Readonly<Record<string, readonly string[]>> = {
  passthroughBehavior: PASSTHROUGH_BEHAVIORS,
  contentHandling: CONTENT_HANDLINGS,
  connectionType: CONNECTION_TYPES,
  responseTransferMode: RESPONSE_TRANSFER_MODES,
}

/** A member of an integration that is none of the words API Gateway knows for it. */
export const integrationValue: Rule = {
  code: 'gateway/integration-value',
  only: 'rest',
  visit: {
    integration({ value, pointer }, say) {
      for (const [key, allowed] of Object.entries(VALUES)) {
        const given = own(value, key)
        if (!isPlainText(given) || allowed.includes(given.toUpperCase())) continue
        const near = suggest(given.toUpperCase(), allowed)
        say(
          `\`${key}\` is ${listOf(allowed).replace(' and ', ' or ')}, not \`${given}\`${near === undefined ? '.' : `; did you mean \`${near}\`?`}`,
          `${pointer}/${key}`,
        )
      }
    },
  },
}
