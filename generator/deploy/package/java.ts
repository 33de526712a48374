import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ApigenFailure } from '../../base/diagnostic.ts'
import { readFolder } from './folder.ts'
import { runMaven } from './maven.ts'
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
  await runMaven(root, ['compile'])
  const classes = join(root, 'target/classes')
  if (!existsSync(classes))
    throw new ApigenFailure('usage', 'Maven has built nothing in `target/classes`.', {
      help: 'Is `sourceDirectory` of pom.xml the project folder?',
    })
  const libraries = join(root, 'target/dependency')
  const jars = existsSync(libraries) ? readFolder(libraries, (name) => name.endsWith('.jar')) : []
  return [...readFolder(classes), ...jars.map(({ path, bytes }) => ({ path: `lib/${path}`, bytes }))]
}
