import { expect, it } from 'vitest'
import { proveKills } from '../support/prove-kills.ts'

/** `APIGEN_CALLS=10000` unless given. */
const calls = Number(process.env.APIGEN_CALLS ?? '10000')

it('a gateway that is killed keeps the state of before or after the call in flight', async () => {
  const { broken, ...counted } = await proveKills(calls, 1)
  console.log(`${counted.calls} calls, ${counted.kills} kills, ${counted.ahead} of them after the state was written and before it was told`)
  expect(broken).toEqual([])
})
