import { asArray, asString, isObject, own } from '../../base/json.ts'
import type { OperationRule } from '../catalog/operations.ts'
import type { Matched, OperationPair, OperationSide } from '../pairs.ts'
import { member } from '../place.ts'
import type { Walk } from '../walk.ts'

/** Compares which operations there are, and what is said of each. */
export function compareOperations(walk: Walk, { pairs, removed, added }: Matched): void {
  const catchAll = new Map(
    [...added, ...pairs.map((pair) => pair.head)].filter(({ method }) => method === 'ANY').map((operation) => [operation.path, operation]),
  )
  for (const operation of removed) {
    const fallback = catchAll.get(operation.path)
    const deprecated = flag(operation, 'deprecated')
    walk.found({
      rule: deprecated || fallback ? 'api-removed-with-deprecation' : 'api-removed-without-deprecation',
      message: fallback
        ? `\`${operation.label}\` is gone; \`${fallback.label}\` answers in its place.`
        : `\`${operation.label}\` is gone${deprecated ? '; it was deprecated' : ''}.`,
      base: operation.place.pointer,
      where: operation.label,
    })
  }
  for (const operation of added)
    walk.found({ rule: 'endpoint-added', message: `\`${operation.label}\` is new.`, head: operation.place.pointer, where: operation.label })
  for (const pair of pairs) comparePair(walk, pair)
}

function comparePair(walk: Walk, pair: OperationPair): void {
  const { base, head } = pair
  const label = `\`${head.label}\``
  const found = (rule: OperationRule, message: string, key?: string): void =>
    walk.found({
      rule,
      message,
      base: (key && member(base.place, key)?.pointer) || base.place.pointer,
      head: (key && member(head.place, key)?.pointer) || head.place.pointer,
      where: head.label,
    })
  for (const [before, after] of pair.variables) {
    if (before !== after)
      found('path-variable-renamed', `Path variable \`${before}\` of ${label} is called \`${after}\` now; requests do not show it.`)
  }
  const wasDeprecated = flag(base, 'deprecated')
  const isDeprecated = flag(head, 'deprecated')
  if (!wasDeprecated && isDeprecated) found('endpoint-deprecated', `${label} is deprecated now.`, 'deprecated')
  if (wasDeprecated && !isDeprecated) found('endpoint-reactivated', `${label} is no longer deprecated.`, 'deprecated')
  const sunset = text(base, 'x-sunset')
  const newSunset = text(head, 'x-sunset')
  if (sunset !== undefined && newSunset === undefined && isDeprecated)
    found('sunset-deleted', `${label} is deprecated and no longer says when it ends.`, 'x-sunset')
  if (sunset !== undefined && newSunset !== undefined && sunset !== newSunset)
    found('sunset-date-changed', `${label} ends on \`${newSunset}\`; it was \`${sunset}\`.`, 'x-sunset')
  const id = text(base, 'operationId')
  const newId = text(head, 'operationId')
  if (id === undefined && newId !== undefined) found('api-operation-id-added', `${label} is called \`${newId}\` now.`, 'operationId')
  else if (id !== undefined && newId === undefined)
    found(
      'api-operation-id-removed',
      `${label} is no longer called \`${id}\`; names of handlers and client functions change.`,
      'operationId',
    )
  else if (id !== newId)
    found(
      'api-operation-id-changed',
      `${label} is called \`${newId}\`; it was \`${id}\`. Names of handlers and client functions change.`,
      'operationId',
    )
  const tags = tagsOf(base)
  const newTags = tagsOf(head)
  for (const tag of newTags) if (!tags.has(tag)) found('api-tag-added', `${label} has the tag \`${tag}\` now.`, 'tags')
  for (const tag of tags) if (!newTags.has(tag)) found('api-tag-removed', `${label} no longer has the tag \`${tag}\`.`, 'tags')
}

function flag(operation: OperationSide, key: string): boolean {
  return isObject(operation.place.value) && own(operation.place.value, key) === true
}

function text(operation: OperationSide, key: string): string | undefined {
  return isObject(operation.place.value) ? asString(own(operation.place.value, key)) : undefined
}

function tagsOf(operation: OperationSide): ReadonlySet<string> {
  const tags = isObject(operation.place.value) ? asArray(own(operation.place.value, 'tags')) : []
  return new Set(tags.filter((tag): tag is string => typeof tag === 'string'))
}
