import { execFile } from 'node:child_process'

/** A program of this machine, and what it says of its version. */
export interface FoundProgram {
  readonly program: string
  readonly version: string
}

/** The first of some programs that runs here; undefined where none does. It is asked, for a name alone proves nothing: it may be a shim. */
export async function findProgram(names: readonly string[], versionFlag: string): Promise<FoundProgram | undefined> {
  for (const program of names) {
    const version = await versionOf(program, versionFlag)
    if (version !== undefined) return { program, version }
  }
  return undefined
}

function versionOf(program: string, flag: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, [flag], { timeout: 20_000 }, (error, stdout, stderr) => {
      resolve(error === null ? /\d+(\.\d+)*/.exec(`${stdout}${stderr}`)?.[0] : undefined)
    })
  })
}
