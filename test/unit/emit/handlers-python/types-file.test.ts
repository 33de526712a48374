import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { largePython } from '../../../support/large-spec.ts'
import { present } from '../../../support/program.ts'

const FOLDER = 'generated/handlers/python'

describe('the types of Python handlers', () => {
  it('are one module where they are few', async () => {
    const files = await largePython(4)
    expect(files.map(({ path }) => path).filter((path) => path.includes('types'))).toEqual([`${FOLDER}/types.py`])
  })

  it('leave out a member without a name, which type checkers refuse, and nothing else of its class', async () => {
    const text = (await largePython(4)).find(({ path }) => path === `${FOLDER}/types.py`)?.text ?? ''
    expect(text).toContain('        # The member without a name cannot be declared.\n        "why": typing.NotRequired[str],\n')
    expect(text).not.toContain('"": ')
  })

  it('are several where one would be too large for type checkers, each with what it refers to', async () => {
    const files = await largePython(600)
    const textOf = (name: string): string => files.find(({ path }) => path === `${FOLDER}/types/${name}.py`)?.text ?? ''
    expect(files.some(({ path }) => path === `${FOLDER}/types.py`)).toBe(false)
    expect(textOf('__init__').match(/^from .*$/gm)).toEqual(['from .part_1 import *', 'from .part_2 import *'])
    const classes = ['part_1', 'part_2'].map((name) => textOf(name).match(/^class Schema\d+\(/gm)?.length ?? 0)
    expect([classes.every((count) => count > 0), (classes[0] ?? 0) + (classes[1] ?? 0)]).toEqual([true, 600])
    const imported = (name: string): string[] => /^ {4}from \. import \(\n([^)]*)\)$/m.exec(textOf(name))?.[1]?.match(/\w+/g)?.sort() ?? []
    const schemas = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, index) => `Schema${from + index}`).sort()
    const first = classes[0] ?? 0
    expect(imported('part_1')).toEqual(schemas(first, 600))
    // The operation takes the first.
    expect(imported('part_2')).toEqual(['Schema0', ...schemas(first - 300, 300)].sort())
  })

  it.skipIf(!present('python3', '--version'))('are imported alike', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'apigen-types-'))
    try {
      for (const { path, text } of await largePython(600)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), text)
      }
      const code =
        'from generated.handlers.python.types import Schema0, Schema599, PutRequest; print(Schema599.__name__, PutRequest.__name__)'
      const { stdout, stderr } = spawnSync('python3', ['-c', code], { cwd: folder, encoding: 'utf8' })
      expect([stderr, stdout.trim()]).toEqual(['', 'Schema599 PutRequest'])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
