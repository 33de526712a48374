import type { FunctionCloud, FunctionPermission } from '../functions/function-cloud.ts'
import { contentOf, missingPermissions } from '../functions/missing-permissions.ts'

/** Rights that API Gateway needs to call functions for an API, as the spec asks for them; `${ApiId}` and AWS's own variables are still open. */
export interface WantedPermission {
  readonly function: string
  readonly permission: FunctionPermission
}

/** The rights on an alias of a function, as they were found. */
export interface AliasPermissions {
  readonly function: string
  /** ARN of the alias. */
  readonly arn: string
  readonly permissions: readonly FunctionPermission[]
}

/** What has to change of the rights on one alias. */
export interface PermissionChange {
  readonly function: string
  readonly add: readonly FunctionPermission[]
  readonly remove: readonly FunctionPermission[]
}

/** Looks at the alias of each function; one that is not deployed yet is left out: `apigen deploy` gives it its rights. */
export async function observePermissions(
  cloud: FunctionCloud | undefined,
  wanted: readonly WantedPermission[],
  alias: string,
): Promise<AliasPermissions[]> {
  const found: AliasPermissions[] = []
  for (const name of new Set(wanted.map(({ function: fn }) => fn))) {
    const arn = await cloud?.getAliasArn(name, alias)
    if (cloud && arn !== undefined) found.push({ function: name, arn, permissions: await cloud.listPermissions(name, alias) })
  }
  return found
}

/** What is missing on each alias, and what API Gateway needs no more. */
export function permissionChanges(
  wanted: readonly WantedPermission[],
  found: readonly AliasPermissions[],
  apiId: string,
): PermissionChange[] {
  return found.map(({ function: name, arn, permissions }) => {
    const here = wanted.filter(({ function: fn }) => fn === name).map(({ permission }) => bound(permission, arn, apiId))
    const needed = new Set(here.map(contentOf))
    const apis = new Set(here.map(({ sourceArn = '' }) => sourceArn.split('/', 1)[0]))
    const remove = permissions.filter(
      (permission) =>
        permission.id.startsWith('apigateway-') &&
        apis.has((permission.sourceArn ?? '').split('/', 1)[0]) &&
        !needed.has(contentOf(permission)),
    )
    return { function: name, add: missingPermissions(here, permissions), remove }
  })
}

/** arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME:ALIAS */
function bound(permission: FunctionPermission, arn: string, apiId: string): FunctionPermission {
  const [, partition = '', , region = '', account = ''] = arn.split(':')
  const values: Readonly<Record<string, string>> = {
    ApiId: apiId,
    'AWS::Partition': partition,
    'AWS::Region': region,
    'AWS::AccountId': account,
  }
  const resolve = (text: string): string => text.replace(/\$\{([\w:]+)\}/g, (whole, name: string) => values[name] ?? whole)
  return {
    ...permission,
    ...(permission.sourceArn !== undefined && { sourceArn: resolve(permission.sourceArn) }),
    ...(permission.sourceAccount !== undefined && { sourceAccount: resolve(permission.sourceAccount) }),
  }
}
