import { describe, expect, it } from 'vitest'
import { conformance } from '../support/conformance.ts'
import { PLACES, QUIET, textPayloads } from '../support/hostile.ts'
import { landsOutside } from '../support/hostile-disk.ts'

const file = conformance('hostile', 'payloads.json')
const payloads = file === undefined ? [] : textPayloads(file)

describe.skipIf(file === undefined)('what is generated stays in the output folder', () => {
  it.each(payloads)('$id', { timeout: 600_000 }, async ({ value }) => {
    expect(await landsOutside(QUIET, value)).toEqual([])
    expect(await landsOutside(PLACES, value)).toEqual([])
  })
})
