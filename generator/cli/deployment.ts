import { bindLateBound } from '../base/bind.ts'
import { bindEnvironment } from '../base/bind-environment.ts'
import { ApigenFailure } from '../base/diagnostic.ts'
import { asObject, asString, type Json, type JsonObject } from '../base/json.ts'
import { substitute } from '../deploy/aws-variables.ts'
import { architectureOf, configurationOf, type DesiredFunction, roleNameOf, runtimeOf } from '../deploy/functions/desire-functions.ts'
import type { FunctionPermission } from '../deploy/functions/function-cloud.ts'
import { type Place, roleArn, roleCommands } from '../deploy/functions/role.ts'
import { packageFunction } from '../deploy/package/package-function.ts'
import type { FunctionModel } from '../model/api-model.ts'
import { functionPolicies, type Spec } from '../pipeline.ts'
import { projectFunctions } from '../project-functions.ts'
import { refuseUnbound } from './accepted-spec.ts'

/** What of a project is deployed, and to where. */
export interface DeploymentInput {
  readonly spec: Spec
  /** The functions that are deployed. */
  readonly functions: readonly FunctionModel[]
  readonly alias: string
  readonly bind: Readonly<Record<string, Json>>
  /** `--role`: in place of every function's own. */
  readonly role: string | undefined
  readonly place: Place
  /** The API whose stages call the functions; absent as long as there is none. */
  readonly apiId: string | undefined
  /** The folder that holds `generated/` and `handlers/`. */
  readonly output: string
  progress(step: string): void
}

/** The functions as they should be at Lambda, packaged; and how the role of one is made. */
export interface Deployment {
  readonly functions: readonly DesiredFunction[]
  roleHelp(name: string): string
}

/** Joins what the spec says of functions with their code, their roles and the API's id. Throws an `ApigenFailure` where something is missing for that. */
export async function prepareDeployment(input: DeploymentInput): Promise<Deployment> {
  const { spec, place, bind } = input
  const policies = await functionPolicies(spec)
  const bound = (value: Json): Json => substitute(bindLateBound(value, bind).value, variablesOf(place))
  const roleOf = (fn: FunctionModel): string => asString(bound(input.role ?? fn.executionRole ?? roleNameOf(fn))) ?? ''
  const needs = new Map(
    input.functions.map((fn) => [
      fn.id,
      { function: fn.id, role: roleOf(fn), trust: policies.trust, policy: bound(policies.executionOf(fn)) as JsonObject },
    ]),
  )
  const roleHelp = (name: string): string => {
    const need = needs.get(name)
    return need === undefined ? '' : `Make the role, wait some ten seconds, and run the command again: ${roleCommands(need)}`
  }
  refuseUnbound(
    input.functions.flatMap(({ environment }) => bindEnvironment(environment, bind).unbound),
    bind,
  )
  const sources = projectFunctions(spec.model, input.output)
  const functions: DesiredFunction[] = []
  for (const fn of input.functions) {
    const role = roleArn(roleOf(fn), place)
    if (role === undefined)
      throw new ApigenFailure('usage', `The role of \`${fn.id}\` is named \`${roleOf(fn)}\`, and nothing says in which account it is.`, {
        help: `Give its ARN: --role ARN, \`role\` of \`x-apigen-function\` or of \`functions\` in the config; or --bind AWS::AccountId=…. Where there is none yet: ${roleCommands(needs.get(fn.id) ?? { function: fn.id, role: roleOf(fn), trust: {}, policy: {} })}`,
      })
    const source = sources[fn.id]
    if (source === undefined || source.kind === 'inline') continue
    input.progress(`packaging ${fn.id}`)
    const { zip, sha256, handler } = await packageFunction(
      source.kind === 'module'
        ? {
            kind: 'module',
            file: source.file,
            runtime: runtimeOf(fn),
          }
        : { ...source, architecture: architectureOf(fn) },
      input.output,
    )
    const { variables: environment } = bindEnvironment(fn.environment, { ...variablesOf(place), ...bind })
    functions.push({
      name: fn.id,
      configuration: configurationOf(fn, { role, handler, environment }),
      code: { zip, sha256 },
      permissions: permissionsOf(fn, policies.permissions, input),
    })
  }
  return { functions, roleHelp }
}

function variablesOf({ partition, region, account }: Place): Readonly<Record<string, string>> {
  return { 'AWS::Partition': partition, 'AWS::Region': region, ...(account !== undefined && { 'AWS::AccountId': account }) }
}

/** The permissions of a function's alias; those for an API only once there is one. */
function permissionsOf(
  { id }: FunctionModel,
  all: readonly JsonObject[],
  { apiId, alias, bind, place }: DeploymentInput,
): FunctionPermission[] {
  return all
    .filter(({ FunctionName }) => FunctionName === id)
    .filter(({ SourceArn }) => apiId !== undefined || !String(SourceArn).includes('${ApiId}'))
    .map((wanted) => {
      const named = bindLateBound(wanted, { ...bind, Alias: alias, ...(apiId !== undefined && { ApiId: apiId }) }).value
      const { StatementId, Action, Principal, SourceArn, SourceAccount } = asObject(substitute(named, variablesOf(place)))
      const [sourceArn, sourceAccount] = [asString(SourceArn), asString(SourceAccount)]
      return {
        id: asString(StatementId) ?? '',
        action: asString(Action) ?? '',
        principal: asString(Principal) ?? '',
        ...(sourceArn !== undefined && { sourceArn }),
        ...(sourceAccount !== undefined && { sourceAccount }),
      }
    })
}
