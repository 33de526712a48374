import type { CatalogEntry } from '../../base/catalog/entry.ts'
import { catalog, type DiagnosticCode } from '../../base/catalog.ts'
import { ApigenFailure } from '../../base/diagnostic.ts'
import { compareText, type Json } from '../../base/json.ts'
import { suggest } from '../../base/suggest.ts'
import { published } from '../../deploy/normalizations/index.ts'
import { registry } from '../../diff/registry.ts'
import type { Rule } from '../../diff/rule.ts'
import type { Run } from '../command.ts'
import type { Paint } from '../report/style.ts'
import { wrap } from '../report/wrap.ts'

const STOPS = {
  everything: 'The document is unreadable until it is mended.',
  import: 'It stops import, deploy and dev; generate goes on.',
} as const

/** What explain knows of a code: a diagnostic of `apigen lint`, a rule of `apigen diff`, or what API Gateway does to every document. */
type Page = { readonly code: string } & (
  | ({ readonly kind: 'diagnostic' } & CatalogEntry)
  | ({ readonly kind: 'difference' } & Omit<Rule, 'id' | 'inverse'>)
  | { readonly kind: 'normalization'; readonly title: string; readonly cause: string; readonly fix: string }
)

/** Prints what a diagnostic or a difference means; all of them, a line each, without a code. */
export const explain: Run = async (context, given) => {
  const [code] = given.args
  const pages = allPages()
  const json = given.flags.format === 'json'
  if (code === undefined) {
    if (json) context.printJson({ codes: pages as unknown as Json })
    else context.print(pages.map((page) => `${page.code}  ${wordOf(page)}: ${page.title}\n`).join(''))
    return 0
  }
  const page = pages.find((one) => one.code === code)
  if (page === undefined) {
    const codes = pages.map((one) => one.code)
    const near = codes.find((name) => name.endsWith(`/${code}`)) ?? suggest(code, codes)
    throw new ApigenFailure('usage', `There is no diagnostic and no difference \`${code}\`.`, {
      help: near ? `Did you mean \`apigen explain ${near}\`?` : 'apigen explain lists all.',
    })
  }
  if (json) {
    context.printJson(page as unknown as Record<string, Json>)
    return 0
  }
  const paint = context.paintOut
  const parts = [
    `${paint('bold', code)}  ${wordOf(page)}`,
    page.title,
    `${paint('cyan', 'Why')}\n${indented(page.cause)}`,
    `${paint('green', 'What to do')}\n${indented(page.fix)}`,
    ...lastWords(page, paint),
  ]
  context.print(`${parts.join('\n\n')}\n`)
  return 0
}

/** Every code that can be explained, sorted. */
export function explainedCodes(): readonly string[] {
  return allPages().map(({ code }) => code)
}

function allPages(): readonly Page[] {
  const diagnostics = (Object.keys(catalog) as DiagnosticCode[]).map((code): Page => ({ code, kind: 'diagnostic', ...catalog[code] }))
  const differences = [...registry.values()].map(({ id, inverse: _, ...rule }): Page => ({ code: id, kind: 'difference', ...rule }))
  const normalized = published.map(
    ({ id, sentence }): Page => ({ code: `export/${id}`, kind: 'normalization', title: sentence, ...OF_AWS }),
  )
  return [...diagnostics, ...differences, ...normalized].sort((a, b) => compareText(a.code, b.code))
}

const OF_AWS = {
  cause:
    'API Gateway does this to every document between import and export, so it is no difference to `apigen import`, `diff` and `export`.',
  fix: 'Nothing.',
}

function wordOf(page: Page): string {
  if (page.kind === 'normalization') return 'normalization'
  return page.kind === 'difference' && page.severity === 'error' ? 'breaking' : page.severity
}

function lastWords(page: Page, paint: Paint): readonly string[] {
  if (page.kind === 'normalization') return []
  if (page.kind === 'difference')
    return ['A difference, found by apigen diff. `diff.severity` in the config gives it another severity, `diff.ignore` leaves it out.']
  return [
    ...(page.example
      ? [`${paint('red', 'Before')}\n${verbatim(page.example.before)}`, `${paint('green', 'After')}\n${verbatim(page.example.after)}`]
      : []),
    ...(page.stops ? [STOPS[page.stops]] : []),
    ...(page.source ? [`Source: ${page.source}`] : []),
  ]
}

function indented(text: string): string {
  return wrap(text, 96)
    .map((line) => `  ${line}`)
    .join('\n')
}

function verbatim(text: string): string {
  return text.replace(/^(?=.)/gm, '  ')
}
