import { own } from '../../base/json.ts'
import type { Rule } from '../rule.ts'
import { isPlainText } from '../text.ts'

/** A Lambda integration that is not called with POST, or an integration that is not told its method. */
export const integrationHttpMethod: Rule = {
  code: 'gateway/integration-http-method',
  visit: {
    integration({ value, pointer, type }, say) {
      const method = own(value, 'httpMethod')
      if (method === undefined || method === null || method === '') return
      if (!isPlainText(method) || (type !== 'aws' && type !== 'aws_proxy')) return
      if (!namesFunction(own(value, 'uri')) || method.toUpperCase() === 'POST') return
      say(`Lambda is called with \`${method}\` but answers \`POST\` only.`, `${pointer}/httpMethod`)
    },
  },
}

function namesFunction(uri: unknown): boolean {
  return (typeof uri === 'string' ? uri : JSON.stringify(uri ?? '')).includes(':lambda:path/')
}
