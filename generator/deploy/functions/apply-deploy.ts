import { ApigenFailure } from '../../base/diagnostic.ts'
import type { Journal } from '../journal.ts'
import { type Step, steps } from '../steps.ts'
import type { DesiredFunction, DesiredFunctions } from './desire-functions.ts'
import type { FunctionCloud, FunctionPermission } from './function-cloud.ts'
import { missingPermissions } from './missing-permissions.ts'
import { type ObservedFunctions, observeFunctions } from './observe-functions.ts'
import { type DeployPlan, FUNCTION_TAG, type FunctionChange } from './plan-deploy.ts'
import { refusesRole } from './role.ts'

/** What carries a deployment out. */
export interface Deploying {
  readonly cloud: FunctionCloud
  /** Every step is told to it before and after it is done. */
  readonly journal: Journal
  progress(step: string): void
  /** Somebody wants to stop: asked before each step. */
  interrupted(): boolean
  /** How the role of a function is made, for a failure that it is not there. */
  roleHelp(name: string): string
}

/** What became of a deployment: the version that each function's alias serves. */
export interface Deployed {
  readonly versions: Readonly<Record<string, string>>
}

/** A step, and how to take it back where it changed what callers reach. */
interface Move extends Step<unknown> {
  readonly back?: () => Promise<void>
}

/**
 * Carries a plan out: all code and versions first, which nobody calls yet, then permissions and aliases. Where one of these fails, every alias
 * that moved is moved back, so that a stage is never served by halves. Refused when what is there is not what was planned for.
 */
export async function applyDeploy(plan: DeployPlan, desired: DesiredFunctions, deploying: Deploying): Promise<Deployed> {
  const { cloud, journal, progress } = deploying
  const names = desired.functions.map(({ name }) => name)
  const observed = await observeFunctions(cloud, names, desired.alias)
  if (observed.digest !== plan.basis) {
    throw new ApigenFailure('remote', 'The functions changed since the plan was made; nothing was done.', {
      help: 'Run the command again to see a plan for what is there now.',
    })
  }
  const versions: Record<string, string> = {}
  for (const [name, { live }] of observed.functions) if (live) versions[name] = live.version
  const prepared = (change: FunctionChange, fn: DesiredFunction): Move => prepare(deploying, desired, change, fn, versions)
  const switched = (change: FunctionChange, fn: DesiredFunction): Move => move(cloud, desired.alias, change, { fn, versions, observed })
  const open = [
    ...stepsOf(plan, desired, ({ kind }) => !switches(kind), prepared),
    ...stepsOf(plan, desired, ({ kind }) => switches(kind), switched),
  ]
  const way = steps(deploying)
  const moved: Move[] = []
  try {
    for (const [index, step] of open.entries()) {
      const run = (): Promise<unknown> => {
        // Whatever comes of it is taken back: nobody may know, and moving an alias to where it is does no harm.
        if (step.back) moved.unshift(step)
        return step.run()
      }
      await way.take(
        { ...step, run },
        open.slice(index + 1).map(({ undone }) => undone),
      )
    }
  } catch (error) {
    throw await takenBack(error, moved, { journal, progress })
  }
  return { versions }
}

/** Whether it is of what callers reach. */
function switches(kind: FunctionChange['kind']): boolean {
  return kind === 'alias' || kind === 'permission'
}

function stepsOf(
  plan: DeployPlan,
  desired: DesiredFunctions,
  wanted: (change: FunctionChange) => boolean,
  make: (change: FunctionChange, fn: DesiredFunction) => Move,
): Move[] {
  const byName = new Map(desired.functions.map((fn) => [fn.name, fn]))
  return plan.changes
    .filter((change) => change.action !== 'keep' && wanted(change))
    .flatMap((change) => {
      const fn = byName.get(change.function)
      return fn ? [make(change, fn)] : []
    })
}

function prepare(
  { cloud, roleHelp }: Deploying,
  { api }: DesiredFunctions,
  { kind }: FunctionChange,
  { name, code, configuration }: DesiredFunction,
  versions: Record<string, string>,
): Move {
  const withRole =
    <T>(action: () => Promise<T>) =>
    () =>
      action().catch((error: unknown) => Promise.reject(roleFailure(error, roleHelp(name))))
  switch (kind) {
    case 'function':
      return {
        name: `create ${name}`,
        doing: `creating ${name}`,
        undone: `\`${name}\` was not created`,
        done: () => `\`${name}\` was created`,
        run: withRole(() => cloud.createFunction(name, configuration, code.zip, { [FUNCTION_TAG]: api })),
      }
    case 'code':
      return {
        name: `code ${name}`,
        doing: `uploading ${name}`,
        undone: `the code of \`${name}\` was not uploaded`,
        done: () => `the code of \`${name}\` was uploaded`,
        run: () => cloud.updateCode(name, code.zip, configuration.architecture),
      }
    case 'configuration':
      return {
        name: `configuration ${name}`,
        doing: `configuring ${name}`,
        undone: `\`${name}\` was not configured`,
        done: () => `\`${name}\` was configured`,
        run: withRole(() => cloud.updateConfiguration(name, configuration)),
      }
    default:
      return {
        name: `version ${name}`,
        doing: `publishing a version of ${name}`,
        undone: `no version of \`${name}\` was published`,
        done: () => `version ${versions[name] ?? ''} of \`${name}\` was published`,
        run: async () => {
          const { version } = await cloud.publishVersion(name, code.sha256)
          versions[name] = version
          return version
        },
      }
  }
}

/** Roles are named, not made: whoever lacks one is told how to make it. */
function roleFailure(error: unknown, help: string): unknown {
  if (!(error instanceof ApigenFailure) || !refusesRole(error)) return error
  return new ApigenFailure(error.kind, error.message, { help, refused: error.refused, cause: error })
}

interface Moving {
  readonly fn: DesiredFunction
  readonly versions: Readonly<Record<string, string>>
  readonly observed: ObservedFunctions
}

function move(cloud: FunctionCloud, alias: string, change: FunctionChange, { fn, versions, observed }: Moving): Move {
  const { name } = fn
  const { live: before, permissions = [] } = observed.functions.get(name) ?? {}
  const permission = missingPermissions(fn.permissions, permissions).find(({ id }) => change.kind === 'permission' && id === change.id)
  if (permission) return permit(cloud, name, alias, permission)
  const pointed = (): string => `\`${name}:${alias}\` was pointed to version ${versions[name] ?? ''}`
  if (!before)
    return {
      name: `alias ${name}`,
      doing: `creating the alias ${name}:${alias}`,
      undone: `the alias \`${name}:${alias}\` was not created`,
      done: pointed,
      run: () => cloud.createAlias(name, alias, versions[name] ?? ''),
      back: () => cloud.deleteAlias(name, alias),
    }
  return {
    name: `alias ${name}`,
    doing: `moving the alias ${name}:${alias}`,
    undone: `the alias \`${name}:${alias}\` serves version ${before.version} as before`,
    done: pointed,
    run: () => cloud.updateAlias(name, alias, versions[name] ?? ''),
    back: () => cloud.updateAlias(name, alias, before.version),
  }
}

function permit(cloud: FunctionCloud, name: string, alias: string, permission: FunctionPermission): Move {
  const { id } = permission
  return {
    name: `permission ${name} ${id}`,
    doing: `giving the permission ${id} of ${name}:${alias}`,
    undone: `the permission \`${id}\` of \`${name}:${alias}\` was not given`,
    done: () => `the permission \`${id}\` of \`${name}:${alias}\` was given`,
    run: () => cloud.addPermission(name, alias, permission),
  }
}

/** Moves aliases back, the last first, and adds to the failure what became of that. */
async function takenBack(
  error: unknown,
  moved: readonly Move[],
  { journal, progress }: Pick<Deploying, 'journal' | 'progress'>,
): Promise<unknown> {
  if (!(error instanceof ApigenFailure) || moved.length === 0) return error
  const left: string[] = []
  for (const { name, doing, back } of moved) {
    progress(`taking back: ${doing}`)
    try {
      await journal.step(`back ${name}`, async () => back?.())
    } catch {
      left.push(doing)
    }
  }
  const outcome = left.length === 0 ? 'Every alias was put back to where it was.' : `It was not possible to take back: ${left.join('; ')}.`
  return new ApigenFailure(error.kind, `${error.message} ${outcome}`, {
    ...(error.help !== undefined && { help: error.help }),
    refused: error.refused,
    cause: error,
  })
}
