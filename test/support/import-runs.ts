import type { Desired } from '../../generator/deploy/desire.ts'
import { type Applying, applyImport, originOf, workOf } from '../../generator/deploy/import/apply-import.ts'
import { carryOut, type Imported, type RolledBack, rollBack, type Standing, standingOf } from '../../generator/deploy/import/carry-out.ts'
import type { ImportRecord } from '../../generator/deploy/import/work.ts'
import { type JournalStore, openJournal } from '../../generator/deploy/journal.ts'
import { observeToImport } from '../../generator/deploy/observe.ts'
import { planImport } from '../../generator/deploy/plan-import.ts'
import { type Fault, type FaultyGateway, faultyGateway, type Meddling } from './faulty-gateway.ts'
import { documentThat, type Lab, STAGE, THEIR_STATUS, THEIRS, type Version, type World, worldOf } from './import-lab.ts'
import { memoryStore } from './memory-store.ts'

/** What happens while a process of the importer runs. */
export interface Circumstances {
  /** What goes wrong, and when: the number of the call, from 0. */
  readonly faults?: ReadonlyMap<number, Fault>
  /** Somebody presses Ctrl-C before this call. */
  readonly interruptAt?: number
  readonly bake?: Applying['bake']
  /** Before each line of the journal. */
  written?(journal: JournalStore): void
}

/** What a process of the importer leaves on disk. */
export interface Kept {
  readonly record: ImportRecord | undefined
  readonly journal: JournalStore
}

/** An import as a user would see it, and what is needed to go on. */
export interface Tried extends Kept {
  readonly outcome: { readonly kind: 'imported'; readonly imported: Imported } | { readonly kind: 'failed'; readonly error: unknown }
  readonly wire: FaultyGateway
  /** How many calls were made before the first step. */
  readonly planned: number
}

let imports = 0

/** Plans and carries out an import of a version. */
export async function tryImport(lab: Lab, { desired }: Version, around: Circumstances = {}): Promise<Tried> {
  imports += 1
  const journal = memoryStore('', () => around.written?.(journal))
  let record: ImportRecord | undefined
  const { applying, wire } = importer(lab, around, `pets-dev-${imports}`)
  const keep = (made: ImportRecord): JournalStore => {
    // As it would come back from a disk.
    record = JSON.parse(JSON.stringify(made)) as ImportRecord
    return alive(journal, wire)
  }
  let planned = 0
  const run = async (): Promise<Imported> => {
    const plan = planImport(desired, await lookAt(lab, desired))
    planned = wire.calls.length
    return applyImport(plan, desired, { ...applying, keep })
  }
  const outcome = await outcomeOf(run())
  return { outcome, record, journal, wire, planned }
}

/** What is planned now. */
export async function planAgain(lab: Lab, { desired }: Version): Promise<ReturnType<typeof planImport>> {
  return planImport(desired, await lookAt(lab, desired))
}

function lookAt({ cloud }: Lab, desired: Desired): ReturnType<typeof observeToImport> {
  return observeToImport(cloud, { name: 'pets' }, STAGE, desired.stage.usagePlans)
}

/** Another process goes on with what was kept. */
export async function resume(
  lab: Lab,
  kept: Kept,
  around: Circumstances = {},
): Promise<Tried['outcome'] & { readonly wire: FaultyGateway }> {
  const { applying, wire } = importer(lab, around, 'resumed')
  const { record, opened } = reopen(lab, kept, wire, around)
  return { ...(await outcomeOf(carryOut(workOf(applying, record, opened), opened))), wire }
}

/** Another process takes back what was kept. */
export async function takeBack(lab: Lab, kept: Kept, around: Circumstances = {}): Promise<RolledBack & { readonly wire: FaultyGateway }> {
  const { applying, wire } = importer(lab, around, 'taken back')
  const { record, opened } = reopen(lab, kept, wire, around)
  return { ...(await rollBack(workOf(applying, record, opened), opened)), wire }
}

/** Where an import stands; undefined where nothing was kept of it. */
export function standing(lab: Lab, kept: Kept): Standing | undefined {
  return kept.record && standingOf(reopen(lab, kept, undefined).opened)
}

function reopen(
  { clock }: Lab,
  { record, journal }: Kept,
  wire: FaultyGateway | undefined,
  { written }: Circumstances = {},
): { readonly record: ImportRecord; readonly opened: ReturnType<typeof openJournal> } {
  if (record === undefined) throw new Error('nothing was kept')
  const watched: JournalStore = {
    ...journal,
    append(line) {
      written?.(journal)
      journal.append(line)
    },
  }
  const store = wire ? alive(watched, wire) : journal
  return { record, opened: openJournal(store, originOf(record), () => new Date(clock.now())) }
}

/** A journal into which a dead process writes nothing. */
function alive(journal: JournalStore, wire: FaultyGateway): JournalStore {
  return { ...journal, append: (line) => (wire.isDead() ? wire.die() : journal.append(line)) }
}

function importer(lab: Lab, around: Circumstances, id: string): { readonly applying: Applying; readonly wire: FaultyGateway } {
  const { gateway, clock } = lab
  // One client for all of them: making one takes longer than a call.
  const wire = faultyGateway(gateway, {
    at: (index) => around.faults?.get(index),
    now: clock.now,
    meddle: (how) => meddle(lab, how),
    after: () => lab.look(),
  })
  lab.connect(wire)
  const applying: Applying = {
    cloud: lab.cloud,
    functions: lab.functions,
    clock,
    id,
    keep: () => memoryStore(),
    now: () => new Date(clock.now()),
    ...(around.bake && { bake: around.bake }),
    interrupted: () => around.interruptAt !== undefined && wire.calls.length >= around.interruptAt,
    say: () => {},
  }
  return { applying, wire }
}

/** Somebody changes the API in the console, and deploys it or not. */
async function meddle(lab: Lab, how: Meddling): Promise<void> {
  const { gateway } = lab
  const [api] = gateway.list().flatMap(({ restApis }) => restApis)
  if (api === undefined) return
  const change = async (method: string, path: string, body: unknown, query = ''): Promise<Record<string, unknown>> => {
    const bytes = new TextEncoder().encode(JSON.stringify(body))
    const answer = await gateway.handle({ method, path: `/restapis/${api.id}${path}`, query, body: bytes })
    return JSON.parse(new TextDecoder().decode(answer.body)) as Record<string, unknown>
  }
  if (how === 'in part') {
    // Only what is answered where no method is: everything else stays as it is.
    await change('PUT', '/gatewayresponses/MISSING_AUTHENTICATION_TOKEN', { statusCode: THEIR_STATUS })
    return
  }
  await change('PUT', '', documentThat(THEIRS, `call-${how === 'alike' ? 'new' : THEIRS}`), 'mode=overwrite')
  if (how !== 'deployed' || !api.stages.includes(STAGE)) return
  const { id } = await change('POST', '/deployments', { description: THEIRS })
  await change('PATCH', `/stages/${STAGE}`, { patchOperations: [{ op: 'replace', path: '/deploymentId', value: id }] })
}

async function outcomeOf(work: Promise<Imported>): Promise<Tried['outcome']> {
  try {
    return { kind: 'imported', imported: await work }
  } catch (error) {
    return { kind: 'failed', error }
  }
}

/** What a process wrote into a journal, and what the world was before each line of it. */
export interface Course {
  readonly kept: Kept
  /** The bytes at which its lines begin, and at last where the journal ends. */
  readonly lines: readonly number[]
  /** What there is where the process died at a byte: the world of that time, and the journal as far as it was written. */
  at(byte: number): Promise<{ readonly world: World; readonly kept: Kept }>
}

/** Notes the course of a process, so that one that was killed anywhere in it can be gone on with from there. */
export async function courseOf(lab: Lab, run: (written: (journal: JournalStore) => void) => Promise<Kept>): Promise<Course> {
  const worlds: { readonly from: number; readonly world: Promise<World> }[] = []
  const note = (journal: JournalStore): void => void worlds.push({ from: Buffer.byteLength(journal.read()), world: worldOf(lab) })
  const kept = await run(note)
  note(kept.journal)
  const text = Buffer.from(kept.journal.read())
  return {
    kept,
    lines: worlds.map(({ from }) => from),
    async at(byte) {
      const line = worlds.findLast(({ from }) => from <= byte)
      if (line === undefined) throw new Error(`nobody wrote the byte ${byte}`)
      return { world: await line.world, kept: { record: kept.record, journal: memoryStore(text.subarray(0, byte).toString()) } }
    },
  }
}
