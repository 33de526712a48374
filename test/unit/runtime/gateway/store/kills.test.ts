import { expect, it } from 'vitest'
import { proveKills } from '../../../../support/prove-kills.ts'

// The same few in every run; `npm run prove -- kills` makes ten thousand calls.
it('a gateway that is killed keeps the state of before or after the call in flight', { timeout: 120_000 }, async () => {
  expect(await proveKills(150, 1)).toMatchObject({ broken: [] })
})
