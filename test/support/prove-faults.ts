import { equal, type Json } from '../../generator/base/json.ts'
import { type Fault, faults } from './faulty-gateway.ts'
import { type Lab, type LabState, makeFunction, openLab, THEIRS, type Version, versionOf, type World, worldOf } from './import-lab.ts'
import { type Circumstances, type Course, courseOf, type Kept, planAgain, resume, standing, takeBack, tryImport } from './import-runs.ts'

/** An import that is tried over and over: what is there, what comes, and the course of it there and back without a fault. */
export interface Scenario {
  readonly name: string
  readonly world: World
  readonly before: LabState
  /** What the stage answers before it; undefined where there is none. */
  readonly old: string | undefined
  readonly version: Version
  readonly there: Course
  /** The calls of the import: those of the plan, and all. */
  readonly planned: number
  readonly calls: number
  readonly back: Course
}

const basic = { name: 'basic', throttle: { rateLimit: 10, burstLimit: 5 } }
const imports: readonly {
  readonly name: string
  readonly first?: true
  readonly version: Version
}[] = [
  { name: 'update', version: versionOf('new') },
  { name: 'first', first: true, version: versionOf('new') },
  { name: 'settings', version: versionOf('old', { variables: { table: 'pets' }, methodSettings: { '*': { metricsEnabled: true } } }) },
  { name: 'canary', version: versionOf('new', { canary: { percentTraffic: 10 } }) },
  { name: 'plans', version: versionOf('new', { usagePlans: [{ ...basic, keys: ['partner'] }] }) },
]

/** The scenarios, all unless some are named, each tried once there and back without a fault. Throws where that fails. */
export async function scenarios(...names: readonly string[]): Promise<readonly Scenario[]> {
  const lab = await openLab()
  await makeFunction(lab)
  const empty = await worldOf(lab)
  await through(lab, versionOf('old'))
  const old = await worldOf(lab)
  await lab.close()
  const made: Scenario[] = []
  for (const { name, first, version } of imports.filter((one) => names.length === 0 || names.includes(one.name)))
    made.push(await scenario(name, first ? empty : old, first ? undefined : 'old', version))
  return made
}

async function through(lab: Lab, version: Version, around: Circumstances = {}): ReturnType<typeof tryImport> {
  const tried = await tryImport(lab, version, around)
  if (tried.outcome.kind === 'failed') throw tried.outcome.error
  return tried
}

async function scenario(name: string, world: World, old: string | undefined, version: Version): Promise<Scenario> {
  const lab = await openLab(world)
  const before = await lab.state()
  let [planned, calls] = [0, 0]
  const there = await courseOf(lab, async (written) => {
    const tried = await through(lab, version, { written })
    planned = tried.planned
    calls = tried.wire.calls.length
    return tried
  })
  const { kept } = await there.at(endOf(there))
  const back = await courseOf(lab, async (written) => {
    await takeBack(lab, kept, { written })
    return kept
  })
  await lab.close()
  return { name, world, before, old, version, there, planned, calls, back }
}

function endOf({ lines }: Course): number {
  return lines.at(-1) ?? 0
}

/** A run: where it begins, what is done there, and what goes wrong meanwhile. */
export interface Trial {
  readonly name: string
  /** The byte of the journal at which an earlier process died; undefined for the very beginning. */
  readonly from?: { readonly way: 'there' | 'back'; readonly byte: number }
  readonly act: 'import' | 'resume' | 'take back'
  /** The fault, and the number of the call that it happens to. */
  readonly fault?: readonly [call: number, fault: Fault]
}

const sequence = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index)

/**
 * All runs of a scenario: each fault at each call of the import, of going on with it from each line of its journal, and of taking it back from
 * each; a kill at each byte of the journal, there and back. `lines` leaves some of them out.
 */
export async function trialsOf(scenario: Scenario, lines: readonly number[] = scenario.there.lines): Promise<readonly Trial[]> {
  const { planned, calls, there, back } = scenario
  const withFaults = (from: number, to: number, trial: Omit<Trial, 'fault'>): Trial[] =>
    sequence(from, to).flatMap((call) =>
      faults.map((fault): Trial => ({ ...trial, name: `${trial.name}${fault} at call ${call}`, fault: [call, fault] })),
    )
  const killed = (way: 'there' | 'back', { lines }: Course): Trial[] =>
    sequence(lines[0] ?? 0, lines.at(-1) ?? 0).map((byte) => ({
      name: `killed ${way} at byte ${byte}`,
      from: { way, byte },
      act: way === 'there' ? 'resume' : 'take back',
    }))
  const all = [...withFaults(planned, calls, { name: '', act: 'import' }), ...killed('there', there), ...killed('back', back)]
  for (const byte of lines) {
    // One that is through is not gone on with.
    const acts = byte === endOf(there) ? (['take back'] as const) : (['resume', 'take back'] as const)
    for (const act of acts) {
      const trial: Trial = { name: `killed at byte ${byte}, ${act}, `, from: { way: 'there', byte }, act }
      all.push(...withFaults(0, await callsOf(scenario, trial), trial))
    }
  }
  return all
}

/** How many calls a trial makes where nothing goes wrong. */
async function callsOf(scenario: Scenario, trial: Trial): Promise<number> {
  const begun = await begin(scenario, trial)
  if (begun.kept === undefined) return 0
  const { lab, kept } = begun
  const { wire } = trial.act === 'resume' ? await resume(lab, kept) : await takeBack(lab, kept)
  await lab.close()
  return wire.calls.length
}

async function begin(scenario: Scenario, { from }: Trial): Promise<{ readonly lab: Lab; readonly kept?: Kept }> {
  if (from === undefined) return { lab: await openLab(scenario.world) }
  const { world, kept } = await scenario[from.way].at(from.byte)
  return { lab: await openLab(world), kept }
}

/** What a run broke, a sentence each; empty where all holds. */
export async function broken(scenario: Scenario, trial: Trial): Promise<readonly string[]> {
  const begun = await begin(scenario, trial)
  const { lab } = begun
  const run = runOf(scenario, trial, lab)
  const kept = await run.act(begun.kept)
  if (trial.act !== 'take back' && standing(lab, kept) === 'open') {
    const resumed = await resume(lab, kept)
    if (resumed.kind === 'failed' && standing(lab, kept) === 'open') run.say(`it cannot be gone on with: ${String(resumed.error)}`)
  }
  if (trial.act !== 'take back') await run.expectEither(await lab.state())
  if (standing(lab, kept) !== undefined) await run.takeBack(kept)
  run.expectServed()
  await lab.close()
  return run.said
}

interface Run {
  readonly said: readonly string[]
  say(what: string): void
  /** Does what is tried, with its fault. */
  act(kept: Kept | undefined): Promise<Kept>
  /** The state has to be that of before, or that of a whole import. */
  expectEither(state: LabState): Promise<void>
  takeBack(kept: Kept): Promise<void>
  expectServed(): void
}

function runOf({ before, old, version }: Scenario, { act, fault }: Trial, lab: Lab): Run {
  const said: string[] = []
  const say = (what: string): void => void said.push(what)
  const holds = (what: string, seen: unknown, wanted: unknown): void => {
    if (!same(seen, wanted)) say(`${what}: ${JSON.stringify(seen)}, not ${JSON.stringify(wanted)}`)
  }
  const around: Circumstances = { faults: new Map(fault === undefined ? [] : [fault]) }
  const meddled = fault?.[1].startsWith('somebody-') === true
  lab.mayServe(...(old === undefined ? [] : [old]), version.name, ...(fault?.[1] === 'somebody-deploys' ? [THEIRS] : []))
  /** What an import changes and its way back brings back, but for what is somebody else's by now. */
  const ours = ({ draft, served, stage, plans: _, ...state }: LabState, of: LabState): Partial<LabState> => ({
    ...state,
    ...(!meddled && { draft }),
    ...(of.served !== THEIRS && { served, stage }),
  })
  async function expectNew(state: LabState): Promise<void> {
    const made = state.deployments.filter((id) => !before.deployments.includes(id))
    const kept = state.deployments.filter((id) => before.deployments.includes(id))
    // Callers past a canary still get the old one.
    const called = state.stage?.canary === undefined || old === undefined ? [version.name] : [version.name, old]
    holds('APIs', state.apis, 1)
    holds('deployments that were made', made.length > 1, false)
    holds('deployments that were there', kept, before.deployments)
    holds('tags', state.tags, ['apigen:api'])
    // What they deploy may need any of them.
    if (state.served === THEIRS) return
    holds('permissions', state.permissions, called.map((name) => `call-${name}`).sort())
    holds('what a second import would do', (await planAgain(lab, version)).changes, [])
  }
  return {
    said,
    say,
    async act(kept) {
      if (act === 'import') return tryImport(lab, version, around)
      if (kept === undefined) throw new Error('there is nothing to go on with')
      if (act === 'resume') await resume(lab, kept, around)
      else await takeBack(lab, kept, around).catch(() => undefined)
      return kept
    },
    async expectEither(state) {
      if (!same(ours(state, state), ours(before, state))) await expectNew(state)
    },
    async takeBack(kept) {
      const { left, wire } = await takeBack(lab, kept)
      const after = await lab.state()
      holds('the state after the rollback', ours(after, after), ours(before, after))
      const count = (call: RegExp): number => wire.changes.filter((change) => call.test(change)).length
      if (count(/^PATCH .*\/stages\//) > 1) say('more than one call to point the stage back')
      if (count(/^PUT \/restapis\/\w+$/) > 1) say('more than one call to put the document back')
      const plans = after.plans.filter((plan) => !before.plans.includes(plan))
      const others = left.filter((line) => !plans.some((plan) => line.includes(plan)))
      holds('what is left of usage plans', left.length - others.length, plans.length)
      if (!meddled) holds('what is left', others, [])
      else if (!same(after.draft, before.draft) && kept.journal.read().includes('"step":"put"'))
        holds('that what is left is named', others.length > 0, true)
      if (after.served === THEIRS)
        holds(
          'that the stage is named',
          others.some((line) => line.includes('somebody else gave it')),
          true,
        )
    },
    expectServed: () => holds('answers of the stage', lab.wrong, []),
  }
}

function same(a: unknown, b: unknown): boolean {
  return equal((a ?? null) as Json, (b ?? null) as Json)
}
