import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { follow } from '../../generator/base/pointer.ts'
import { parseFile } from '../../generator/load/parse.ts'
import { checkSpec } from '../support/check-document.ts'
import { corpusSpecs } from '../support/specs.ts'

const all = corpusSpecs()

/** Every nth spec of each group: the same ones on every machine. */
const sample = (['apigw', 'general', 'torture'] as const).flatMap((group) => {
  const specs = all.filter((spec) => spec.group === group)
  const step = Math.max(1, Math.floor(specs.length / 14))
  return specs.filter((_, index) => index % step === 3 % step)
})

describe.skipIf(sample.length === 0)('real specs', () => {
  it.each(sample.map((spec) => [spec.name, spec] as const))('%s keeps every promise', async (_name, { file, group }) => {
    const { document, codes, broken } = await checkSpec(file)
    expect(broken).toEqual([])
    if (group !== 'torture') expect(document, codes.join('\n')).toBeDefined()
  })

  it('reads YAML and JSON of the same spec to the same value', () => {
    const text = (name: string): string => readFileSync(all.find((spec) => spec.name === name)?.file ?? '', 'utf8')
    const yaml = parseFile('stripe.yaml', text('large/stripe.yaml'), () => {})
    const json = parseFile('stripe.json', text('large/stripe.json'), () => {})
    const paths = (loaded: ReturnType<typeof parseFile>): unknown => follow(loaded?.value, '/paths')
    expect(paths(yaml)).toBeDefined()
    expect(paths(yaml)).toEqual(paths(json))
  })
})
