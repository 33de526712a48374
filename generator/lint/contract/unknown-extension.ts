import { suggest } from '../../base/suggest.ts'
import { EXTENSIONS } from '../extensions.ts'
import type { Rule } from '../rule.ts'

/** An extension in the name space of API Gateway or apigen that neither knows. */
export const unknownExtension: Rule = {
  code: 'contract/unknown-extension',
  visit: {
    extension({ key, pointer }, say) {
      if (!/^x-(amazon-apigateway|apigen)/i.test(key) || Object.hasOwn(EXTENSIONS, key)) return
      const near = suggest(key, Object.keys(EXTENSIONS))
      say(`There is no extension \`${key}\`${near === undefined ? '.' : `; did you mean \`${near}\`?`}`, pointer, { on: 'key' })
    },
  },
}
