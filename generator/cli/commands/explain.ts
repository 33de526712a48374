import { catalog, type DiagnosticCode } from '../../base/catalog.ts'
import { ApigenFailure } from '../../base/diagnostic.ts'
import { compareText, type Json } from '../../base/json.ts'
import { suggest } from '../../base/suggest.ts'
import type { Run } from '../command.ts'
import { wrap } from '../report/wrap.ts'

const STOPS = {
  everything: 'The document is unreadable until it is mended.',
  import: 'It stops import, deploy and dev; generate goes on.',
} as const

/** Prints what a diagnostic means; all of them, a line each, without a code. */
export const explain: Run = async (context, given) => {
  const [code] = given.args
  const codes = (Object.keys(catalog) as DiagnosticCode[]).sort(compareText)
  const json = given.flags.format === 'json'
  if (code === undefined) {
    if (json) context.printJson({ codes: codes.map((name) => ({ code: name, ...catalog[name] })) as unknown as Json })
    else context.print(codes.map((name) => `${name}  ${catalog[name].severity}: ${catalog[name].title}\n`).join(''))
    return 0
  }
  const known = codes.find((name) => name === code)
  if (known === undefined) {
    const near = suggest(code, codes) ?? codes.find((name) => name.endsWith(`/${code}`))
    throw new ApigenFailure('usage', `There is no diagnostic \`${code}\`.`, {
      help: near ? `Did you mean \`apigen explain ${near}\`?` : 'apigen explain lists all.',
    })
  }
  const entry = catalog[known]
  if (json) {
    context.printJson({ code: known, ...(entry as unknown as Record<string, Json>) })
    return 0
  }
  const paint = context.paintOut
  const parts = [
    `${paint('bold', known)}  ${entry.severity}`,
    entry.title,
    `${paint('cyan', 'Why')}\n${indented(entry.cause)}`,
    `${paint('green', 'What to do')}\n${indented(entry.fix)}`,
    ...(entry.example
      ? [`${paint('red', 'Before')}\n${verbatim(entry.example.before)}`, `${paint('green', 'After')}\n${verbatim(entry.example.after)}`]
      : []),
    ...(entry.stops ? [STOPS[entry.stops]] : []),
    ...(entry.source ? [`Source: ${entry.source}`] : []),
  ]
  context.print(`${parts.join('\n\n')}\n`)
  return 0
}

function indented(text: string): string {
  return wrap(text, 96)
    .map((line) => `  ${line}`)
    .join('\n')
}

function verbatim(text: string): string {
  return text.replace(/^(?=.)/gm, '  ')
}
