import type { Matched, OperationPair } from './pairs.ts'
import { ruleOf } from './registry.ts'
import { isPromised } from './stability.ts'
import type { Finding } from './walk.ts'

/** Areas of what callers rely on. Security, integrations and what follows for code are news whatever was promised. */
const CONTRACT: ReadonlySet<string> = new Set(['operation', 'parameter', 'body', 'response'])

/**
 * The findings that concern a promise. An operation whose `x-stability-level` is `draft` or `alpha` makes none, so what changes of it is
 * left out, and so is its end; that it promised something before is not. `reachedBy` gives the operations of a finding.
 */
export function promisedFindings(
  findings: readonly Finding[],
  { pairs, removed }: Matched,
  reachedBy: (finding: Finding) => Iterable<string>,
): readonly Finding[] {
  const free = new Set([
    ...pairs.filter(({ head }) => !isPromised(head.place)).map(({ head }) => head.label),
    ...removed.filter(({ place }) => !isPromised(place)).map(({ label }) => label),
  ])
  if (free.size === 0) return findings
  const left = new Set(pairs.filter(hasLeft).map(({ head }) => head.label))
  return findings.filter((finding) => {
    if (!CONTRACT.has(ruleOf(finding.rule).area)) return true
    const operations = [...reachedBy(finding)]
    if (operations.length === 0 || operations.some((label) => !free.has(label))) return true
    return finding.rule === 'api-stability-decreased' && operations.some((label) => left.has(label))
  })
}

/** Whether an operation made a promise and makes none now. */
function hasLeft({ base, head }: OperationPair): boolean {
  return isPromised(base.place) && !isPromised(head.place)
}
