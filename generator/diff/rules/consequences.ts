import { compareText } from '../../base/json.ts'
import type { OperationSurface } from '../../model/api-model.ts'
import type { ConsequenceRule } from '../catalog/consequences.ts'
import type { Matched, OperationPair, OperationSide } from '../pairs.ts'
import { newReach } from '../reach.ts'
import { ruleOf } from '../registry.ts'
import type { Finding, Walk } from '../walk.ts'

/** Areas whose differences show in the types of an operation. */
const TYPED: ReadonlySet<string> = new Set(['parameter', 'body', 'response'])

/**
 * What follows from all findings for code and policies: which handlers, methods of clients, functions and permissions change. `reachedBy`
 * gives the operations of a finding.
 */
export function compareConsequences(
  walk: Walk,
  matched: Matched,
  findings: readonly Finding[],
  reachedBy: (finding: Finding) => Iterable<string>,
): void {
  const touched = new Set<string>()
  for (const finding of findings)
    if (TYPED.has(ruleOf(finding.rule).area)) for (const operation of reachedBy(finding)) touched.add(operation)
  const found = (rule: ConsequenceRule, text: string, told: readonly Told[]): void => {
    if (told.length === 0) return
    const where = newReach()
    for (const { label } of told) where.operations.add(label)
    walk.found({ rule, message: `${text}: ${listed(told.map(({ name }) => name))}.`, base: '/paths', head: '/paths', where })
  }
  const pairs = matched.pairs.flatMap(bothModels)
  const [added, removed] = [matched.added, matched.removed].map((sides) => sides.flatMap(oneModel))
  for (const { kind, noun, has } of KINDS) {
    const named = (sides: readonly Named[] = []): Told[] =>
      sides.filter(({ model }) => has(model)).map(({ label, model }) => ({ label, name: `\`${model.id}\`` }))
    const kept = pairs.filter(({ base, head }) => has(base) && has(head))
    found(`${kind}-added`, `New ${noun}`, named(added))
    found(`${kind}-removed`, `Gone ${noun}`, named(removed))
    found(
      `${kind}-renamed`,
      `Renamed ${noun}`,
      kept
        .filter(({ base, head }) => base.id !== head.id)
        .map(({ label, base, head }) => ({ label, name: `\`${base.id}\` is \`${head.id}\`` })),
    )
    found(
      `${kind}-changed`,
      `Other types of ${noun}`,
      kept.filter(({ label }) => touched.has(label)).map(({ label, head }) => ({ label, name: `\`${head.id}\`` })),
    )
  }
  found(
    'functions-changed',
    'Served by another function',
    pairs
      .filter(({ base, head }) => base.function !== undefined && head.function !== undefined && base.function !== head.function)
      .map(({ label, base, head }) => ({ label, name: `\`${label}\` by \`${head.function}\` (before: \`${base.function}\`)` })),
  )
  const [old, now] = [walk.base, walk.head].map(({ model }) => new Map(model.operations.flatMap(permissionOf)))
  found('invoke-permissions-changed', 'Other permissions to invoke functions', changes(old ?? new Map(), now ?? new Map()))
}

/** What stands in the list of a finding, and the operation that it stands for. */
interface Told {
  readonly label: string
  readonly name: string
}

interface Named {
  readonly label: string
  readonly model: OperationSurface
}

const KINDS = [
  { kind: 'handlers', noun: 'handlers', has: (operation: OperationSurface): boolean => operation.function !== undefined },
  { kind: 'client-methods', noun: 'methods of clients', has: (operation: OperationSurface): boolean => !operation.preflight },
] as const

function bothModels({ base, head }: OperationPair): { label: string; base: OperationSurface; head: OperationSurface }[] {
  return base.model && head.model ? [{ label: head.label, base: base.model, head: head.model }] : []
}

function oneModel({ label, model }: OperationSide): Named[] {
  return model ? [{ label, model }] : []
}

/** The permission that a function without a role needs for one operation: who is called, for which method of which path. */
function permissionOf(operation: OperationSurface): [string, string][] {
  if (operation.function === undefined || operation.integration.raw?.credentials !== undefined) return []
  const path = operation.path.replace(/\{[^{}]*\}/g, '*')
  return [[`\`${operation.function}\` for \`${operation.method} ${path}\``, `${operation.method} ${operation.path}`]]
}

function changes(old: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): Told[] {
  const gained = [...now].filter(([key]) => !old.has(key)).map(([key, label]) => ({ label, name: `${key} is given` }))
  const lost = [...old].filter(([key]) => !now.has(key)).map(([key, label]) => ({ label, name: `${key} is taken` }))
  return [...gained, ...lost]
}

/** At most so many are named; the operations of the finding are all of them. */
const NAMED = 5

function listed(names: readonly string[]): string {
  const sorted = [...new Set(names)].sort(compareText)
  const more = sorted.length - NAMED
  return sorted.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '')
}
