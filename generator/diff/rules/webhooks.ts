import type { Severity } from '../../base/diagnostic.ts'
import { isObject } from '../../base/json.ts'
import type { OperationRule } from '../catalog/operations.ts'
import type { SchemaComparison } from '../compare-schemas.ts'
import { callbackPath } from '../describe.ts'
import { type Matched, methodsOf, type OperationSide } from '../pairs.ts'
import { member, members, type Place, resolve } from '../place.ts'
import type { RuleId } from '../registry.ts'
import type { Side, Walk } from '../walk.ts'
import { compareBodies } from './bodies.ts'
import { compareOperation } from './operations.ts'
import { compareParameters } from './parameters.ts'
import { compareResponses } from './responses.ts'

/** Compares the requests that the API itself sends: webhooks, and the callbacks of operations. */
export function compareWebhooks(walk: Walk, { pairs }: Matched, schemas: SchemaComparison): void {
  const turned: Walk = { ...walk, found: (finding) => walk.found({ ...finding, ...severityOf(finding.rule) }) }
  compareSent(turned, ['webhook-added', 'webhook-removed'], webhooksOf(walk.base), webhooksOf(walk.head), schemas)
  for (const { base, head } of pairs) {
    const [old, now] = [callbacksOf(walk.base, base.place), callbacksOf(walk.head, head.place)]
    if (old.length > 0 || now.length > 0) compareSent(turned, ['callback-added', 'callback-removed'], old, now, schemas)
  }
}

/** How bad it is for those who get the requests and answer them, where that is not how bad it is for those who send them. */
const RECEIVED: Readonly<Partial<Record<RuleId, Severity>>> = {
  'request-body-added-required': 'note',
  'request-body-became-required': 'note',
  'request-body-became-optional': 'error',
  'new-required-request-parameter': 'note',
  'request-parameter-became-required': 'note',
  'request-parameter-became-optional': 'error',
  'required-response-header-removed': 'note',
  'response-header-became-optional': 'note',
  'response-header-became-required': 'error',
}

function severityOf(rule: RuleId): { readonly severity?: Severity } {
  const severity = RECEIVED[rule]
  return severity ? { severity } : {}
}

function compareSent(
  walk: Walk,
  [added, removed]: readonly [OperationRule, OperationRule],
  before: readonly OperationSide[],
  after: readonly OperationSide[],
  schemas: SchemaComparison,
): void {
  const old = new Map(before.map((operation) => [operation.label, operation]))
  const now = new Map(after.map((operation) => [operation.label, operation]))
  for (const [label, base] of old) {
    const head = now.get(label)
    if (!head) {
      walk.found({ rule: removed, message: `\`${label}\` is no longer sent.`, base: base.place.pointer, where: label })
      continue
    }
    const pair = { base, head, variables: new Map<string, string>(), turned: true }
    compareOperation(walk, pair)
    compareParameters(walk, pair, schemas)
    compareBodies(walk, pair, schemas)
    compareResponses(walk, pair, schemas)
  }
  for (const [label, head] of now)
    if (!old.has(label)) walk.found({ rule: added, message: `\`${label}\` is sent now.`, head: head.place.pointer, where: label })
}

function webhooksOf({ document: { root } }: Side): readonly OperationSide[] {
  return members(member({ value: root, pointer: '' }, 'webhooks')).flatMap(([name, item]) =>
    methodsOf(`webhook:${name}`, resolve(root, item)),
  )
}

function callbacksOf({ document: { root } }: Side, operation: Place): readonly OperationSide[] {
  return members(member(operation, 'callbacks')).flatMap(([name, callback]) =>
    members(resolve(root, callback))
      .filter(([expression, item]) => !expression.startsWith('x-') && isObject(item.value))
      .flatMap(([expression, item]) => methodsOf(callbackPath(name, expression), resolve(root, item))),
  )
}
