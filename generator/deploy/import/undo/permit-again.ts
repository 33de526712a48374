import type { FunctionPermission } from '../../functions/function-cloud.ts'
import { contentOf } from '../../functions/missing-permissions.ts'
import { observePermissions, permissionChanges } from '../permissions.ts'
import type { ImportStep, Reached, Work } from '../work.ts'

interface Missing {
  readonly function: string
  readonly permission: FunctionPermission
}

/** Gives back what the tidying took, before anybody is served the old API again. */
export const permitAgain: ImportStep = {
  name: 'permit-again',
  doing: () => 'giving permissions back',
  look: async (work, reached) => ((await missing(work, reached)).length === 0 ? reached : undefined),
  async run(work, reached) {
    for (const { function: name, permission } of await missing(work, reached))
      await work.functions?.addPermission(name, work.record.desired.alias, permission)
    return reached
  },
}

async function missing({ functions, record }: Work, { apiId }: Reached): Promise<readonly Missing[]> {
  const { permissions, alias } = record.desired
  if (apiId === undefined) return []
  const taken = permissionChanges(permissions, record.before.permissions, apiId).filter(({ remove }) => remove.length > 0)
  if (taken.length === 0) return []
  const now = await observePermissions(functions, permissions, alias)
  return taken.flatMap(({ function: name, remove }) => {
    const there = new Set(now.find((one) => one.function === name)?.permissions.map(contentOf))
    return remove.filter((permission) => !there.has(contentOf(permission))).map((permission) => ({ function: name, permission }))
  })
}
