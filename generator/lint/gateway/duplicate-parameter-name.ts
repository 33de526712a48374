import type { Rule } from '../rule.ts'

/** One name for parameters in two locations of an operation. */
export const duplicateParameterName: Rule = {
  code: 'gateway/duplicate-parameter-name',
  only: 'rest',
  visit: {
    operation({ parameters, name }, say) {
      const seen = new Map<string, { readonly location: string; readonly pointer: string }>()
      for (const parameter of parameters) {
        if (parameter.location === 'cookie') continue
        const first = seen.get(parameter.name)
        if (!first) seen.set(parameter.name, parameter)
        else if (first.location !== parameter.location) {
          say(`\`${parameter.name}\` of \`${name}\` is a ${first.location} and a ${parameter.location} parameter.`, parameter.pointer, {
            related: [{ pointer: first.pointer, message: `The ${first.location} parameter stands here.` }],
          })
        }
      }
    },
  },
}
