import type { Rule } from '../rule.ts'
import { templateRule } from '../template/template-rule.ts'
import { visitTemplate } from '../template/visit.ts'

/** Directives of Velocity that API Gateway has switched off, and what to do without them. */
const UNAVAILABLE: Readonly<Record<string, string>> = {
  include: 'Write the text into the template.',
  parse: 'Write the other template into this one.',
  evaluate: 'Write what it evaluates into the template.',
  macro: 'Write its text where it is called, or hold it in a variable with `#define`.',
}

/** Words of other languages, and what Velocity calls them. */
const MEANT: Readonly<Record<string, string>> = {
  elif: 'elseif',
  elsif: 'elseif',
  endif: 'end',
  endfor: 'end',
  endforeach: 'end',
}

const KNOWN = ['set', 'if', 'elseif', 'else', 'end', 'foreach', 'define', 'break', 'stop']

/** A directive that API Gateway does not run. */
export const unavailableDirective: Rule = templateRule('templates/unavailable-directive', ({ ast }, tell) => {
  visitTemplate(ast, {
    statement(node) {
      if (node.kind !== 'directive' || KNOWN.includes(node.name)) return
      const place = { offset: node.offset, length: node.name.length + 1 }
      if (Object.hasOwn(UNAVAILABLE, node.name)) {
        const help = UNAVAILABLE[node.name]
        tell(`API Gateway does not run \`#${node.name}\`.`, place, help === undefined ? {} : { help })
        return
      }
      const lower = node.name.toLowerCase()
      const meant = Object.hasOwn(MEANT, lower) ? MEANT[lower] : KNOWN.find((name) => name === lower)
      if (meant !== undefined) tell(`Velocity knows no \`#${node.name}\` and prints it as it stands; did you mean \`#${meant}\`?`, place)
    },
  })
})
