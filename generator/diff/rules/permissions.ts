import type { Permission } from '../../model/api-model.ts'
import type { OperationPair } from '../pairs.ts'
import { member } from '../place.ts'
import type { Walk } from '../walk.ts'

/** Compares what the handler of an operation may do beyond answering: its role allows more, or less. */
export function comparePermissions(walk: Walk, { base, head }: OperationPair): void {
  const [old, now] = [textsOf(base.model?.permissions), textsOf(head.model?.permissions)]
  const at = {
    base: member(base.place, 'x-apigen-permissions')?.pointer ?? base.place.pointer,
    head: member(head.place, 'x-apigen-permissions')?.pointer ?? head.place.pointer,
    where: head.label,
  }
  for (const text of now)
    if (!old.has(text))
      walk.found({ ...at, rule: 'handler-permission-added', message: `The handler of \`${head.label}\` is allowed \`${text}\` now.` })
  for (const text of old)
    if (!now.has(text))
      walk.found({
        ...at,
        rule: 'handler-permission-removed',
        message: `The handler of \`${head.label}\` is no longer allowed \`${text}\`.`,
      })
}

function textsOf(permissions: readonly Permission[] = []): ReadonlySet<string> {
  return new Set(permissions.map(({ service, verb, resource }) => `${service}: ${verb} ${resource}`))
}
