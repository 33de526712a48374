import { own } from '../../base/json.ts'
import { suggest } from '../../base/suggest.ts'
import type { Rule, Say, View } from '../rule.ts'

const NAME = 'x-amazon-apigateway-request-validator'

/** The name of a request validator that is not declared. */
export const unknownValidator: Rule = {
  code: 'gateway/unknown-validator',
  only: 'rest',
  visit: {
    document: (view, say) => check(own(view.root, NAME), `/${NAME}`, say, view),
    operation: ({ value, pointer }, say, view) => check(own(value, NAME), `${pointer}/${NAME}`, say, view),
  },
}

function check(value: unknown, pointer: string, say: Say, view: View): void {
  if (typeof value !== 'string' || value.includes('${') || view.validators.has(value)) return
  const near = suggest(value, view.validators)
  say(`There is no request validator \`${value}\`${near === undefined ? '.' : `; did you mean \`${near}\`?`}`, pointer)
}
