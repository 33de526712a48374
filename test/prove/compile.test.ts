import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { OutputFile } from '../../generator/model/output.ts'
import { compile } from '../support/compile.ts'
import { conformance } from '../support/conformance.ts'
import { generateFrom } from '../support/generate.ts'
import { specFiles } from '../support/spec-files.ts'

const TARGETS = ['types', 'openapi-types', 'validators', 'handlers-typescript', 'client-typescript']

/** Compiled together, so that the library is read once; few enough to fit into memory. */
const together = { corpus: 15, torture: 30, 'smithy-goldens': 50, large: 1 }

describe.each(Object.entries(together))('all TypeScript generated for %s', (name, count) => {
  const folder = conformance(name) ?? ''
  const files = folder === '' ? [] : specFiles(folder)
  const parts = Array.from({ length: Math.ceil(files.length / count) }, (_, index) => files.slice(index * count, (index + 1) * count))

  it.each(parts.map((part) => [part[0] ?? '', part] as const))('compiles from %s', async (_, part) => {
    const projects: Record<string, readonly OutputFile[]> = {}
    for (const file of part) {
      const result = await generateFrom(join(folder, file), TARGETS)
      if ('files' in result) projects[file.replace(/[^A-Za-z0-9]+/g, '_')] = result.files
    }
    expect(compile(projects)).toEqual([])
  })
})
