import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { ApigenFailure } from '../base/diagnostic.ts'
import { runMaven } from '../deploy/package/maven.ts'
import { JAVA_SOURCES } from '../project-functions.ts'
import { visible } from './report/escape.ts'

/**
 * Builds the Java of a project with Maven, without the network, where a source is newer than every class. Says how long it took, and rejects with what
 * the compiler says.
 */
export async function buildJava(root: string, say: (line: string) => void): Promise<void> {
  const built = newest(join(root, 'target/classes'))
  if (built > 0 && JAVA_SOURCES.every((path) => newest(join(root, path)) <= built)) return
  if (!existsSync(join(root, 'pom.xml')))
    throw new ApigenFailure('usage', 'There is no `pom.xml` to build the functions on Java with.', {
      help: 'apigen init --template java writes one into an existing project, and touches nothing that is there.',
    })
  say('Java: building with Maven.')
  const began = Date.now()
  try {
    await runMaven(root, ['--offline', 'compile'])
  } catch (error) {
    if (error instanceof ApigenFailure) say(`Java: ${visible(error.message)}${error.help === undefined ? '' : ` ${error.help}`}`)
    throw error
  }
  backdate(join(root, 'target/classes'), began)
  say(`Java: built in ${((Date.now() - began) / 1000).toFixed(1)} s.`)
}

/**
 * Lets what a build wrote be as old as its beginning. A source that was saved meanwhile may have been read before; Maven would take the class for the newer
 * of the two, as the next look at them here would, and never compile what was saved.
 */
function backdate(path: string, began: number): void {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return
  if (stats.isDirectory()) for (const name of readdirSync(path)) backdate(join(path, name), began)
  else if (stats.mtimeMs > began) utimesSync(path, stats.atime, new Date(began))
}

/** When the newest file below was written, in milliseconds since the epoch; 0 where there is none. */
function newest(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return 0
  if (!stats.isDirectory()) return stats.mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0)
}
