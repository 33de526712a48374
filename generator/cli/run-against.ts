import { spawn } from 'node:child_process'
import type { Context } from './context.ts'
import type { Interruption } from './interruption.ts'

/** Runs a command of the user's shell beside the API that is served at `url`, which it finds in `APIGEN_URL`. Gives its exit code; 130 after Ctrl-C. */
export async function runAgainst(command: string, url: string, { host }: Context, interruption: Interruption): Promise<number> {
  const child = spawn(command, { shell: true, cwd: host.cwd, env: { ...host.env, APIGEN_URL: url }, stdio: ['inherit', 'pipe', 'pipe'] })
  child.stdout.on('data', (data: Buffer) => host.stdout.write(data.toString()))
  child.stderr.on('data', (data: Buffer) => host.stderr.write(data.toString()))
  const ended = new Promise<number>((done) => {
    child.on('error', () => done(1))
    // A command that a signal ended has no code, and did not do what it was to do.
    child.on('close', (code) => done(code ?? 1))
  })
  const code = await Promise.race([ended, interruption.wait])
  if (code !== undefined) return code
  child.kill()
  await ended
  return 130
}
