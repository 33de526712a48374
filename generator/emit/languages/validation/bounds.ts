import { circularEdges } from '../../../base/cycles.ts'

/** So many functions may run for one value before one of them counts. */
const MOST = 100

/**
 * The functions that have to count their calls, because otherwise a value could keep them busy for ever: those that come back to themselves, and
 * those below which too many run. `calls`: by function, those that it calls, each as often as it does.
 */
export function boundedOf(calls: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const bounded = new Set(circularEdges(calls).keys())
  /** How many run for one call, up to those that count. */
  const running = new Map<string, number>([...bounded].map((name) => [name, 1]))
  for (const root of calls.keys()) {
    const open = [root]
    for (let name = open.at(-1); name !== undefined; name = open.at(-1)) {
      const called = calls.get(name) ?? []
      const unknown = running.has(name) ? [] : called.filter((one) => !running.has(one))
      // Nothing that is left leads back to itself.
      for (const one of unknown) open.push(one)
      if (unknown.length > 0) continue
      open.pop()
      if (running.has(name)) continue
      const all = called.reduce((sum, one) => sum + (running.get(one) ?? 0), 1)
      if (all > MOST) bounded.add(name)
      running.set(name, all > MOST ? 1 : all)
    }
  }
  return bounded
}
