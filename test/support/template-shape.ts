import { parseTemplate } from '../../runtime/gateway/velocity/syntax/parse.ts'

/**
 * What a mapping template does: its statements, with texts and what strings hold left out, and names, calls and directives kept.
 * Templates that differ only in what they print do the same.
 */
export function templateShape(text: string): readonly string[] {
  const { ast, errors } = parseTemplate(text)
  if (!ast) throw new Error(`does not parse: ${errors[0]?.message}`)
  return ast.body.filter(acts).map((statement) => JSON.stringify(statement, bare))
}

const SAID = new Set(['offset', 'length', 'source', 'bodySource', 'text', 'prefix', 'padded'])

function bare(key: string, value: unknown): unknown {
  if (SAID.has(key) || (key === 'value' && typeof value === 'string')) return undefined
  return Array.isArray(value) ? value.filter(acts) : value
}

function acts(node: unknown): boolean {
  return (node as { kind?: string } | null)?.kind !== 'text'
}
