import { setFlagsFromString } from 'node:v8'

/**
 * Tells V8 that the program ends soon: it optimizes only what runs four times as often as usual. A run that generates files is over before
 * the code that V8's most thorough compiler makes of it has paid for itself, and that compiler takes a quarter of the processor time
 * (decision 0019). Elsewhere than in the versions of V8 that are known to have the flag nothing happens: others would complain of it.
 */
export function expectShortRun(): void {
  const [major] = process.versions.v8.split('.')
  if (major === '12' || major === '13') setFlagsFromString('--invocation-count-for-turbofan=12000')
}
