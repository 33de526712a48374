import { describe, expect, it } from 'vitest'
import { conformance } from '../support/conformance.ts'
import { PLACES, QUIET, textPayloads } from '../support/hostile.ts'
import { leaksToTerminal } from '../support/hostile-terminal.ts'

const file = conformance('hostile', 'payloads.json')
const payloads = file === undefined ? [] : textPayloads(file)

describe.skipIf(file === undefined)('what is shown of a hostile spec', () => {
  // The ones that steer; `npm run prove -- hostile-terminal` takes all.
  const sample = payloads.filter(({ id }) => ['terminal-osc8', 'terminal-gha-command', 'unicode-RLO', 'unicode-NEL'].includes(id))
  it.each(sample)('steers no terminal and no CI system: $id', async ({ value }) => {
    expect(await leaksToTerminal(QUIET, value)).toEqual([])
  })
  it('is not even that much where it cannot be read', async () => {
    expect(await leaksToTerminal(PLACES, '\u001b]8;;https://attacker.example\u0007\u202e')).toEqual([])
  })
})
