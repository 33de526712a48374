import { partsOf } from '../path-parts.ts'
import type { Rule } from '../rule.ts'

/** Two variables with different names at one level of the path tree. */
export const siblingPathVariables: Rule = {
  code: 'gateway/sibling-path-variables',
  only: 'rest',
  visit: {
    document(view, say) {
      const variables = new Map<string, { readonly part: string; readonly pointer: string; readonly path: string }>()
      for (const { path, pointer } of view.paths) {
        let parent = ''
        for (const part of partsOf(path)) {
          if (/^\{[^{}]*\}$/.test(part)) {
            const first = variables.get(parent)
            if (!first) variables.set(parent, { part, pointer, path })
            else if (first.part !== part) {
              say(`\`${part}\` of \`${path}\` stands where \`${first.path}\` has \`${first.part}\`.`, pointer, {
                on: 'key',
                related: [{ pointer: first.pointer, message: `\`${first.part}\` stands here.` }],
              })
              break
            }
          }
          parent += `/${part}`
        }
      }
    },
  },
}
