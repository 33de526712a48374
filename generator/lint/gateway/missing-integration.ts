import type { Rule } from '../rule.ts'

/** An operation without an integration in a document whose other operations have one. */
export const missingIntegration: Rule = {
  code: 'gateway/missing-integration',
  visit: {
    document(view, say) {
      if (!view.operations.some((operation) => operation.integration)) return
      for (const { value, pointer, name, method } of view.operations) {
        if (Object.hasOwn(value, 'x-amazon-apigateway-integration')) continue
        if (
          Object.keys(value).some((key) => key === 'x-apigen-integration' || key === 'x-apigen-function' || key === 'x-apigen-permissions')
        )
          continue
        say(`\`${name}\` has no integration${method === 'OPTIONS' ? '' : '; apigen gives it a Lambda function'}.`, pointer, { on: 'key' })
      }
    },
  },
}
