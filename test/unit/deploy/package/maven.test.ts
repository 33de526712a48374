import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { runMaven } from '../../../../generator/deploy/package/maven.ts'

const folder = mkdtempSync(join(tmpdir(), 'apigen-maven-'))
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

/** A Maven of these lines of shell. */
function maven(script: string): void {
  writeFileSync(join(folder, 'mvn'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`)
}

describe.skipIf(process.platform === 'win32')('Maven', () => {
  it('is stopped where it does not come to an end', async () => {
    maven('exec sleep 600')
    await expect(runMaven(folder, ['compile'], 0.002)).rejects.toThrow(
      'Maven was stopped: it had not built the functions on Java after 0.002 minutes.',
    )
  })

  it('has its first errors told', async () => {
    maven('echo "[ERROR] no symbol"; exit 1')
    await expect(runMaven(folder, ['compile'])).rejects.toThrow('Maven could not build the functions on Java: no symbol')
  })
})
