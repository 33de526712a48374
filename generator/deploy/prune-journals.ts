import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** How many runs of one kind are kept: the last to be taken back, and those before it to be looked at. */
const KEPT = 10

/** Takes away the files of old runs. They are named `KIND-PROCESS-TIME`, with what was done, the API and the stage as their kind; of each kind the newest stay. */
export function pruneJournals(folder: string): void {
  const kinds = new Map<string, { readonly name: string; readonly time: number }[]>()
  for (const name of readdirSync(folder)) {
    const [, kind, time] = /^(.+)-\d+-(\d+)\.jsonl?$/.exec(name) ?? []
    if (kind === undefined) continue
    const runs = kinds.get(kind) ?? []
    runs.push({ name, time: Number(time) })
    kinds.set(kind, runs)
  }
  for (const runs of kinds.values()) {
    const times = [...new Set(runs.map(({ time }) => time))].sort((a, b) => b - a)
    const oldest = times[KEPT - 1] ?? 0
    for (const { name, time } of runs) if (time < oldest) remove(join(folder, name))
  }
}

/** What cannot be removed is no reason to stop for: the next run tries again. */
function remove(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {}
}
