import { asString } from '../base/json.ts'
import type { WantedPermission } from '../deploy/import/permissions.ts'
import { functionPolicies, type Spec } from '../pipeline.ts'

/** What the functions of a spec have to allow its API; those that a template names by a value of its own are left to whoever deploys it. */
export async function wantedPermissions(spec: Spec): Promise<readonly WantedPermission[]> {
  const { permissions } = await functionPolicies(spec)
  const ours = new Set(spec.model.functions.filter(({ lateBound }) => lateBound === undefined).map(({ id }) => id))
  return permissions.flatMap(({ FunctionName, StatementId, Action, Principal, SourceArn, SourceAccount }): WantedPermission[] => {
    const [name, sourceArn, sourceAccount] = [asString(FunctionName) ?? '', asString(SourceArn), asString(SourceAccount)]
    if (!ours.has(name) || sourceArn?.includes('${ApiId}') !== true) return []
    const about = { id: asString(StatementId) ?? '', action: asString(Action) ?? '', principal: asString(Principal) ?? '', sourceArn }
    return [{ function: name, permission: { ...about, ...(sourceAccount !== undefined && { sourceAccount }) } }]
  })
}
