import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ApigenFailure } from '../../base/diagnostic.ts'
import { readFolder } from './folder.ts'
import type { PackedFile } from './zip.ts'

/**
 * A Java function as Maven builds it from the project's `pom.xml`: its classes, and below `lib` the libraries that the build leaves in `target/dependency`. Throws an
 * `ApigenFailure` where there is nothing to build with, or the build fails.
 */
export async function packJava(root: string): Promise<PackedFile[]> {
  if (!existsSync(join(root, 'pom.xml')))
    throw new ApigenFailure('usage', 'There is no `pom.xml` to build the functions on Java with.', {
      help: 'apigen init --template java writes one into an existing project, and touches nothing that is there. Gradle is not run: name what it builds, code: build/libs/app.jar',
    })
  await maven(root)
  const classes = join(root, 'target/classes')
  if (!existsSync(classes))
    throw new ApigenFailure('usage', 'Maven has built nothing in `target/classes`.', {
      help: 'Is `sourceDirectory` of pom.xml the project folder?',
    })
  const libraries = join(root, 'target/dependency')
  const jars = existsSync(libraries) ? readFolder(libraries, (name) => name.endsWith('.jar')) : []
  return [...readFolder(classes), ...jars.map(({ path, bytes }) => ({ path: `lib/${path}`, bytes }))]
}

function maven(root: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // On Windows Maven is a script, which only a shell runs; no word here is anybody's.
    const options = { cwd: root, maxBuffer: 1 << 26, shell: process.platform === 'win32' }
    execFile('mvn', ['--quiet', '--batch-mode', 'compile'], options, (error, stdout) => {
      if (error === null) resolve()
      else if (error.code === 'ENOENT')
        reject(
          new ApigenFailure('usage', 'This machine has no Maven, which builds functions on Java.', {
            help: 'Install it: maven.apache.org, apt install maven, brew install maven.',
          }),
        )
      else {
        const lines = stdout.split('\n').filter((line) => line.includes('ERROR'))
        const said = lines.slice(0, 3).map((line) => line.replace(/^.*ERROR\S*\s*/, ''))
        reject(
          new ApigenFailure('usage', `Maven could not build the functions on Java: ${said.join(' ') || error.message}`, {
            help: 'mvn compile says more.',
          }),
        )
      }
    })
  })
}
