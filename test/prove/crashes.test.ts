import { describe, expect, it } from 'vitest'
import { checkSpec } from '../../generator/pipeline.ts'
import { generateFrom } from '../support/generate.ts'
import { corpusSpecs } from '../support/specs.ts'

/** Nothing that parses, and nothing that does not, may make any stage throw: a spec is refused in words or goes all the way. */
describe('real specs, regression specs of other generators, and large ones', () => {
  const specs = corpusSpecs()
  it.skipIf(specs.length === 0)('go from load to judge without a crash', { timeout: 3_600_000 }, async () => {
    const crashes: string[] = []
    let generated = 0
    for (const { name, file } of specs) {
      try {
        const result = await generateFrom(file)
        if (!('files' in result)) continue
        generated++
        await checkSpec(result.spec, () => {})
      } catch (error) {
        crashes.push(`${name}: ${(error as Error).stack?.split('\n').slice(0, 4).join(' | ')}`)
      }
    }
    console.log(`${generated} of ${specs.length} generate, ${crashes.length} crashes`)
    expect(crashes).toEqual([])
  })
})
