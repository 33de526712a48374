import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CodeSource } from '../../../../../runtime/gateway/lambda/function-source.ts'
import { type CodePreparer, createCodePreparer } from '../../../../../runtime/gateway/lambda/runtimes/code.ts'
import { createWorkspace } from '../../../../../runtime/gateway/lambda/workspace.ts'

describe('code that is built first', () => {
  const workspace = createWorkspace()
  let root: string
  let codes: CodePreparer
  let built: number
  let source: CodeSource

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'apigen-built-'))
    codes = createCodePreparer(workspace, () => {})
    built = 0
    source = {
      kind: 'code',
      runtime: 'provided.al2023',
      handler: '',
      root,
      folders: ['bootstrap', 'code'],
      builtFrom: {
        sources: ['src'],
        build: async () => {
          built += 1
          const text = readFileSync(join(root, 'src'), 'utf8')
          if (text === 'wrong') throw new Error('does not compile')
          writeFileSync(join(root, 'code'), text)
          writeFileSync(join(root, 'bootstrap'), '', { mode: 0o755 })
        },
      },
    }
    save('one')
  })
  afterEach(() => {
    rmSync(root, { recursive: true })
    workspace.remove()
  })

  function save(text: string): void {
    writeFileSync(join(root, 'src'), text)
  }
  const ran = async (): Promise<string> => readFileSync(join((await codes.prepare(source, 128)).launch.folder, 'code'), 'utf8')

  it('is built once for all functions of a project, and runs from a copy', async () => {
    const [first, second] = await Promise.all([codes.prepare(source, 128), codes.prepare({ ...source }, 128)])
    expect([built, first.launch.folder]).toEqual([1, second.launch.folder])
    expect(first.launch.folder.startsWith(root)).toBe(false)
    writeFileSync(join(root, 'code'), 'half')
    expect([await ran(), codes.isCurrent(source, first)]).toEqual(['one', true])
  })

  it('is built anew when a source has changed', async () => {
    const first = await codes.prepare(source, 128)
    save('second')
    expect(codes.isCurrent(source, first)).toBe(false)
    expect([await ran(), built]).toEqual(['second', 2])
    expect(readFileSync(join(first.launch.folder, 'code'), 'utf8')).toBe('one')
  })

  it('is built again for the next one where it could not be', async () => {
    expect(await ran()).toBe('one')
    save('wrong')
    await expect(ran()).rejects.toThrow('does not compile')
    await expect(ran()).rejects.toThrow('does not compile')
    save('right')
    expect([await ran(), built]).toEqual(['right', 4])
  })
})
