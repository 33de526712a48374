import { describe, expect, it } from 'vitest'
import { conformance } from '../support/conformance.ts'
import { QUIET, textPayloads } from '../support/hostile.ts'
import { landsOutside } from '../support/hostile-disk.ts'

const file = conformance('hostile', 'payloads.json')
// `npm run prove -- hostile-disk` takes all.
const sample = (file === undefined ? [] : textPayloads(file)).filter(({ id }) =>
  ['path-dotdot-deep', 'path-absolute', 'path-win-con', 'java-const-too-long'].includes(id),
)

describe.skipIf(file === undefined)('what is generated from a hostile spec', () => {
  it.each(sample)('stays in the output folder: $id', async ({ value }) => {
    expect(await landsOutside(QUIET, value)).toEqual([])
  })
})
