import { ApigenFailure } from '../../base/diagnostic.ts'
import type { Given } from '../command.ts'

/** Flags that say where a recording is replayed to. */
const REPLAY_FLAGS = { apiId: '--api-id', region: '--region', profile: '--profile', endpointUrl: '--endpoint-url' } as const

/** Refuses flags that have no effect with --replay, or none without it. */
export function checkReplayFlags({ flags }: Given): void {
  if (flags.replay !== undefined) {
    const other = flags.record !== undefined ? '--record' : flags.exec !== undefined ? '--exec' : undefined
    if (other !== undefined)
      throw new ApigenFailure('usage', `--replay and ${other} exclude each other: nothing is served while a recording is replayed.`, {
        help: 'Leave one of them out.',
      })
    return
  }
  for (const [key, flag] of Object.entries(REPLAY_FLAGS))
    if (flags[key] !== undefined)
      throw new ApigenFailure('usage', `${flag} says where a recording is replayed to, and none is.`, {
        help: `Add --replay FILE, or leave ${flag} out: apigen dev serves the spec on this machine.`,
      })
}
