import type { Rule } from '../rule.ts'

const HTTP_ONLY = new Set([
  'x-amazon-apigateway-cors',
  'x-amazon-apigateway-importexport-version',
  'x-amazon-apigateway-tag-value',
  'x-amazon-apigateway-integrations',
])

/** An extension that REST APIs ignore. */
export const httpApiExtension: Rule = {
  code: 'gateway/http-api-extension',
  only: 'rest',
  visit: {
    extension({ key, pointer }, say) {
      if (HTTP_ONLY.has(key)) say(`\`${key}\` is for HTTP APIs; a REST API ignores it.`, pointer, { on: 'key' })
    },
  },
}
