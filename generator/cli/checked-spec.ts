import { checkSpec, readSpec, type Spec, stopsEverything } from '../pipeline.ts'
import type { Given } from './command.ts'
import type { Context } from './context.ts'
import { type Findings, openSpec, specOf } from './read.ts'

/** A spec with everything that apigen has to say about it. */
export interface CheckedSpec {
  /** The spec's name, for messages. */
  readonly entry: string
  /** Undefined when it is unreadable. */
  readonly spec: Spec | undefined
  readonly findings: Findings
}

/** Reads and checks the spec that a command is about; `last` is the one that it was about before, where it watches. */
export async function checkedSpec(context: Context, given: Given, last?: string): Promise<CheckedSpec> {
  const { entry, options, findings } = await openSpec(context, specOf(context, given.args[0], last), given)
  const read = await readSpec(entry, options, findings.report)
  const spec = read && (await checkSpec(read, findings.report))
  return { entry, spec: stopsEverything(findings.all()) ? undefined : spec, findings }
}
