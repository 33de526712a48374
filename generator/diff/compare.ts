import type { SourceRef } from '../base/diagnostic.ts'
import { compareText, sha256 } from '../base/json.ts'
import { originOf } from '../base/origin.ts'
import { follow, parent } from '../base/pointer.ts'
import type { Difference } from '../model/difference.ts'
import { SchemaComparison } from './compare-schemas.ts'
import type { Calendar } from './lifecycle.ts'
import { matchOperations } from './pairs.ts'
import { promisedFindings } from './promise.ts'
import { operationsOf, type Reach } from './reach.ts'
import { ruleOf } from './registry.ts'
import { compareApi } from './rules/api.ts'
import { compareBodies } from './rules/bodies.ts'
import { compareConsequences } from './rules/consequences.ts'
import { comparePreflights } from './rules/cors.ts'
import { compareIntegrations } from './rules/integrations.ts'
import { compareOperations } from './rules/operations.ts'
import { compareParameters } from './rules/parameters.ts'
import { comparePermissions } from './rules/permissions.ts'
import { compareResponses } from './rules/responses.ts'
import { compareApiSecurity, compareOperationSecurity } from './rules/security.ts'
import { compareVersions } from './rules/version.ts'
import { compareWebhooks } from './rules/webhooks.ts'
import type { Finding, Side, Walk } from './walk.ts'

export type { Side } from './walk.ts'

/**
 * What a reviewer should know of the way from one spec to another: one walk over both, every shared schema once. A finding about
 * a shared schema names the operations that it reaches. Sorted by severity, then area and place; the same input gives the same list.
 * Dates of `x-sunset` are held against the calendar.
 */
export function compare(base: Side, head: Side, calendar: Calendar): readonly Difference[] {
  const findings: Finding[] = []
  const walk: Walk = { base, head, calendar, found: (finding) => void findings.push(finding) }
  const matched = matchOperations(base, head)
  const schemas = new SchemaComparison(walk)
  compareApi(walk)
  compareApiSecurity(walk, matched)
  compareOperations(walk, matched)
  comparePreflights(walk, matched)
  for (const pair of matched.pairs) {
    compareOperationSecurity(walk, pair)
    comparePermissions(walk, pair)
    compareParameters(walk, pair, schemas)
    compareBodies(walk, pair, schemas)
    compareResponses(walk, pair, schemas)
    compareIntegrations(walk, pair)
  }
  compareWebhooks(walk, matched, schemas)
  schemas.run()
  const reached = new Map<Reach, ReadonlySet<string>>()
  const reachedBy = ({ where }: Finding): Iterable<string> => {
    if (where === undefined || typeof where === 'string') return where === undefined ? [] : [where]
    const operations = reached.get(where) ?? operationsOf(where)
    reached.set(where, operations)
    return operations
  }
  compareConsequences(walk, matched, [...findings], reachedBy)
  const promised = [...promisedFindings(findings, matched, reachedBy)]
  if (promised.some(({ rule, severity }) => (severity ?? ruleOf(rule).severity) === 'error'))
    compareVersions({ ...walk, found: (finding) => void promised.push(finding) })
  return differencesOf(walk, promised, reachedBy)
}

const ORDER = { error: 0, warning: 1, note: 2 } as const
const AREAS: readonly Difference['area'][] = ['security', 'operation', 'parameter', 'body', 'response', 'integration', 'api', 'consequence']

function differencesOf(walk: Walk, findings: readonly Finding[], reachedBy: (finding: Finding) => Iterable<string>): readonly Difference[] {
  const groups = new Map<string, { readonly first: Finding; readonly operations: Set<string> }>()
  for (const finding of findings) {
    const key = [finding.rule, finding.base ?? '', finding.head ?? '', finding.message].join('\0')
    let group = groups.get(key)
    if (!group) {
      group = { first: finding, operations: new Set() }
      groups.set(key, group)
    }
    for (const operation of reachedBy(finding)) group.operations.add(operation)
  }
  return [...groups.values()]
    .map(({ first, operations }) => difference(walk, first, [...operations].sort(compareText)))
    .sort(
      (a, b) =>
        ORDER[a.severity] - ORDER[b.severity] ||
        AREAS.indexOf(a.area) - AREAS.indexOf(b.area) ||
        compareText(a.operation ?? '', b.operation ?? '') ||
        compareText(a.message, b.message) ||
        compareText(a.code, b.code) ||
        compareText(a.fingerprint, b.fingerprint),
    )
}

function difference(walk: Walk, finding: Finding, operations: readonly string[]): Difference {
  const rule = ruleOf(finding.rule)
  const [operation] = operations
  return {
    code: rule.id,
    severity: finding.severity ?? rule.severity,
    area: rule.area,
    ...(operation !== undefined && operations.length === 1 && { operation }),
    ...(operations.length > 1 && { operations }),
    message: finding.message,
    ...(finding.base !== undefined && { base: placeIn(walk.base, finding.base) }),
    ...(finding.head !== undefined && { head: placeIn(walk.head, finding.head) }),
    // Places in the documents, not lines: a finding keeps its fingerprint while the files around it grow.
    fingerprint: sha256([rule.id, finding.base ?? '', finding.head ?? '', finding.message].join('\0')).slice(0, 12),
  }
}

/** The author's place of a value; of one that this side does not have, the place that it would be in. */
function placeIn({ document }: Side, pointer: string): SourceRef {
  let there = pointer
  while (follow(document.root, there) === undefined && !Object.hasOwn(document.origins, there)) there = parent(there) ?? ''
  return originOf(document.origins, there)
}
