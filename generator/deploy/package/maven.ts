import { execFile } from 'node:child_process'
import { ApigenFailure } from '../../base/diagnostic.ts'

/** Time for a first build that gets all it needs over a slow line. */
const MINUTES = 15

/**
 * Runs Maven in a project's folder, quietly. Throws an `ApigenFailure` with its first errors, where this machine has none, or where it takes more
 * than so many minutes: a repository that does not answer would be waited for without end.
 */
export function runMaven(root: string, args: readonly string[], minutes: number = MINUTES): Promise<void> {
  return new Promise((resolve, reject) => {
    // On Windows Maven is a script, which only a shell runs; no word here is anybody's.
    const options = { cwd: root, maxBuffer: 1 << 26, shell: process.platform === 'win32', timeout: minutes * 60_000 }
    execFile('mvn', ['--quiet', '--batch-mode', ...args], options, (error, stdout) => {
      if (error === null) resolve()
      else if (error.code === 'ENOENT')
        reject(
          new ApigenFailure('usage', 'This machine has no Maven, which builds functions on Java.', {
            help: 'Install it: maven.apache.org, apt install maven, brew install maven.',
          }),
        )
      else if (error.killed === true)
        reject(
          new ApigenFailure('usage', `Maven was stopped: it had not built the functions on Java after ${minutes} minutes.`, {
            help: 'mvn compile shows what it waits for: a repository that does not answer, or a plugin that asks.',
          }),
        )
      else {
        const lines = stdout.split('\n').filter((line) => line.includes('ERROR'))
        const said = lines.slice(0, 3).map((line) => line.replace(/^.*ERROR\S*\s*/, ''))
        const isOffline = lines.some((line) => /offline mode/i.test(line))
        reject(
          new ApigenFailure('usage', `Maven could not build the functions on Java: ${said.join(' ') || error.message}`, {
            help: isOffline ? 'Run mvn compile once: it gets what the build needs.' : 'mvn compile says more.',
          }),
        )
      }
    })
  })
}
