import { suggest } from '../../base/suggest.ts'
import { EXTENSIONS } from '../extensions.ts'
import type { Rule } from '../rule.ts'

const SPACE = 'x-amazon-apigateway-'

/** An extension that neither API Gateway nor apigen knows, in their name spaces or in one that is nearly that of API Gateway. */
export const unknownExtension: Rule = {
  code: 'contract/unknown-extension',
  visit: {
    extension({ key, pointer }, say) {
      if (Object.hasOwn(EXTENSIONS, key)) return
      const near = nearest(key)
      if (near === undefined && !/^x-(amazon-apigateway|apigen)/i.test(key)) return
      say(`There is no extension \`${key}\`${near === undefined ? '.' : `; did you mean \`${near}\`?`}`, pointer, { on: 'key' })
    },
  },
}

/** The extension that is likely meant, of the name space that the key is in or nearly in. */
function nearest(key: string): string | undefined {
  const space = /^x-apigen/i.test(key) ? 'x-apigen' : suggest(key.slice(0, SPACE.length), [SPACE])
  if (space === undefined) return undefined
  return suggest(
    key,
    Object.keys(EXTENSIONS).filter((name) => name.startsWith(space)),
  )
}
