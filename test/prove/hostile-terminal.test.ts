import { describe, expect, it } from 'vitest'
import { conformance } from '../support/conformance.ts'
import { PLACES, QUIET, textPayloads } from '../support/hostile.ts'
import { leaksToTerminal } from '../support/hostile-terminal.ts'

const file = conformance('hostile', 'payloads.json')
const payloads = file === undefined ? [] : textPayloads(file)

describe.skipIf(file === undefined)('no hostile text steers a terminal or a CI system', () => {
  it.each(payloads)('$id', { timeout: 600_000 }, async ({ value }) => {
    expect(await leaksToTerminal(PLACES, value)).toEqual([])
    expect(await leaksToTerminal(QUIET, value)).toEqual([])
  })
})
