import type { FunctionPermission } from '../../functions/function-cloud.ts'
import { contentOf } from '../../functions/missing-permissions.ts'
import { awaitSettled } from '../await-settled.ts'
import { observePermissions, type PermissionChange, permissionChanges } from '../permissions.ts'
import type { ImportStep, Reached, Work } from '../work.ts'

/** Takes the permissions away that the import gave. */
export const withdraw: ImportStep = {
  name: 'withdraw',
  doing: () => 'taking permissions back',
  async look(work, reached) {
    const { begun, done } = work
    if (added(work, reached).length === 0) return reached
    // What we gave may be told late.
    const isKnown = (done('permit') || begun('put') || begun('switch')) && !begun('withdraw')
    const look = (): ReturnType<typeof given> => given(work, reached)
    const found = isKnown ? await awaitSettled(work, look, (seen) => seen.length > 0) : await look()
    return found.length === 0 ? reached : undefined
  },
  async run(work, reached) {
    for (const { function: name, permission } of await given(work, reached))
      await work.functions?.removePermission(name, work.record.desired.alias, permission.id)
    return reached
  },
}

/** What the import had to give. */
function added({ record }: Work, { apiId }: Reached): readonly PermissionChange[] {
  if (apiId === undefined) return []
  return permissionChanges(record.desired.permissions, record.before.permissions, apiId).filter(({ add }) => add.length > 0)
}

async function given(
  work: Work,
  reached: Reached,
): Promise<readonly { readonly function: string; readonly permission: FunctionPermission }[]> {
  const { functions, record } = work
  const { permissions, alias } = record.desired
  const changes = added(work, reached)
  if (changes.length === 0) return []
  const now = await observePermissions(functions, permissions, alias)
  return changes.flatMap(({ function: name, add }) => {
    const ours = new Set(add.map(contentOf))
    const there = now.find((one) => one.function === name)?.permissions ?? []
    return there.filter((permission) => ours.has(contentOf(permission))).map((permission) => ({ function: name, permission }))
  })
}
