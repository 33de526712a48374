import { asArray, asObject, own } from '../../base/json.ts'
import { isIntrinsic } from '../../base/late-bound.ts'
import { join } from '../../base/pointer.ts'
import { suggest } from '../../base/suggest.ts'
import type { Rule } from '../rule.ts'

/** A security requirement that names a scheme nobody declares. */
export const unknownAuthorizer: Rule = {
  code: 'gateway/unknown-authorizer',
  visit: {
    document(view, say) {
      const names = view.schemes.map((scheme) => scheme.name)
      const told = new Set<string>()
      const places = [{ value: view.root, pointer: '' }, ...view.operations]
      for (const { value, pointer } of places) {
        const inherited = pointer !== '' && own(value, 'security') === own(view.root, 'security')
        if (inherited) continue
        for (const [index, requirement] of asArray(own(value, 'security')).entries()) {
          if (isIntrinsic(requirement)) continue
          for (const name of Object.keys(asObject(requirement))) {
            const at = join(pointer, 'security', index, name)
            if (names.includes(name) || name.includes('${') || told.has(at)) continue
            told.add(at)
            const near = suggest(name, names)
            say(`There is no security scheme \`${name}\`${near === undefined ? '.' : `; did you mean \`${near}\`?`}`, at, { on: 'key' })
          }
        }
      }
    },
  },
}
