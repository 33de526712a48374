/** What a policy says of one action on one resource. */
export type PolicyDecision = 'allow' | 'deny' | 'none'

/**
 * Evaluates an IAM policy document: an explicit deny wins, `*` and `?` are wildcards. Conditions are not evaluated: a statement
 * with one never allows and always denies, the safe side. Undefined: this is no policy document.
 */
export function evaluatePolicy(document: unknown, action: string, resource: string): PolicyDecision | undefined {
  const statements = listOf(field(document, 'Statement'))
  if (statements === undefined || statements.length === 0) return undefined
  let decision: PolicyDecision = 'none'
  for (const statement of statements) {
    const effect = field(statement, 'Effect')
    if (effect !== 'Allow' && effect !== 'Deny') return undefined
    if (!applies(statement, 'Action', action, true) || !applies(statement, 'Resource', resource, false)) continue
    if (effect === 'Deny') return 'deny'
    if (field(statement, 'Condition') === undefined) decision = 'allow'
  }
  return decision
}

function applies(statement: unknown, element: 'Action' | 'Resource', value: string, ignoreCase: boolean): boolean {
  const patterns = listOf(field(statement, element))
  if (patterns !== undefined) return patterns.some((pattern) => matches(pattern, value, ignoreCase))
  const excluded = listOf(field(statement, `Not${element}`))
  return excluded !== undefined && !excluded.some((pattern) => matches(pattern, value, ignoreCase))
}

function matches(pattern: unknown, value: string, ignoreCase: boolean): boolean {
  if (typeof pattern !== 'string') return false
  return ignoreCase ? matchesWildcards(pattern.toLowerCase(), value.toLowerCase()) : matchesWildcards(pattern, value)
}

/** `*` for any text, `?` for one character; goes back to the last star only, so never exponential. */
export function matchesWildcards(pattern: string, text: string): boolean {
  let at = 0
  let star = -1
  let mark = 0
  let index = 0
  while (index < text.length) {
    if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[index]) && pattern[at] !== '*') {
      at++
      index++
    } else if (pattern[at] === '*') {
      star = at++
      mark = index
    } else if (star !== -1) {
      at = star + 1
      index = ++mark
    } else return false
  }
  while (pattern[at] === '*') at++
  return at === pattern.length
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined
}

function listOf(value: unknown): readonly unknown[] | undefined {
  if (value === undefined || value === null) return undefined
  return Array.isArray(value) ? value : [value]
}
