import type { TraceSink } from '../execute/trace.ts'

/** One sink for two, either of which may not be there. */
export function both(first: TraceSink | undefined, second: TraceSink | undefined): TraceSink | undefined {
  if (first === undefined || second === undefined) return first ?? second
  return (step) => {
    first(step)
    second(step)
  }
}
