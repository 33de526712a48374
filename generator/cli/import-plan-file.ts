import { readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { ApigenFailure } from '../base/diagnostic.ts'
import { asObject, canonicalJson, isObject, type Json, printJson, sha256 } from '../base/json.ts'
import type { Desired } from '../deploy/desire.ts'
import type { ImportPlan } from '../deploy/plan-import.ts'
import type { Spec } from '../pipeline.ts'
import type { Context } from './context.ts'
import { SCHEMA_VERSION } from './report/json.ts'
import { systemReason } from './system-reason.ts'

const KIND = 'apigen-import-plan'

/** A plan of an import as a file: what would be done, and to what it is bound. `specs/schema/import-plan.json` describes it. */
export interface PlanFile {
  readonly schemaVersion: number
  readonly kind: typeof KIND
  /** Where it is for: a region or an address. */
  readonly place: string
  readonly spec: {
    /** SHA-256 of each file of the spec, by its path from the config's folder. */
    readonly files: Readonly<Record<string, string>>
  }
  /** What is wanted, with late-bound values bound. */
  readonly desired: Desired
  /** SHA-256 of `desired`. */
  readonly digest: string
  readonly plan: ImportPlan
}

/** Binds a plan to its spec. */
export function planFileOf(
  context: Context,
  { spec, place, desired, plan }: Omit<PlanFile, 'spec' | 'digest' | 'schemaVersion' | 'kind'> & { readonly spec: Spec },
): PlanFile {
  const files = Object.entries(spec.loaded.files).map(([file, { text }]) => [pathOf(context, file), sha256(text)] as const)
  return {
    schemaVersion: SCHEMA_VERSION,
    kind: KIND,
    place,
    spec: { files: Object.fromEntries(files) },
    digest: digestOf(desired),
    desired,
    plan,
  }
}

/** The text of a plan file. */
export function printPlanFile(file: PlanFile): string {
  return printJson(file as unknown as Json)
}

/** A plan file, when an argument names one; undefined for anything else, a spec. Throws where it is broken, or where its spec has changed. */
export function readPlanFile(context: Context, path: string | undefined): PlanFile | undefined {
  const text = path === undefined ? undefined : textOf(resolve(context.host.cwd, path))
  // Whatever its name is: a spec in YAML is not parsed for this.
  if (text?.trimStart().startsWith('{') !== true) return undefined
  const given = asObject(parse(text))
  if (given.kind !== KIND) return undefined
  const file = given as unknown as PlanFile
  if (
    given.schemaVersion !== SCHEMA_VERSION ||
    !isObject(given.desired) ||
    !isObject(given.plan) ||
    digestOf(file.desired) !== given.digest
  ) {
    throw new ApigenFailure('usage', `\`${path}\` is no plan that this apigen made, or somebody changed it; nothing was done.`, {
      help: 'Make a new one: apigen import --stage NAME --out plan.json',
    })
  }
  const changed = Object.entries(asObject(asObject(given.spec).files)).filter(
    ([name, digest]) => sha256(textOf(resolve(context.settings.root, name)) ?? '') !== digest,
  )
  if (changed.length === 0) return file
  throw new ApigenFailure(
    'usage',
    `The plan is stale: ${changed.map(([name]) => `\`${name}\``).join(', ')} changed since; nothing was done.`,
    {
      help: 'Make a new plan: apigen import --stage NAME --out plan.json',
    },
  )
}

/** Says what is wrong with a file that is to be imported without a stage, as only a plan can be. Silent where it may be a spec. */
export function refuseNoPlan({ host }: Context, path: string): void {
  if (path === '-' || /^https?:/.test(path)) return
  const wrong = (what: string, cause?: unknown): ApigenFailure =>
    new ApigenFailure('usage', `\`${path}\` ${what}; nothing was done.`, {
      help: 'A plan is made with apigen import --stage NAME --out plan.json. To import a spec, name its stage: --stage NAME.',
      ...(cause !== undefined && { cause }),
    })
  let text: string
  try {
    text = readFileSync(resolve(host.cwd, path), 'utf8')
  } catch (error) {
    throw wrong(`cannot be read: ${systemReason(error)}`, error)
  }
  if (text.trim() === '') throw wrong('is empty')
  if (!path.endsWith('.json')) return
  const given = parse(text)
  if (given === undefined) throw wrong('is no whole JSON, so it is neither a plan nor a spec')
  const { openapi, swagger } = asObject(given)
  if (openapi === undefined && swagger === undefined) throw wrong('is neither a plan of apigen nor a spec')
}

function digestOf(desired: Desired): string {
  return sha256(canonicalJson(desired as unknown as Json))
}

function pathOf({ host, settings }: Context, file: string): string {
  return /^https?:/.test(file) ? file : relative(settings.root, resolve(host.cwd, file)).replaceAll('\\', '/')
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch {
    return undefined
  }
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
