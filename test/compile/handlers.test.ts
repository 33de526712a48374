import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { OutputFile } from '../../generator/model/output.ts'
import { compile } from '../support/compile.ts'
import { conformance } from '../support/conformance.ts'
import { generateFrom } from '../support/generate.ts'
import { pick } from '../support/random.ts'
import { specFiles } from '../support/spec-files.ts'

const TARGETS = ['types', 'validators', 'handlers-typescript']
const petstore = fileURLToPath(new URL('../../specs/petstore.yaml', import.meta.url))

describe('generated TypeScript', () => {
  it('compiles for the petstore, without an unused name', async () => {
    const result = await generateFrom(petstore, [...TARGETS, 'openapi-types'])
    const files = 'files' in result ? result.files : []
    expect(files.map(({ path }) => path)).toContain('generated/openapi.ts')
    expect(compile({ petstore: files }, { noUnusedLocals: true, noUnusedParameters: true })).toEqual([])
  })

  const corpus = conformance('corpus', 'files')
  it.skipIf(corpus === undefined)('compiles for a sample of real specs', async () => {
    const folder = corpus ?? ''
    const projects: Record<string, readonly OutputFile[]> = {}
    for (const file of pick(specFiles(folder), 14, 20)) {
      const result = await generateFrom(join(folder, file), TARGETS)
      if ('files' in result) projects[file.replace(/[^A-Za-z0-9]+/g, '_')] = result.files
    }
    expect(Object.keys(projects).length).toBeGreaterThan(10)
    expect(compile(projects)).toEqual([])
  })

  it('is seen to fail where it does not compile', () => {
    expect(compile({ broken: [{ path: 'a.ts', text: 'export const a: string = 1\n', owner: 'apigen' }] })).toHaveLength(1)
  })
})
