import type { Rule } from '../rule.ts'
import type { Breakage } from '../template/json-trials.ts'
import { templateRule } from '../template/template-rule.ts'

/** A template that prints text that is no JSON for some input: it is run, and the input is shown. */
export const brokenJson: Rule = templateRule('templates/broken-json', ({ node, view }, tell) => {
  for (const breakage of view.trials(node).breakages()) {
    if (breakage.kind === 'quote') continue
    const help =
      breakage.kind === 'text'
        ? escapeHelp(node.value.slice(breakage.place.offset, breakage.place.offset + breakage.place.length))
        : undefined
    tell(`${messageFor(breakage)} \`${breakage.excerpt}\`.`, breakage.place, help === undefined ? {} : { help })
  }
})

function messageFor({ kind, name, text }: Breakage): string {
  switch (kind) {
    case 'always':
      return 'Whatever is sent, this template prints text that is not JSON:'
    case 'missing':
      return `Without ${name}, this template prints text that is not JSON:`
    default:
      return `With ${JSON.stringify(text)} as ${name}, this template prints text that is not JSON:`
  }
}

function escapeHelp(source: string): string | undefined {
  if (!source.startsWith('$') || source.length > 80) return undefined
  const path = /^\$!?\{?input\.path\('([^']*)'\)\}?$/.exec(source)?.[1]
  if (path !== undefined) return `Write \`$input.json('${path}')\` without quotes around it.`
  return `Write \`"$util.escapeJavaScript(${source}).replaceAll("\\\\'", "'")"\`.`
}
