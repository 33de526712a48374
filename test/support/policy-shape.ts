/**
 * What the statements of an IAM policy allow: everything but names, and of resources the wildcards and the variables. `${*}`, `${?}`
 * and `${$}` stand for themselves, as letters do.
 */
export function policyShape(text: string): readonly string[] {
  const document: unknown = JSON.parse(text)
  const statements = Array.isArray(document) ? document : ((document as { Statement?: unknown[] }).Statement ?? [document])
  return statements.map((statement) => JSON.stringify(statement, bare))
}

function bare(key: string, value: unknown): unknown {
  if (key === 'Sid' || key === 'StatementId' || key === 'FunctionName') return undefined
  return key === 'Resource' || key === 'SourceArn' ? [value].flat().map(open) : value
}

function open(resource: unknown): string {
  const own = String(resource).replace(/\$\{[*?$]\}/g, '')
  return (own.match(/[*?]|\$\{/g) ?? []).join('')
}
