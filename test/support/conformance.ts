import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/**
 * The path of a recording or public vector, or undefined where the data is not on this machine: the test that needs it is
 * skipped then, and fails instead when `APIGEN_REQUIRE=all` says that nothing may be missing.
 */
export function conformance(...parts: readonly string[]): string | undefined {
  const folder = resolve(root, process.env.APIGEN_CONFORMANCE ?? '../shared/conformance')
  const path = join(folder, ...parts)
  if (existsSync(path)) return path
  if (process.env.APIGEN_REQUIRE === 'all')
    throw new Error(`${path} is missing; set APIGEN_CONFORMANCE to the folder of recordings and vectors`)
  console.warn(`skipped: ${path} is not there (APIGEN_CONFORMANCE)`)
  return undefined
}
