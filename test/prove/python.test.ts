import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { OutputFile } from '../../generator/model/output.ts'
import { CHECKERS, checkPython, PYTHONS } from '../support/check-python.ts'
import { conformance } from '../support/conformance.ts'
import { generateFrom } from '../support/generate.ts'
import { present } from '../support/program.ts'
import { specFiles } from '../support/spec-files.ts'

/** Checked together, so that the library is read once; few enough to fit into memory. */
const together = { corpus: 60, torture: 100, 'smithy-goldens': 100, large: 1 }

describe.each(Object.entries(together))('all Python generated for %s', (name, count) => {
  const folder = conformance(name) ?? ''
  const files = folder === '' ? [] : specFiles(folder)
  const parts = Array.from({ length: Math.ceil(files.length / count) }, (_, index) => files.slice(index * count, (index + 1) * count))
  const checkers = CHECKERS.filter((checker) => present(checker, '--version'))
  const runs = parts.flatMap((part) =>
    checkers.flatMap((checker) => PYTHONS.map((python) => ({ part, checker, python, first: part[0] ?? '' }))),
  )

  it.each(runs)('has no error for $checker and Python $python from $first', { timeout: 3_600_000 }, async ({ part, checker, python }) => {
    const projects: Record<string, readonly OutputFile[]> = {}
    for (const file of part) {
      const result = await generateFrom(join(folder, file), ['handlers-python'], 'python3.14')
      if ('files' in result && result.files.length > 0) projects[file] = result.files
    }
    expect(checkPython(checker, python, projects)).toEqual([])
  })
})
