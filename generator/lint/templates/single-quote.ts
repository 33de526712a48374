import type { Rule } from '../rule.ts'
import { templateRule } from '../template/template-rule.ts'

/** `$util.escapeJavaScript` in JSON: it escapes the single quote, which JSON does not know. */
export const singleQuote: Rule = templateRule('templates/single-quote', ({ node, view }, tell) => {
  for (const { kind, name, text, place, excerpt } of view.trials(node).breakages()) {
    if (kind !== 'quote') continue
    tell(`With ${JSON.stringify(text)} as ${name}, this template prints \`\\'\`, which is not JSON: \`${excerpt}\`.`, place, {
      help: `Write \`.replaceAll("\\\\'", "'")\` behind \`$util.escapeJavaScript(…)\`.`,
    })
  }
})
