import { observePermissions, type PermissionChange, permissionChanges } from '../permissions.ts'
import { apiOf, type ImportStep, type Reached, type Work } from '../work.ts'

/** Lets API Gateway call the functions of the new document, before anybody can reach it; what is not needed any more goes last. */
export const permit: ImportStep = {
  name: 'permit',
  doing: () => 'giving permissions',
  look: async (work, reached) => ((await changesOf(work, reached)).some(({ add }) => add.length > 0) ? undefined : reached),
  async run(work, reached) {
    for (const { function: name, add } of await changesOf(work, reached))
      for (const permission of add) await work.functions?.addPermission(name, work.record.desired.alias, permission)
    return reached
  },
}

/** What has to change of the rights of functions. */
export async function changesOf({ functions, record }: Work, reached: Reached): Promise<readonly PermissionChange[]> {
  const { permissions, alias } = record.desired
  return permissionChanges(permissions, await observePermissions(functions, permissions, alias), apiOf(reached))
}
