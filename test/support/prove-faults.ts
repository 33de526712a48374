import { equal, type Json } from '../../generator/base/json.ts'
import { type Fault, faults } from './faulty-gateway.ts'
import {
  type Lab,
  type LabState,
  makeFunction,
  openLab,
  THEIR_STATUS,
  THEIRS,
  type Version,
  versionOf,
  type World,
  worldOf,
} from './import-lab.ts'
import { type Circumstances, type Course, courseOf, type Kept, planAgain, resume, standing, takeBack, tryImport } from './import-runs.ts'
import { seeded } from './random.ts'

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

/** What one process does, and what goes wrong meanwhile: the number of a call, and what becomes of it. */
export interface Act {
  readonly does: 'import' | 'resume' | 'take back'
  readonly faults: readonly (readonly [call: number, fault: Fault])[]
}

/** A run: where it begins, and what is done there, a process after the other. */
export interface Trial {
  readonly name: string
  /** The byte of the journal at which an earlier process died; undefined for the very beginning. */
  readonly from?: { readonly way: 'there' | 'back'; readonly byte: number }
  readonly acts: readonly Act[]
}

const sequence = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index)

/**
 * All runs of a scenario: each fault at each call of the import, of going on with it from each line of its journal, and of taking it back from
 * each; a kill at each byte of the journal, there and back. `lines` leaves some of them out.
 */
export async function trialsOf(scenario: Scenario, lines: readonly number[] = scenario.there.lines): Promise<readonly Trial[]> {
  const { planned, calls, there, back } = scenario
  const withFaults = (from: number, to: number, name: string, does: Act['does'], begins: Pick<Trial, 'from'> = {}): Trial[] =>
    sequence(from, to).flatMap((call) =>
      faults.map((fault): Trial => ({ ...begins, name: `${name}${fault} at call ${call}`, acts: [{ does, faults: [[call, fault]] }] })),
    )
  const killed = (way: 'there' | 'back', { lines }: Course): Trial[] =>
    sequence(lines[0] ?? 0, lines.at(-1) ?? 0).map((byte) => ({
      name: `killed ${way} at byte ${byte}`,
      from: { way, byte },
      acts: [{ does: way === 'there' ? 'resume' : 'take back', faults: [] }],
    }))
  const all = [...withFaults(planned, calls, '', 'import'), ...killed('there', there), ...killed('back', back)]
  for (const byte of lines) {
    const from = { way: 'there', byte } as const
    // One that is through is not gone on with.
    for (const does of byte === endOf(there) ? (['take back'] as const) : (['resume', 'take back'] as const))
      all.push(...withFaults(0, await callsOf(scenario, from, does), `killed at byte ${byte}, ${does}, `, does, { from }))
  }
  return all
}

const kills = ['killed-before', 'killed-after'] as const

/**
 * Runs in which more than one thing goes wrong, without end: two faults of one process, or a process that is killed while it goes on with what
 * another left, or while it takes it back, and others behind it.
 */
export function* doubledTrials(scenario: Scenario, seed: number): Generator<Trial> {
  const random = seeded(seed)
  const { planned, calls, there } = scenario
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const callOf = (does: Act['does']): number => (does === 'import' ? planned : 0) + Math.floor(random() * (calls - planned))
  const act = (does: Act['does'], ...what: readonly Fault[]): Act => ({
    does,
    faults: what.map((fault) => [callOf(does), fault] as const).sort(([a], [b]) => a - b),
  })
  const onward = (): Act['does'] => oneOf(['resume', 'take back'] as const)
  // An import begins at the beginning, everything else where a process was killed.
  const begun = (): Pick<Trial, 'from'> => ({ from: { way: 'there', byte: oneOf(there.lines.slice(0, -1)) } })
  for (;;) {
    const made: Omit<Trial, 'name'> = oneOf([
      () => ({ acts: [act('import', oneOf(faults), oneOf(faults))] }),
      () => ({ ...begun(), acts: [act(onward(), oneOf(faults), oneOf(faults))] }),
      () => ({ ...begun(), acts: [act(onward(), oneOf(kills)), act(onward(), oneOf(kills)), act(onward(), oneOf(faults))] }),
      () => ({ acts: [act('import', oneOf(kills)), act(onward(), oneOf(kills)), act(onward(), oneOf(faults))] }),
      () => ({ acts: [act('import', oneOf(faults)), act(onward(), oneOf(faults))] }),
    ])()
    yield { ...made, name: nameOf(made) }
  }
}

function nameOf({ from, acts }: Omit<Trial, 'name'>): string {
  const done = acts.map(
    ({ does, faults: wrong }) => `${does} with ${wrong.map(([call, fault]) => `${fault} at call ${call}`).join(' and ')}`,
  )
  return `${from ? `killed at byte ${from.byte}, ` : ''}${done.join(', ')}`
}

/** How many calls a process makes from there where nothing goes wrong. */
async function callsOf(scenario: Scenario, from: NonNullable<Trial['from']>, does: 'resume' | 'take back'): Promise<number> {
  const { lab, kept } = await begin(scenario, { from })
  if (kept === undefined) return 0
  const { wire } = does === 'resume' ? await resume(lab, kept) : await takeBack(lab, kept)
  await lab.close()
  return wire.calls.length
}

async function begin(scenario: Scenario, { from }: Pick<Trial, 'from'>): Promise<{ readonly lab: Lab; readonly kept?: Kept }> {
  if (from === undefined) return { lab: await openLab(scenario.world) }
  const { world, kept } = await scenario[from.way].at(from.byte)
  return { lab: await openLab(world), kept }
}

/** What a run broke, a sentence each; empty where all holds. */
export async function broken(scenario: Scenario, trial: Trial): Promise<readonly string[]> {
  const { lab, kept: found } = await begin(scenario, trial)
  const run = runOf(scenario, trial, lab)
  let kept = found
  for (const act of trial.acts) kept = await run.act(act, kept)
  if (kept === undefined) throw new Error('nothing was tried')
  const isBack = trial.acts.some(({ does }) => does === 'take back')
  if (!isBack && standing(lab, kept) === 'open') {
    const resumed = await resume(lab, kept)
    if (resumed.kind === 'failed' && standing(lab, kept) === 'open') run.say(`it cannot be gone on with: ${String(resumed.error)}`)
  }
  if (!isBack) await run.expectEither(await lab.state())
  if (standing(lab, kept) !== undefined) await run.takeBack(kept)
  run.expectServed()
  await lab.close()
  return run.said
}

interface Run {
  readonly said: readonly string[]
  say(what: string): void
  /** Does what is tried, with its faults; nothing where an earlier process left nothing to do it with. */
  act(act: Act, kept: Kept | undefined): Promise<Kept>
  /** The state has to be that of before, or that of a whole import. */
  expectEither(state: LabState): Promise<void>
  takeBack(kept: Kept): Promise<void>
  expectServed(): void
}

function runOf({ before, old, version }: Scenario, { acts }: Trial, lab: Lab): Run {
  const said: string[] = []
  const say = (what: string): void => void said.push(what)
  const holds = (what: string, seen: unknown, wanted: unknown): void => {
    if (!same(seen, wanted)) say(`${what}: ${JSON.stringify(seen)}, not ${JSON.stringify(wanted)}`)
  }
  const wrong = acts.flatMap(({ faults: some }) => some.map(([, fault]) => fault))
  const meddled = wrong.some((fault) => fault.startsWith('somebody-'))
  // Whoever changes the API while every answer is an old one is seen by no reading, until the stage's export shows it: it is served until then.
  const unseen = acts.some(({ faults: some }) => {
    const [first, second] = some.map(([, fault]) => fault)
    return first?.startsWith('stale') === true && (second === 'somebody-in-part' || second === 'somebody-alike')
  })
  const theirs = [THEIRS, ...[THEIRS, version.name].map((name) => `${name}, and elsewhere ${THEIR_STATUS}`)]
  lab.mayServe(...(old === undefined ? [] : [old]), version.name, ...(unseen ? theirs : wrong.includes('somebody-deploys') ? [THEIRS] : []))
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
    async act({ does, faults: some }, kept) {
      const around: Circumstances = { faults: new Map(some) }
      if (does === 'import') return tryImport(lab, version, around)
      if (kept === undefined) throw new Error('there is nothing to go on with')
      const stands = standing(lab, kept)
      if (does === 'resume' && stands === 'open') await resume(lab, kept, around)
      if (does === 'take back' && stands !== undefined) await takeBack(lab, kept, around).catch(() => undefined)
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
