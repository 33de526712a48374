import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { javaPom } from '../../generator/cli/java-pom.ts'
import type { OutputFile } from '../../generator/model/output.ts'
import { present } from './program.ts'

const cache = fileURLToPath(new URL('../../node_modules/.cache/apigen-java', import.meta.url))

/** The libraries of generated Java, in a folder of jar files that Maven fills once; undefined, and said, where there is no JDK or no Maven. */
export function javaLibraries(): string | undefined {
  if (!present('javac', '-version')) return undefined
  const done = join(cache, 'done')
  if (existsSync(done)) return cache
  if (!present('mvn', '--version')) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'apigen-jars-'))
  try {
    writeFileSync(join(folder, 'pom.xml'), javaPom('jars'))
    const { status, stdout } = spawnSync('mvn', ['-q', '-B', 'generate-resources'], { cwd: folder, encoding: 'utf8' })
    if (status !== 0) {
      if (process.env.APIGEN_REQUIRE === 'all') throw new Error(`Maven does not get the libraries of generated Java: ${stdout}`)
      console.warn('skipped: Maven does not get the libraries of generated Java')
      return undefined
    }
    cpSync(join(folder, 'target/dependency'), cache, { recursive: true })
    writeFileSync(done, '')
    return cache
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Writes files below a folder, and compiles those of Java there as strictly as javac can; what it says, line by line. */
export function compileJava(libraries: string, folder: string, files: readonly OutputFile[]): string[] {
  const sources = files.filter(({ path }) => path.endsWith('.java'))
  for (const { path, text } of sources) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  // A command line holds less than a large API has files.
  writeFileSync(join(folder, 'sources'), sources.map(({ path }) => `"${path}"`).join('\n'))
  const options = ['-J-XX:+UseSerialGC', '-Xlint:all', '-Werror', '--release', '17', '-proc:none', '-encoding', 'UTF-8', '-Xmaxerrs', '20']
  const args = [...options, '-cp', join(libraries, '*'), '-d', 'target/classes', '@sources']
  const { status, stderr } = spawnSync('javac', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 })
  if (status === 0) return []
  return stderr.split('\n').filter((line) => line.trim() !== '')
}
