import { own } from '../../base/json.ts'
import { suggest } from '../../base/suggest.ts'
import type { Rule } from '../rule.ts'
import { isPlainText } from '../text.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'ANY']

/** A Lambda integration that is not called with POST, or an integration whose method is none. */
export const integrationHttpMethod: Rule = {
  code: 'gateway/integration-http-method',
  visit: {
    integration({ value, pointer, type }, say) {
      const method = own(value, 'httpMethod')
      if (method === undefined || method === null || method === '') return
      if (!isPlainText(method)) return
      if (!METHODS.includes(method.toUpperCase())) {
        const near = suggest(method, METHODS)
        say(`\`${method}\` is no HTTP method${near === undefined ? '.' : `; did you mean \`${near}\`?`}`, `${pointer}/httpMethod`)
        return
      }
      if (type !== 'aws' && type !== 'aws_proxy') return
      if (!namesFunction(own(value, 'uri')) || method.toUpperCase() === 'POST') return
      say(`Lambda is called with \`${method}\` but answers \`POST\` only.`, `${pointer}/httpMethod`)
    },
  },
}

function namesFunction(uri: unknown): boolean {
  return (typeof uri === 'string' ? uri : JSON.stringify(uri ?? '')).includes(':lambda:path/')
}
