import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The names a spec is looked for under when nothing names one. */
const SPEC_NAMES = ['openapi', 'swagger', 'api'].flatMap((name) => ['yaml', 'yml', 'json'].map((ending) => `${name}.${ending}`))

/** The spec of a folder by the usual names; undefined where there is none. */
export function findSpec(folder: string): string | undefined {
  return SPEC_NAMES.map((name) => join(folder, name)).find((path) => existsSync(path))
}
