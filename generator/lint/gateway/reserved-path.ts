import type { Rule } from '../rule.ts'

/** `/ping` and `/sping` at the root. */
export const reservedPath: Rule = {
  code: 'gateway/reserved-path',
  only: 'rest',
  visit: {
    path({ path, pointer }, say) {
      if (path === '/ping' || path === '/sping')
        say(`\`${path}\` is answered by API Gateway itself behind a custom domain.`, pointer, { on: 'key' })
    },
  },
}
