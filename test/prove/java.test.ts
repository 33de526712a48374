import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { OutputFile } from '../../generator/model/output.ts'
import { conformance } from '../support/conformance.ts'
import { compileJava, javaLibraries, javaOf } from '../support/java.ts'
import { specFiles } from '../support/spec-files.ts'

/** Compiled together, so that Java starts once; few enough to fit into memory. */
const together = { corpus: 20, torture: 50, 'smithy-goldens': 50 }

const libraries = javaLibraries()

describe.skipIf(libraries === undefined).each(Object.entries(together))('all Java generated for %s', (name, count) => {
  const folder = conformance(name) ?? ''
  const files = folder === '' ? [] : specFiles(folder)
  const parts = Array.from({ length: Math.ceil(files.length / count) }, (_, index) => files.slice(index * count, (index + 1) * count))

  it.each(parts.map((part) => ({ part, first: part[0] ?? '' })))('compiles from $first', { timeout: 3_600_000 }, async ({ part }) => {
    const projects: Record<string, readonly OutputFile[]> = {}
    for (const file of part) {
      const files = await javaOf(join(folder, file))
      if (files.length > 0) projects[file] = files
    }
    const place = mkdtempSync(join(tmpdir(), 'apigen-java-'))
    try {
      expect(compileJava(libraries ?? '', place, projects)).toEqual([])
    } finally {
      rmSync(place, { recursive: true })
    }
  })
})
