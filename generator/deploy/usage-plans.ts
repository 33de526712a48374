import { ApigenFailure } from '../base/diagnostic.ts'
import type { Change } from '../model/plan.ts'
import type { UsagePlanSetting } from '../model/settings.ts'
import { loosenedPlan } from './loosened.ts'
import { throttlePatches } from './method-throttles.ts'
import type { CloudKey, CloudUsagePlan, MethodThrottles, PlannedStage, UsagePlanCloud, UsagePlanPatch } from './usage-plan-cloud.ts'

/** What is there of usage plans, as far as a stage and the config are concerned. */
export interface FoundUsagePlans {
  /** Those that hold the stage; with their keys where the config says which keys they have. */
  readonly plans: readonly (CloudUsagePlan & { readonly keys?: readonly CloudKey[] })[]
  /** The stage; undefined where there is no such API yet. */
  readonly at?: PlannedStage
  /** The account's keys that the config names. */
  readonly keys: readonly CloudKey[]
}

/** A change of a usage plan or of its keys. */
export interface UsagePlanChange extends Change {
  readonly kind: 'usage-plan' | 'api-key'
  /** What it opens up, where it lets more happen than before. */
  readonly loosens?: string
}

/** A change, and the call that carries it out. Plans and keys go by their names, since some are only made on the way. */
export interface UsagePlanStep {
  readonly change: UsagePlanChange
  readonly call:
    | { readonly kind: 'create-plan'; readonly plan: UsagePlanSetting }
    | { readonly kind: 'update-plan'; readonly planId: string; readonly patches: readonly UsagePlanPatch[] }
    | { readonly kind: 'leave-plan'; readonly planId: string; readonly rest: 'kept' | 'deleted' }
    | { readonly kind: 'remove-key'; readonly planId: string; readonly keyId: string }
    | { readonly kind: 'create-key'; readonly name: string }
    | { readonly kind: 'add-key'; readonly plan: string; readonly name: string }
}

/** Looks at the plans that hold a stage, which is undefined where there is no such API yet. Names that mean two things are an error. */
export async function observeUsagePlans(
  cloud: UsagePlanCloud,
  at: PlannedStage | undefined,
  wanted: readonly UsagePlanSetting[],
): Promise<FoundUsagePlans> {
  const settings = new Map(wanted.map((plan) => [plan.name, plan]))
  if (settings.size < wanted.length)
    throw new ApigenFailure('usage', 'Two `usagePlans` of one stage have the same name.', { help: 'Give each a name of its own.' })
  const holding = at ? (await cloud.listUsagePlans()).filter(({ stages }) => stages.includes(`${at.apiId}:${at.stage}`)) : []
  const plans: FoundUsagePlans['plans'][number][] = []
  for (const plan of holding) {
    const setting = settings.get(plan.name)
    if (setting && plans.some(({ name }) => name === plan.name)) throw ambiguous('usage plans of this stage', plan.name, holding)
    plans.push(setting?.keys ? { ...plan, keys: await cloud.listPlanKeys(plan.id) } : plan)
  }
  const keys: CloudKey[] = []
  for (const name of new Set(wanted.flatMap((plan) => plan.keys ?? []))) {
    const found = await cloud.findApiKeys(name)
    if (found.length > 1) throw ambiguous('API keys', name, found)
    keys.push(...found)
  }
  return { plans, keys, ...(at && { at }) }
}

function ambiguous(what: string, name: string, found: readonly { readonly id: string; readonly name: string }[]): ApigenFailure {
  const ids = found.filter((one) => one.name === name).map(({ id }) => `\`${id}\``)
  return new ApigenFailure('remote', `${ids.length} ${what} have the name \`${name}\`: ${ids.join(', ')}.`, {
    help: 'apigen knows them by their names: rename or delete all but one.',
  })
}

/**
 * What has to be done, in its order: keys and stages leave first, because a key can be in one plan of a stage only. The plans of the config
 * are all that the stage has. A plan that apigen made and that no stage is left in is deleted; others go on without the stage.
 */
export function usagePlanSteps(
  wanted: readonly UsagePlanSetting[],
  found: FoundUsagePlans,
  isOurs: (plan: CloudUsagePlan) => boolean,
): readonly UsagePlanStep[] {
  const there = new Map(found.plans.map((plan) => [plan.name, plan]))
  const names = new Set(wanted.map(({ name }) => name))
  const made = new Set(found.keys.map(({ name }) => name))
  const [leaving, changing, joining]: [UsagePlanStep[], UsagePlanStep[], UsagePlanStep[]] = [[], [], []]
  for (const plan of found.plans) if (!names.has(plan.name)) leaving.push(leavePlan(plan, isOurs(plan)))
  for (const plan of wanted) {
    const old = there.get(plan.name)
    const before = old && { ...old, methodThrottles: throttlesHere(old, found) }
    const patches = before ? planPatches(plan, before, found) : []
    const about = { kind: 'usage-plan', id: plan.name, risk: 'none' } as const
    if (!old) changing.push({ change: { ...about, action: 'create', why: `${limitsOf(plan)}.` }, call: { kind: 'create-plan', plan } })
    else if (before && patches.length > 0) {
      const why = `From ${limitsOf(before)} to ${limitsOf({ methodThrottles: before.methodThrottles, ...plan })}.`
      const loosens = loosenedPlan(before, plan)
      const opened = loosens === undefined ? {} : ({ loosens, risk: 'privilege' } as const)
      changing.push({ change: { ...about, action: 'update', why, ...opened }, call: { kind: 'update-plan', planId: old.id, patches } })
    }
    if (!plan.keys) continue
    for (const key of old?.keys ?? []) if (old && !plan.keys.includes(key.name)) leaving.push(removeKey(key, old))
    for (const name of new Set(plan.keys)) {
      if (old?.keys?.some((key) => key.name === name)) continue
      const key = { kind: 'api-key', id: name, risk: 'none' } as const
      if (!made.has(name)) {
        const why = 'The account has no key of that name; API Gateway makes its value up.'
        joining.push({ change: { ...key, action: 'create', why }, call: { kind: 'create-key', name } })
        made.add(name)
      }
      const why = `It joins the usage plan \`${plan.name}\`.`
      joining.push({ change: { ...key, action: 'update', why }, call: { kind: 'add-key', plan: plan.name, name } })
    }
  }
  return [...leaving, ...changing, ...joining]
}

function leavePlan({ id, name, stages }: CloudUsagePlan, ours: boolean): UsagePlanStep {
  const rest = ours && stages.length === 1 ? 'deleted' : 'kept'
  const about = { kind: 'usage-plan', id: name, risk: 'interrupts' } as const
  const change: UsagePlanChange =
    rest === 'deleted'
      ? { ...about, action: 'delete', why: 'The config does not have it any more: its keys open nothing here.' }
      : { ...about, action: 'update', why: 'The config does not have it: the stage leaves it, and its keys open nothing here.' }
  return { change, call: { kind: 'leave-plan', planId: id, rest } }
}

function removeKey(key: CloudKey, { id, name }: CloudUsagePlan): UsagePlanStep {
  const why = `It leaves the usage plan \`${name}\`, which does not name it. The key itself stays.`
  return {
    change: { action: 'update', kind: 'api-key', id: key.name, why, risk: 'interrupts' },
    call: { kind: 'remove-key', planId: id, keyId: key.id },
  }
}

type Limits = Pick<UsagePlanSetting, 'throttle' | 'quota' | 'methodThrottles'>

/** What a plan says of single methods of the stage. */
function throttlesHere({ throttles }: CloudUsagePlan, { at }: FoundUsagePlans): MethodThrottles {
  return (at && throttles[`${at.apiId}:${at.stage}`]) ?? {}
}

function limitsOf({ throttle, quota, methodThrottles = {} }: Limits): string {
  const rate = throttle ? `${throttle.rateLimit} requests a second, bursts of ${throttle.burstLimit}` : 'no throttle'
  const shift = quota?.offset ? `, shifted by ${quota.offset}` : ''
  const methods = Object.entries(methodThrottles).map(([method, of]) => `; ${method}: ${of.rateLimit} a second, bursts of ${of.burstLimit}`)
  return `${rate}; ${quota ? `${quota.limit} a ${quota.period.toLowerCase()}${shift}` : 'no quota'}${methods.join('')}`
}

/** The steps that make a plan what the config says. A description and throttles of methods that the config does not give stay. */
function planPatches(
  wanted: UsagePlanSetting,
  found: CloudUsagePlan & { readonly methodThrottles: MethodThrottles },
  { at }: FoundUsagePlans,
): UsagePlanPatch[] {
  const patches: UsagePlanPatch[] = []
  const replace = (path: string, value: string | number, old: string | number | undefined): void => {
    if (value !== old) patches.push({ op: 'replace', path, value: String(value) })
  }
  if (wanted.description !== undefined) replace('/description', wanted.description, found.description)
  if (wanted.throttle) {
    replace('/throttle/rateLimit', wanted.throttle.rateLimit, found.throttle?.rateLimit)
    replace('/throttle/burstLimit', wanted.throttle.burstLimit, found.throttle?.burstLimit)
  } else if (found.throttle) patches.push({ op: 'remove', path: '/throttle' })
  if (wanted.quota) {
    replace('/quota/limit', wanted.quota.limit, found.quota?.limit)
    replace('/quota/offset', wanted.quota.offset ?? 0, found.quota?.offset ?? 0)
    replace('/quota/period', wanted.quota.period, found.quota?.period)
  } else if (found.quota) patches.push({ op: 'remove', path: '/quota' })
  if (wanted.methodThrottles && at) patches.push(...throttlePatches(wanted.methodThrottles, found.methodThrottles, at))
  return patches
}
