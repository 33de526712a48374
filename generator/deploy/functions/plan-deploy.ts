import { canonicalJson, compareText, type Json } from '../../base/json.ts'
import type { Change, Plan } from '../../model/plan.ts'
import type { DesiredFunction, DesiredFunctions } from './desire-functions.ts'
import type { CloudVersion, FunctionConfiguration, FunctionPermission } from './function-cloud.ts'
import { missingPermissions } from './missing-permissions.ts'
import type { ObservedFunction, ObservedFunctions } from './observe-functions.ts'

/** The tag by which a function is known as one of an API. */
export const FUNCTION_TAG = 'apigen:api'

/** One step of a deployment; `id` is the function's name, of a permission also its own. */
export interface FunctionChange extends Change {
  readonly kind: 'function' | 'code' | 'configuration' | 'version' | 'alias' | 'permission'
  readonly function: string
}

/** What a deployment would do, function by function. */
export interface DeployPlan extends Plan<FunctionChange> {
  readonly api: string
  readonly alias: string
}

/** Compares what is wanted with what is there. Pure: the same two give the same plan. A function that is as it should be is kept. */
export function planDeploy(desired: DesiredFunctions, observed: ObservedFunctions): DeployPlan {
  const changes = desired.functions.flatMap((fn) => {
    const found = observed.functions.get(fn.name) ?? { permissions: [] }
    const needed = changesOf(desired, fn, found)
    return needed.length > 0 ? needed : [change(fn, 'keep', 'function', 'Its alias serves this code and configuration already.')]
  })
  return { changes, basis: observed.digest, api: desired.api, alias: desired.alias }
}

function changesOf(desired: DesiredFunctions, fn: DesiredFunction, found: ObservedFunction): FunctionChange[] {
  const { alias } = desired
  const changes: FunctionChange[] = []
  if (!isServed(fn, found.live)) {
    changes.push(...latestChanges(desired, fn, found), change(fn, 'create', 'version', 'An alias serves a version, which never changes.'))
    if (found.live) changes.push(change(fn, 'update', 'alias', `\`${alias}\` moves from version ${found.live.version} to the new one.`))
    else changes.push(change(fn, 'create', 'alias', `The stage calls the function by \`${alias}\`.`))
  }
  return [...changes, ...permissionChanges(fn, found.permissions)]
}

function isServed(fn: DesiredFunction, live: CloudVersion | undefined): boolean {
  return live?.codeSha256 === fn.code.sha256 && differing(fn.configuration, live.configuration).length === 0
}

function latestChanges(desired: DesiredFunctions, fn: DesiredFunction, { function: found }: ObservedFunction): FunctionChange[] {
  const { runtime, memory, timeout, role } = fn.configuration
  if (!found)
    return [change(fn, 'create', 'function', `It is not there yet: ${runtime}, ${memory} MB, ${timeout} s, role ${role}.`, 'privilege')]
  const changes: FunctionChange[] = []
  const isOurs = found.tags[FUNCTION_TAG] === desired.api
  const { latest } = found
  if (latest.codeSha256 !== fn.code.sha256 || latest.configuration.architecture !== fn.configuration.architecture)
    changes.push(
      isOurs
        ? change(fn, 'update', 'code', 'Its code is another one.')
        : change(fn, 'replace', 'code', 'It was not made by apigen for this API, and its code is replaced.', 'destroys'),
    )
  const names = differing(fn.configuration, latest.configuration).filter((name) => name !== 'architecture')
  if (names.length > 0)
    changes.push(
      change(
        fn,
        'update',
        'configuration',
        names.map((name) => whatChanges(name, latest.configuration, fn.configuration)).join(' '),
        names.includes('role') ? 'privilege' : 'none',
      ),
    )
  return changes
}

type Setting = keyof FunctionConfiguration

function differing(wanted: FunctionConfiguration, found: FunctionConfiguration): Setting[] {
  const names = Object.keys(wanted) as Setting[]
  return names.filter((name) => canonicalJson(wanted[name] as Json) !== canonicalJson(found[name] as Json))
}

/** Values of the environment are not printed: they may be secrets. */
function whatChanges(name: Setting, before: FunctionConfiguration, after: FunctionConfiguration): string {
  if (name !== 'environment') return `Its ${name} changes from ${String(before[name])} to ${String(after[name])}.`
  const names = [...new Set([...Object.keys(before.environment), ...Object.keys(after.environment)])].sort(compareText)
  return `Its environment changes in ${names.filter((key) => before.environment[key] !== after.environment[key]).join(', ')}.`
}

/** What is there and not wanted stays: a stage may be served yet what needs it. The import after which nobody needs it takes it away. */
function permissionChanges(fn: DesiredFunction, found: readonly FunctionPermission[]): FunctionChange[] {
  return missingPermissions(fn.permissions, found).map(({ id, principal, sourceArn = 'anything' }) => ({
    ...change(fn, 'create', 'permission', `${principal} may call it for ${sourceArn}.`, 'privilege'),
    id,
  }))
}

function change(
  { name }: DesiredFunction,
  action: Change['action'],
  kind: FunctionChange['kind'],
  why: string,
  risk: Change['risk'] = 'none',
): FunctionChange {
  return { action, kind, id: name, function: name, why, risk }
}
