import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { buildJava } from '../../../generator/cli/java-build.ts'

describe('Java that may have to be built', () => {
  let root = ''
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'apigen-build-'))
  })
  afterEach(() => rmSync(root, { recursive: true }))

  /** Writes an empty file that is so many seconds old. */
  function write(path: string, age: number): void {
    const file = join(root, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, '')
    const time = Date.now() / 1000 - age
    utimesSync(file, time, time)
  }

  const built = async (): Promise<readonly string[]> => {
    const said: string[] = []
    await buildJava(root, (line) => said.push(line))
    return said
  }

  it('is left alone while a class is as new as every source', async () => {
    write('handlers/java/A.java', 20)
    write('generated/handlers/java/B.java', 30)
    write('target/classes/A.class', 20)
    write('target/classes/B.class', 60)
    expect(await built()).toEqual([])
  })

  it.each([
    ['where nothing was built', []],
    ['where a source is newer', ['target/classes/A.class']],
  ])('wants a pom.xml: %s', async (_, classes) => {
    write('handlers/java/deep/A.java', 20)
    for (const path of classes) write(path, 30)
    await expect(built()).rejects.toThrow('There is no `pom.xml` to build the functions on Java with.')
  })

  it.skipIf(process.platform === 'win32')('is built again where a source was saved while it was built', async () => {
    // In place of Maven: it has read the source when somebody saves it, and writes the class then.
    const program =
      '#!/bin/sh\nsleep 0.05; if [ -e saved ]; then cp saved handlers/java/A.java; rm saved; sleep 0.05; fi; touch target/classes/A.class\n'
    write('handlers/java/A.java', 20)
    write('target/classes/A.class', 30)
    write('pom.xml', 60)
    write('saved', 0)
    mkdirSync(join(root, 'bin'))
    writeFileSync(join(root, 'bin/mvn'), program, { mode: 0o755 })
    vi.stubEnv('PATH', `${join(root, 'bin')}${delimiter}${process.env.PATH}`)
    const building = expect.stringContaining('building')
    expect(await built()).toContainEqual(building)
    expect(await built()).toContainEqual(building)
    expect(await built()).toEqual([])
    vi.unstubAllEnvs()
  })
})
