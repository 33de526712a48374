import { spawnSync } from 'node:child_process'

/** Whether a program is on this machine; where it is not, that is said, and an error when `APIGEN_REQUIRE=all`: CI installs them all. */
export function present(program: string, ...args: readonly string[]): boolean {
  const found = spawnSync(program, args).status === 0
  const named = [program, ...args].join(' ')
  if (!found && process.env.APIGEN_REQUIRE === 'all') throw new Error(`this fails: ${named}`)
  if (!found) console.warn(`skipped: this fails on this machine: ${named}`)
  return found
}

/** The same of a toolchain whose tests take long: they wait for CI, or for whoever asks for everything. */
export function presentInFull(program: string, ...args: readonly string[]): boolean {
  if (process.env.APIGEN_REQUIRE === 'all') return present(program, ...args)
  console.warn(`skipped: what ${program} is needed for takes long; APIGEN_REQUIRE=all runs it`)
  return false
}
