import { spawnSync } from 'node:child_process'

/** Whether a program is on this machine; where it is not, that is said, and an error when `APIGEN_REQUIRE=all`: CI installs them all. */
export function present(program: string, flag: string): boolean {
  const found = spawnSync(program, [flag]).status === 0
  if (!found && process.env.APIGEN_REQUIRE === 'all') throw new Error(`${program} is missing`)
  if (!found) console.warn(`skipped: ${program} is not on this machine`)
  return found
}
