import { asArray, asString, isObject, own } from '../../base/json.ts'
import type { OperationRule } from '../catalog/operations.ts'
import { type Life, type LifeDelta, lifeDelta, type Removal, removalOf } from '../lifecycle.ts'
import type { Matched, OperationPair, OperationSide } from '../pairs.ts'
import { member } from '../place.ts'
import { isUnknownLevel, levelOf, stabilityDelta } from '../stability.ts'
import type { Walk } from '../walk.ts'

/** Compares which operations there are, and what is said of each. */
export function compareOperations(walk: Walk, matched: Matched): void {
  const { pairs, removed, added } = matched
  const catchAll = new Map(
    [...added, ...pairs.map((pair) => pair.head)].filter(({ method }) => method === 'ANY').map((operation) => [operation.path, operation]),
  )
  const kept = new Set(pairs.map(({ base }) => base.path))
  for (const { path } of added) kept.add(path)
  for (const operation of removed) {
    const fallback = catchAll.get(operation.path)
    const [removal, text] = removalOf(lifeOf(operation), walk.calendar)
    walk.found({
      rule: fallback ? 'api-removed-with-deprecation' : REMOVED[removal][kept.has(operation.path) ? 'method' : 'path'],
      message: fallback
        ? `\`${operation.label}\` is gone; \`${fallback.label}\` answers in its place.`
        : `\`${operation.label}\` is gone${text}.`,
      base: operation.place.pointer,
      where: operation.label,
    })
  }
  for (const operation of added)
    walk.found({ rule: 'endpoint-added', message: `\`${operation.label}\` is new.`, head: operation.place.pointer, where: operation.label })
  for (const pair of pairs) compareOperation(walk, pair)
}

/** The rule of a removal: of one method of a path that stays, or with its whole path. */
const REMOVED: Readonly<Record<Removal, Readonly<Record<'method' | 'path', OperationRule>>>> = {
  unannounced: { method: 'api-removed-without-deprecation', path: 'api-path-removed-without-deprecation' },
  announced: { method: 'api-removed-with-deprecation', path: 'api-path-removed-with-deprecation' },
  'too-early': { method: 'api-removed-before-sunset', path: 'api-path-removed-before-sunset' },
  unreadable: { method: 'api-path-sunset-parse', path: 'api-path-sunset-parse' },
}

const LIFE: Readonly<Record<LifeDelta, OperationRule>> = {
  deprecated: 'endpoint-deprecated',
  'deprecated-with-sunset': 'endpoint-deprecated-with-sunset',
  'deprecated-sunset-invalid': 'api-deprecated-sunset-parse',
  'sunset-date-too-small': 'api-sunset-date-too-small',
  reactivated: 'endpoint-reactivated',
  'sunset-deleted': 'sunset-deleted',
  'sunset-date-changed-earlier': 'api-sunset-date-changed-earlier',
  'sunset-date-changed-too-small': 'api-sunset-date-changed-too-small',
  'sunset-date-changed-later': 'api-sunset-date-changed-later',
}

/** Compares what is said of one operation as a whole. */
export function compareOperation(walk: Walk, pair: OperationPair): void {
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
  const life = lifeDelta(lifeOf(base), lifeOf(head), walk.calendar)
  if (life) {
    const [delta, text] = life
    const rule = delta === 'deprecated-sunset-invalid' && lifeOf(base).deprecated ? 'api-path-sunset-parse' : LIFE[delta]
    found(rule, `${label} ${text}`, delta.includes('sunset') ? 'x-sunset' : 'deprecated')
  }
  const [level, newLevel] = [levelOf(base.place), levelOf(head.place)]
  if (isUnknownLevel(newLevel) && !isUnknownLevel(level))
    found('api-invalid-stability-level', `${label} has an \`x-stability-level\` that is none of draft, alpha, beta and stable.`, LEVEL)
  const stability = stabilityDelta(level, newLevel)
  if (stability) found(`api-${stability[0]}`, `${label} ${stability[1]}`, LEVEL)
  const id = text(base, 'operationId')
  const newId = text(head, 'operationId')
  if (id === undefined && newId !== undefined) found('api-operation-id-added', `${label} is called \`${newId}\` now.`, 'operationId')
  else if (id !== newId) {
    const now = newId === undefined ? 'has no name now' : `is called \`${newId}\` now`
    found('api-operation-id-removed', `${label} ${now}; it was \`${id}\`.`, 'operationId')
  }
  const tags = tagsOf(base)
  const newTags = tagsOf(head)
  for (const tag of newTags) if (!tags.has(tag)) found('api-tag-added', `${label} has the tag \`${tag}\` now.`, 'tags')
  for (const tag of tags) if (!newTags.has(tag)) found('api-tag-removed', `${label} no longer has the tag \`${tag}\`.`, 'tags')
}

const LEVEL = 'x-stability-level'

function lifeOf({ place: { value } }: OperationSide): Life {
  if (!isObject(value)) return { deprecated: false, sunset: undefined }
  return { deprecated: own(value, 'deprecated') === true, sunset: own(value, 'x-sunset') }
}

function text(operation: OperationSide, key: string): string | undefined {
  return isObject(operation.place.value) ? asString(own(operation.place.value, key)) : undefined
}

function tagsOf(operation: OperationSide): ReadonlySet<string> {
  const tags = isObject(operation.place.value) ? asArray(own(operation.place.value, 'tags')) : []
  return new Set(tags.filter((tag): tag is string => typeof tag === 'string'))
}
