import type { Rule } from '../rule.ts'

/** A path that ends in a slash. */
export const trailingSlash: Rule = {
  code: 'gateway/trailing-slash',
  only: 'rest',
  visit: {
    path({ path, pointer }, say, view) {
      if (path === '/' || !path.endsWith('/')) return
      const bare = path.replace(/\/+$/, '')
      const twin = view.paths.find((other) => other.path === bare)
      say(`API Gateway makes the resource \`${bare}\` of \`${path}\`.`, pointer, {
        on: 'key',
        ...(twin && { related: [{ pointer: twin.pointer, message: 'This path is the same resource.' }] }),
      })
    },
  },
}
