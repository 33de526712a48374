import { API_KEY_SOURCES, LIMITS } from '../../../runtime/gateway/facts.ts'
import { own } from '../../base/json.ts'
import type { Rule } from '../rule.ts'
import { isPlainText, listOf } from '../text.ts'

const KEY_SOURCE = 'x-amazon-apigateway-api-key-source'
const COMPRESSION = 'x-amazon-apigateway-minimum-compression-size'

/** A setting of the whole API with a value that API Gateway does not take. */
export const apiSetting: Rule = {
  code: 'gateway/api-setting',
  only: 'rest',
  visit: {
    document(view, say) {
      const source = own(view.root, KEY_SOURCE)
      if (isPlainText(source) && !API_KEY_SOURCES.some((known) => known === source.toUpperCase())) {
        say(`The API key source is ${listOf(API_KEY_SOURCES).replace(' and ', ' or ')}, not \`${source}\`.`, `/${KEY_SOURCE}`)
      }
      const size = own(view.root, COMPRESSION)
      if (typeof size === 'number' && (!Number.isInteger(size) || size < 0 || size > LIMITS.maximumCompressionSize)) {
        say(`The minimum compression size is a whole number of bytes from 0 to ${LIMITS.maximumCompressionSize}.`, `/${COMPRESSION}`)
      }
    },
  },
}
