import type { FunctionPermission } from '../../functions/function-cloud.ts'
import { contentOf } from '../../functions/missing-permissions.ts'
import { observePermissions, permissionChanges } from '../permissions.ts'
import type { ImportStep, Reached, Work } from '../work.ts'

/** Takes the permissions away that the import gave. */
export const withdraw: ImportStep = {
  name: 'withdraw',
  doing: () => 'taking permissions back',
  look: async (work, reached) => ((await given(work, reached)).length === 0 ? reached : undefined),
  async run(work, reached) {
    for (const { function: name, permission } of await given(work, reached))
      await work.functions?.removePermission(name, work.record.desired.alias, permission.id)
    return reached
  },
}

async function given(
  { functions, record }: Work,
  { apiId }: Reached,
): Promise<readonly { readonly function: string; readonly permission: FunctionPermission }[]> {
  const { permissions, alias } = record.desired
  if (apiId === undefined) return []
  const added = permissionChanges(permissions, record.before.permissions, apiId).filter(({ add }) => add.length > 0)
  if (added.length === 0) return []
  const now = await observePermissions(functions, permissions, alias)
  return added.flatMap(({ function: name, add }) => {
    const ours = new Set(add.map(contentOf))
    const there = now.find((one) => one.function === name)?.permissions ?? []
    return there.filter((permission) => ours.has(contentOf(permission))).map((permission) => ({ function: name, permission }))
  })
}
